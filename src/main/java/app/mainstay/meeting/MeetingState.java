package app.mainstay.meeting;

import app.mainstay.shared.Coded;

/** How a meeting stands; held only with minutes. */
public enum MeetingState implements Coded {
    PLANNED, HELD, CANCELLED
}
