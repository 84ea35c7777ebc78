package app.mainstay.security.log;

import app.mainstay.shared.Coded;

/** What the security log tells of. */
public enum SecurityEvent implements Coded {
    SIGN_IN, FAILURE, DELAY, SIGN_OUT, SESSION_ENDED, REFUSED, PASSWORD_CHANGED, PASSWORD_SET, PASSWORD_EXPIRED, INVITED, THEFT, FEED_MADE, FEED_REVOKED
}
