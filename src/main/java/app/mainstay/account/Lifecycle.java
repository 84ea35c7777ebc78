package app.mainstay.account;

import app.mainstay.shared.Coded;

/** Where the relationship with an account stands, in the order in which it usually goes. */
public enum Lifecycle implements Coded {
    PROSPECT, ACTIVE, AT_RISK, CHURNED, REACTIVATED
}
