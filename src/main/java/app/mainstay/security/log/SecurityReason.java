package app.mainstay.security.log;

import app.mainstay.shared.Coded;

/** Why or how; what goes with which event follows from the words. */
public enum SecurityReason implements Coded {
    /** Of a sign-in: by the device's token, without a password. */
    REMEMBERED,
    /** Of a failure. */
    UNKNOWN_NAME, WRONG_PASSWORD, NO_PASSWORD, INACTIVE, EXPIRED,
    /** Of a failure: by a link that no longer works. Of a new password: by one that did. */
    INVITATION,
    /** Of a delay. */
    USER, ADDRESS, FEED,
    /** Of a session's end. */
    BY_OWNER, BY_ADMINISTRATOR, IDLE, TOO_LONG, DEACTIVATED, ROLE_CHANGED, UNIT_CHANGED, PASSWORD, TOKEN_THEFT,
    /** Of a refusal. */
    SCREEN, SERVICE
}
