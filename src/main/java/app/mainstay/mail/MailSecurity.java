package app.mainstay.mail;

import app.mainstay.shared.Coded;

/** How the way to the mail server is protected. STARTTLS is demanded, not only offered. */
public enum MailSecurity implements Coded {
    NONE, STARTTLS, TLS
}
