package app.mainstay.sales;

import app.mainstay.shared.Coded;

/** How sure a stage is, as a forecast counts it. */
public enum ForecastCategory implements Coded {
    PIPELINE, BEST_CASE, COMMIT, CLOSED
}
