package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.calendar.CalendarEvent;
import app.mainstay.base.ui.calendar.CalendarEvent.Look;
import app.mainstay.base.ui.charts.ChartColour;
import app.mainstay.meeting.CalendarSpan;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.MeetingRow;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Response;
import app.mainstay.shared.Ids;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Meetings as a calendar draws them, in the viewer's times. */
final class MeetingEvents {

    private static final int NAMED = 3;

    private MeetingEvents() {
    }

    /** @param names of people by id, where it must be said who takes part; else empty */
    static List<CalendarEvent> of(CalendarSpan span, ZoneId zone, Map<Long, String> names) {
        List<CalendarEvent> events = new ArrayList<>();
        span.meetings().forEach(row -> events.add(event(row, zone, names)));
        int number = 0;
        for (var busy : span.busy()) {
            String who = names.getOrDefault(busy.userId(), "");
            events.add(new CalendarEvent("busy-" + number++, who.isEmpty() ? tr("meeting.busyTime") : tr("meeting.busyTime.of", who), LocalDateTime.ofInstant(busy.from(), zone),
                    LocalDateTime.ofInstant(busy.to(), zone), tr("meeting.busyTime"), ChartColour.GREY, null, "", Look.BUSY, "", null, false));
        }
        return events;
    }

    private static CalendarEvent event(MeetingRow row, ZoneId zone, Map<Long, String> names) {
        var look = KindLook.of(row.kind());
        String note = Stream.of(people(row, names), row.accounts().stream().map(MeetingDetails.Account::name).limit(NAMED).collect(Collectors.joining(", ")),
                row.place() == null ? "" : row.place()).filter(text -> !text.isEmpty()).collect(Collectors.joining(" · "));
        return new CalendarEvent(Ids.text(row.id()), row.subject(), LocalDateTime.ofInstant(row.startsAt(), zone), LocalDateTime.ofInstant(row.endsAt(), zone),
                tr(row.kind().labelKey()), look.colour, look.icon, note, look(row), state(row), MeetingNavigation.meeting(row.id()),
                row.mayEdit() && row.state() == MeetingState.PLANNED);
    }

    private static String people(MeetingRow row, Map<Long, String> names) {
        return row.people().stream().map(id -> names.getOrDefault(id, "")).filter(name -> !name.isEmpty()).limit(NAMED).collect(Collectors.joining(", "))
                + (row.people().size() > NAMED ? " +" + (row.people().size() - NAMED) : "");
    }

    private static Look look(MeetingRow row) {
        return row.state() == MeetingState.CANCELLED || row.mine() == Response.DECLINED ? Look.FADED
                : row.state() == MeetingState.PLANNED && (row.mine() == Response.TENTATIVE || row.mine() == Response.NEEDS_ACTION) ? Look.TENTATIVE : Look.FIRM;
    }

    private static String state(MeetingRow row) {
        return row.state() != MeetingState.PLANNED ? tr(row.state().labelKey()) : row.mine() == null || row.mine() == Response.ACCEPTED ? "" : tr(row.mine().labelKey());
    }
}
