package app.mainstay.base.ui.charts;

/** One series of colours that colour-blind readers tell apart; the same thing has the same colour on every page. */
public enum ChartColour {
    BLUE("#2563EB"), ORANGE("#D97706"), TEAL("#0F766E"), PURPLE("#7C3AED"), GREY("#6B7280"), PINK("#DB2777");

    final String code;

    ChartColour(String code) {
        this.code = code;
    }

    /** The next one for series without a meaning of their own. */
    public static ChartColour at(int index) {
        return values()[Math.floorMod(index, values().length)];
    }
}
