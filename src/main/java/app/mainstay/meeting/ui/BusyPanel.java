package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.calendar.CalendarRange;
import app.mainstay.base.ui.calendar.CalendarWork;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** Our people beside each other on the day of the meeting: taken or free, by what is not said. Written as one piece. */
final class BusyPanel extends Div {

    private static final int FIRST_HOUR = 7;
    private static final int LAST_HOUR = 20;
    private static final int HOURS = 24;
    private static final int MINUTES = 60;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private record Piece(LocalDateTime from, LocalDateTime to) {

        String text() {
            return TIME.format(from) + "–" + TIME.format(to);
        }
    }

    private final transient MeetingServices services;

    BusyPanel(MeetingServices services) {
        this.services = services;
        addClassName("busy-panel");
    }

    /** @param except the meeting itself; null for a new one */
    void show(@Nullable LocalDateTime start, @Nullable LocalDateTime end, ZoneId zone, Map<Long, String> people, @Nullable Long except) {
        removeAll();
        setVisible(start != null && !people.isEmpty());
        if (start == null || people.isEmpty()) {
            return;
        }
        LocalDate day = start.toLocalDate();
        var range = new CalendarRange(day, day.plusDays(1));
        var busy = services.calendar().busy(people.keySet(), range.start(zone), range.end(zone), except);
        List<Piece> work = services.hours().of(range, null, zone, getLocale()).hours().stream().filter(hours -> hours.until().isAfter(day.atStartOfDay())
                && hours.from().isBefore(day.plusDays(1).atStartOfDay())).map(BusyPanel::piece).toList();
        Piece meeting = new Piece(start, end != null && end.isAfter(start) ? end : start.plusHours(1));
        List<Piece> all = new ArrayList<>(List.of(meeting));
        busy.values().forEach(times -> times.forEach(one -> all.add(piece(one.from(), one.to(), zone))));
        int first = all.stream().mapToInt(piece -> piece.from().isBefore(day.atStartOfDay()) ? 0 : piece.from().getHour()).min().orElse(FIRST_HOUR);
        int last = all.stream().mapToInt(piece -> piece.to().toLocalDate().isAfter(day) ? HOURS : piece.to().getHour() + 1).max().orElse(LAST_HOUR);
        first = Math.min(first, FIRST_HOUR);
        last = Math.max(Math.min(last, HOURS), LAST_HOUR);
        add(new H3(tr("meeting.freeBusy", Formats.date(day, getLocale()))));
        var legend = new Paragraph(tr("meeting.freeBusy.legend"));
        legend.addClassName("secondary");
        add(legend);
        add(new Html(table(day, first, last, work, meeting, people, busy.entrySet().stream().collect(java.util.stream.Collectors.toMap(Map.Entry::getKey,
                entry -> entry.getValue().stream().map(one -> piece(one.from(), one.to(), zone)).toList())))));
    }

    private static Piece piece(CalendarWork.Hours hours) {
        return new Piece(hours.from(), hours.until());
    }

    private static Piece piece(java.time.Instant from, java.time.Instant to, ZoneId zone) {
        return new Piece(LocalDateTime.ofInstant(from, zone), LocalDateTime.ofInstant(to, zone));
    }

    private static String table(LocalDate day, int first, int last, List<Piece> work, Piece meeting, Map<Long, String> people, Map<Long, List<Piece>> busy) {
        var html = new StringBuilder("<div class=\"busy\"><div class=\"busy-row busy-hours\" aria-hidden=\"true\"><span></span><div class=\"busy-track\">");
        for (int hour = first; hour < last; hour += 2) {
            html.append("<span style=\"inset-inline-start:").append(percent((hour - first) * MINUTES, first, last)).append("\">").append(String.format(Locale.ROOT, "%02d", hour)).append("</span>");
        }
        html.append("</div><span></span></div><ul>");
        people.forEach((id, name) -> {
            var times = busy.getOrDefault(id, List.of());
            boolean taken = times.stream().anyMatch(time -> time.from().isBefore(meeting.to()) && time.to().isAfter(meeting.from()));
            html.append("<li class=\"busy-row\"><span class=\"busy-name\">").append(HtmlUtils.htmlEscape(name)).append("</span><div class=\"busy-track\" aria-hidden=\"true\">");
            work.forEach(piece -> bar(html, "busy-work", piece, day, first, last));
            times.forEach(piece -> bar(html, "busy-taken", piece, day, first, last));
            bar(html, taken ? "busy-meeting over" : "busy-meeting", meeting, day, first, last);
            html.append("</div><span class=\"busy-text").append(taken ? " over" : "").append("\">").append(HtmlUtils.htmlEscape(taken
                    ? tr("meeting.freeBusy.taken", times.stream().map(Piece::text).collect(java.util.stream.Collectors.joining(", "))) : tr("meeting.freeBusy.free"))).append("</span></li>");
        });
        return html.append("</ul></div>").toString();
    }

    private static void bar(StringBuilder html, String className, Piece piece, LocalDate day, int first, int last) {
        long from = Math.max(0, Duration.between(day.atTime(first, 0), piece.from()).toMinutes());
        long to = Math.min((last - first) * (long) MINUTES, Duration.between(day.atTime(first, 0), piece.to()).toMinutes());
        if (from < to) {
            html.append("<i class=\"").append(className).append("\" style=\"inset-inline-start:").append(percent(from, first, last)).append(";inline-size:")
                    .append(percent(to - from, first, last)).append("\"></i>");
        }
    }

    private static String percent(long minutes, int first, int last) {
        return String.format(Locale.ROOT, "%.2f%%", 100.0 * minutes / ((last - first) * (double) MINUTES));
    }
}
