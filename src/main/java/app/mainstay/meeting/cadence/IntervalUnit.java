package app.mainstay.meeting.cadence;

import app.mainstay.shared.Coded;

/** In what an interval is counted. */
public enum IntervalUnit implements Coded {
    WEEK, MONTH
}
