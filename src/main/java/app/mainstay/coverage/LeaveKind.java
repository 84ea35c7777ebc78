package app.mainstay.coverage;

import app.mainstay.shared.Coded;

/** Why somebody is away. Read by the person and by whoever leads the person; colleagues only see that somebody is. */
public enum LeaveKind implements Coded {
    VACATION, SICK, TRAVEL, TRAINING, OTHER
}
