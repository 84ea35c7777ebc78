package app.mainstay.meeting.minutes;

import app.mainstay.shared.Coded;

/** What a marked line of minutes is. Promises and action items become tasks; the others are kept as they were said. */
public enum MarkKind implements Coded {
    NEED, FEEDBACK, DECISION, PROMISE, ACTION;

    public boolean isTask() {
        return this == PROMISE || this == ACTION;
    }
}
