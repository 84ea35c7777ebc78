package app.mainstay.task;

import app.mainstay.shared.Coded;

/** How a task stands. A dropped one says why. */
public enum TaskState implements Coded {
    OPEN, DONE, DROPPED
}
