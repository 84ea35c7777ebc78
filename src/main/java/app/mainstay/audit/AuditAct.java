package app.mainstay.audit;

import app.mainstay.shared.Coded;

/** What was done to a thing; DONE: something that changed no row. */
public enum AuditAct implements Coded {
    ADDED, CHANGED, DELETED, DONE
}
