package app.mainstay.coverage;

import app.mainstay.shared.Coded;

/** Where a leave stands today, in the business zone. */
public enum LeaveState implements Coded {
    AHEAD, NOW, OVER, CANCELLED
}
