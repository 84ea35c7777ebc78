package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.settings.CalendarDay;
import app.mainstay.settings.DayKind;
import com.vaadin.flow.component.Html;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** A month as a table of links, written as one piece: a component per day would cost the session's memory. */
final class CalendarMonth {

    private static final int WEEK = 7;

    private CalendarMonth() {
    }

    static Html of(YearMonth month, Map<LocalDate, CalendarDay> days, LocalDate today, Locale locale,
                   BiFunction<LocalDate, @Nullable CalendarDay, String> address) {
        var html = new StringBuilder("<table class=\"calendar-month\"><caption>")
                .append(month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale)).append("</caption><thead><tr>");
        for (DayOfWeek day : DayOfWeek.values()) {
            html.append("<th scope=\"col\" abbr=\"").append(day.getDisplayName(TextStyle.FULL_STANDALONE, locale)).append("\">")
                    .append(day.getDisplayName(TextStyle.NARROW_STANDALONE, locale)).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        LocalDate day = month.atDay(1).with(DayOfWeek.MONDAY);
        while (day.isBefore(month.plusMonths(1).atDay(1))) {
            html.append("<tr>");
            for (int i = 0; i < WEEK; i++) {
                if (YearMonth.from(day).equals(month)) {
                    cell(html, day, days.get(day), today, locale, address);
                } else {
                    html.append("<td></td>");
                }
                day = day.plusDays(1);
            }
            html.append("</tr>");
        }
        return new Html(html.append("</tbody></table>").toString());
    }

    private static void cell(StringBuilder html, LocalDate day, @Nullable CalendarDay listed, LocalDate today, Locale locale,
                             BiFunction<LocalDate, @Nullable CalendarDay, String> address) {
        DayKind kind = listed == null ? null : Objects.requireNonNull(listed.kind());
        String name = listed == null ? "" : tr("admin.calendar.dayName", listed.name(locale), tr(Objects.requireNonNull(kind).labelKey()));
        html.append("<td class=\"").append(kind != null ? className(kind) : day.getDayOfWeek().getValue() > 5 ? "day-weekend" : "")
                .append("\"><a href=\"").append(HtmlUtils.htmlEscape(address.apply(day, listed))).append('"');
        if (day.equals(today)) {
            html.append(" aria-current=\"date\"");
        }
        if (kind != null) {
            html.append(" title=\"").append(HtmlUtils.htmlEscape(name)).append('"');
        }
        html.append('>').append(day.getDayOfMonth());
        if (kind != null) {
            html.append("<span class=\"day-sign\" aria-hidden=\"true\">").append(HtmlUtils.htmlEscape(tr(signKey(kind)))).append("</span>");
        }
        html.append("</a></td>");
    }

    static String className(DayKind kind) {
        return kind == DayKind.HOLIDAY ? "day-holiday" : "day-workday";
    }

    static String signKey(DayKind kind) {
        return kind == DayKind.HOLIDAY ? "admin.calendar.sign.holiday" : "admin.calendar.sign.workday";
    }
}
