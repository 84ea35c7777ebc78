package app.mainstay.invariants;

import app.mainstay.shared.Coded;

/** FAILED: the look itself did, so nobody knows. */
public enum InvariantState implements Coded {
    HOLDS, BROKEN, FAILED, NEVER
}
