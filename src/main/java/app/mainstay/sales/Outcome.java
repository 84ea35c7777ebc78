package app.mainstay.sales;

import app.mainstay.shared.Coded;

/** How a deal stands or ended. */
public enum Outcome implements Coded {
    OPEN, WON, LOST, CANCELLED
}
