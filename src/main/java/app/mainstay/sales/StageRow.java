package app.mainstay.sales;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stage.
 *
 * @param probability in per cent
 * @param normDays    longer than that in the stage, a deal is stalled; null: no norm
 * @param startsCycle the sales cycle begins with the first of these stages that a deal enters
 * @param demands     what must be known from here on
 */
public record StageRow(@Nullable Long id, String code, String labelEn, String labelZh, int position, ForecastCategory category, Outcome outcome, int probability,
                       @Nullable Integer normDays, boolean startsCycle, Set<Demand> demands, boolean active, int version) {

    public StageRow {
        demands = Set.copyOf(demands);
    }

    public String label(Locale locale) {
        return locale.getLanguage().equals("zh") ? labelZh : labelEn;
    }

    public boolean isOpen() {
        return outcome == Outcome.OPEN;
    }
}
