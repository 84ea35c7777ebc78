package app.mainstay.meeting.cadence;

import app.mainstay.shared.Coded;

/** OVERDUE: the day has passed. PLANNED: a meeting lies ahead before it. COVERED: met, and nothing to do yet. DUE: a meeting is to be planned. */
public enum CadenceState implements Coded {
    OVERDUE, DUE, PLANNED, COVERED
}
