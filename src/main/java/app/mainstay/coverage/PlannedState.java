package app.mainstay.coverage;

import app.mainstay.shared.Coded;

/** What became of a planned change. */
public enum PlannedState implements Coded {
    PLANNED, DONE, CANCELLED, FAILED
}
