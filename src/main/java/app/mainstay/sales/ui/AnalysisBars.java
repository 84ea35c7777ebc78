package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.charts.ChartFigure;
import app.mainstay.sales.SalesBreakdown.By;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Ids;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a bar of the analysis is called, which deals stand behind it, and how many bars a chart has. */
record AnalysisBars(CodeLists codes, Locale locale) {

    /** More of them on a tablet are lines, not bars. */
    static final int MOST = 10;

    String name(By by, String key, @Nullable String label) {
        return switch (by) {
            case PRODUCT -> key.isEmpty() ? tr("sales.analysis.noProduct") : Objects.requireNonNullElse(label, "");
            case SECTOR -> key.isEmpty() ? tr("sales.analysis.noSector") : codes.label(CodeList.SECTOR, key, locale);
            case MONTH -> key;
            case OWNER, TEAM, OFFICE -> Objects.requireNonNullElse(label, "");
        };
    }

    /** What a bar's deals have in common, as the list's address says it. */
    static String way(By by, String key) {
        return switch (by) {
            case OWNER -> "owner=" + id(key);
            case TEAM, OFFICE -> "unit=" + id(key);
            case PRODUCT -> key.isEmpty() ? "noproduct=" : "product=" + id(key);
            case SECTOR -> key.isEmpty() ? "nosector=" : "sector=" + key;
            case MONTH -> "closed=" + key;
        };
    }

    static String header(By by) {
        return tr(switch (by) {
            case OWNER -> "sales.ownerId";
            case TEAM -> "account.unit";
            case OFFICE -> "sales.office";
            case PRODUCT -> "sales.product";
            case SECTOR -> "account.sector";
            case MONTH -> "sales.analysis.month";
        });
    }

    private static String id(String key) {
        return Ids.text(Long.parseLong(key));
    }

    static ChartFigure more(ChartFigure figure, int all) {
        return all > MOST ? figure.note(tr("sales.analysis.more", MOST, all - MOST)) : figure;
    }

    /** In their order, with those between in which nothing happened: a time axis that leaves months out tells of a steadier business than there is. */
    static <T> List<T> everyMonth(List<T> months, Function<T, String> key, Function<String, T> none) {
        if (months.isEmpty()) {
            return months;
        }
        var known = months.stream().collect(Collectors.toMap(key, Function.identity()));
        var last = YearMonth.parse(key.apply(months.getLast()));
        return Stream.iterate(YearMonth.parse(key.apply(months.getFirst())), month -> !month.isAfter(last), month -> month.plusMonths(1)).map(YearMonth::toString)
                .map(month -> known.containsKey(month) ? known.get(month) : none.apply(month)).toList();
    }

    String lossReason(String code) {
        return codes.label(CodeList.LOSS_REASON, code, locale);
    }
}
