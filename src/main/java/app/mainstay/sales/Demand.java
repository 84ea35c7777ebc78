package app.mainstay.sales;

import app.mainstay.shared.Coded;

/** What a stage asks to be known. */
public enum Demand implements Coded {
    ACCOUNT, AMOUNT, CLOSE, NEXT_STEP, CONTACT
}
