package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.sales.SalesAnalysis.Group;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the bars of the analysis say. */
enum AnalysisMeasure {
    WON, RATE, RATE_BY_VALUE, CYCLE, VELOCITY, REASONS;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Null where nothing was closed. */
    @Nullable BigDecimal of(Group group) {
        return switch (this) {
            case WON -> group.wonValue();
            case RATE -> ratio(BigDecimal.valueOf(group.won()), BigDecimal.valueOf(group.lost()));
            case RATE_BY_VALUE -> ratio(group.wonValue(), group.lostValue());
            case CYCLE, VELOCITY, REASONS -> throw new IllegalStateException();
        };
    }

    private static @Nullable BigDecimal ratio(BigDecimal won, BigDecimal lost) {
        return won.add(lost).signum() == 0 ? null : won.multiply(HUNDRED).divide(won.add(lost), 4, RoundingMode.HALF_UP);
    }

    /** Whether bars tell more than what deals add up to, which is asked apart. */
    boolean apart() {
        return ordinal() >= CYCLE.ordinal();
    }

    String label() {
        return tr("sales.analysis.measure." + name());
    }

    String title(String of) {
        return tr((this == WON ? "sales.analysis." : "sales.analysis." + name() + ".") + of);
    }

    String address() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What an address asks for; an unknown word is the first. */
    static AnalysisMeasure at(@Nullable String address) {
        return Arrays.stream(values()).filter(each -> each.address().equals(address)).findFirst().orElse(WON);
    }
}
