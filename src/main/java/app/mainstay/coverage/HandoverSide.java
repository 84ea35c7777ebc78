package app.mainstay.coverage;

import app.mainstay.shared.Coded;

/** One of the two who sign. */
public enum HandoverSide implements Coded {
    GIVER, TAKER
}
