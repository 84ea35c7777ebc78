package app.mainstay.jobs;

import app.mainstay.shared.Coded;

/** Where a job stands. */
public enum JobState implements Coded {
    WAITING, RUNNING, DONE, FAILED, CANCELLED;

    /** Nothing will happen to it any more. */
    public boolean hasEnded() {
        return this != WAITING && this != RUNNING;
    }
}
