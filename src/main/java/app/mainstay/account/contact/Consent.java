package app.mainstay.account.contact;

import app.mainstay.shared.Coded;

/** Whether somebody agreed that we keep and use their data. */
public enum Consent implements Coded {
    UNKNOWN, GIVEN, WITHDRAWN
}
