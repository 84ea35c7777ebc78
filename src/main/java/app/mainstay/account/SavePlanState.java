package app.mainstay.account;

import app.mainstay.shared.Coded;

/** What became of a save plan. WITHDRAWN: the account was not at risk after all. */
public enum SavePlanState implements Coded {
    OPEN, SAVED, LOST, WITHDRAWN
}
