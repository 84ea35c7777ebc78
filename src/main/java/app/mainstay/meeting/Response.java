package app.mainstay.meeting;

import app.mainstay.shared.Coded;

/** What somebody answered to an invitation. */
public enum Response implements Coded {
    NEEDS_ACTION, ACCEPTED, TENTATIVE, DECLINED
}
