package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Response;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How times, states and answers are said on the screens of this room. */
final class MeetingTexts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private MeetingTexts() {
    }

    static String time(LocalDateTime time) {
        return TIME.format(time);
    }

    /** "Thu 26 Nov 2026", "2026-11-26 周四". */
    static String day(LocalDate day, Locale locale) {
        String weekday = DateTimeFormatter.ofPattern("EEE", locale).format(day);
        return locale.getLanguage().equals("zh") ? Formats.date(day, locale) + " " + weekday : weekday + " " + Formats.date(day, locale);
    }

    /** "Thu 26 Nov 2026 10:00–11:00", with the second day where it ends on another one. */
    static String span(LocalDateTime start, LocalDateTime end, Locale locale) {
        return day(start.toLocalDate(), locale) + " " + time(start) + "–" + (end.toLocalDate().equals(start.toLocalDate()) ? "" : day(end.toLocalDate(), locale) + " ") + time(end);
    }

    /** "1 h 30 min". */
    static String length(Duration length) {
        return Stream.of(part(length.toDays(), "meeting.duration.days"), part(length.toHoursPart(), "meeting.duration.hours"), part(length.toMinutesPart(), "meeting.duration.minutes"))
                .filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String part(long number, String key) {
        return number == 0 ? "" : tr(key, number);
    }

    static String reminder(int minutes) {
        var length = Duration.ofMinutes(minutes);
        return minutes == 0 ? tr("meeting.reminder.start") : length.equals(Duration.ofDays(length.toDays())) ? tr("meeting.reminder.days", length.toDays())
                : length.equals(Duration.ofHours(length.toHours())) ? tr("meeting.reminder.hours", length.toHours()) : tr("meeting.reminder.minutes", minutes);
    }

    /** A sign and a word. */
    static Span state(MeetingState state) {
        return sign(tr(state.labelKey()), switch (state) {
            case PLANNED -> "sign-half";
            case HELD -> "sign-on";
            case CANCELLED -> "sign-off";
        });
    }

    static Span response(Response response) {
        return sign(tr(response.labelKey()), switch (response) {
            case NEEDS_ACTION -> "sign-open";
            case ACCEPTED -> "sign-on";
            case TENTATIVE -> "sign-half";
            case DECLINED -> "sign-off";
        });
    }

    private static Span sign(String text, String className) {
        var sign = new Span(text);
        sign.addClassNames("status", className);
        return sign;
    }
}
