package app.mainstay.meeting;

import app.mainstay.shared.Coded;

/** How much of a series a change is about; of a meeting that does not repeat always {@link #THIS}. */
public enum Extent implements Coded {
    THIS, FOLLOWING, ALL
}
