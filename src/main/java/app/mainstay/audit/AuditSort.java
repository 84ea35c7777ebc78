package app.mainstay.audit;

/** What the audit trail can be sorted by: time alone, which is the order in which it grows. */
public enum AuditSort {
    TIME
}
