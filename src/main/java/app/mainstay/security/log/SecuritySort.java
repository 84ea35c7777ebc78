package app.mainstay.security.log;

/** What the security log can be sorted by: time alone, which is the order in which it grows. */
public enum SecuritySort {
    TIME
}
