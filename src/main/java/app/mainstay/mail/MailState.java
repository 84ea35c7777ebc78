package app.mainstay.mail;

import app.mainstay.shared.Coded;

/** WAITING also while it is tried again and again; FAILED: given up; DROPPED: by an administrator. */
public enum MailState implements Coded {
    WAITING, SENT, FAILED, DROPPED
}
