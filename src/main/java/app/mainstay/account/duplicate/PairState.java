package app.mainstay.account.duplicate;

import app.mainstay.shared.Coded;

/** What people think of two accounts that may be one. */
public enum PairState implements Coded {
    OPEN, DISMISSED, MERGED
}
