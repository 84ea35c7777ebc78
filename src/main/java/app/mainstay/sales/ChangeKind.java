package app.mainstay.sales;

import app.mainstay.shared.Coded;

/** What of a deal is kept with every change. */
public enum ChangeKind implements Coded {
    STAGE, AMOUNT, EXPECTED, CLOSED, OWNER
}
