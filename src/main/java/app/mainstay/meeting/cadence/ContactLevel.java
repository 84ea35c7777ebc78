package app.mainstay.meeting.cadence;

import app.mainstay.shared.Coded;

/** Whom one met: EXECUTIVE, somebody who decides or approves there; WORKING, anybody. Who met the former met the latter. */
public enum ContactLevel implements Coded {
    EXECUTIVE, WORKING
}
