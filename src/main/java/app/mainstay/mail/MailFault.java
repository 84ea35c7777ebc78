package app.mainstay.mail;

import app.mainstay.shared.Coded;

/** Why a mail did not leave. */
public enum MailFault implements Coded {
    /** The server does not answer, or not in a way that is understood. */
    UNREACHABLE,
    /** User name or password of the mail server are wrong. */
    SIGN_IN,
    /** The address does not exist, for good. */
    ADDRESS,
    /** The server does not take this mail, for now. */
    REFUSED,
    /** The sending server went down or the answer got lost: it may have been sent. */
    INTERRUPTED;

    /** It is not the mail's fault: others would fare no better now. */
    boolean ofServer() {
        return this == UNREACHABLE || this == SIGN_IN;
    }
}
