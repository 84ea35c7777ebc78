package app.mainstay.base.ical;

import app.mainstay.base.ical.IcalPerson.Answer;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes calendar files: local time with its zone, the zone spelt out beside it. The same events give the same bytes, so that a reader can be told that
 * nothing has changed.
 */
public final class IcalWriter {

    private static final String PRODUCT = "-//Mainstay//Mainstay//EN";
    /** How often a calendar that follows this one shall ask. */
    private static final String REFRESH = "PT30M";

    private IcalWriter() {
    }

    public static byte[] write(IcalFile file) {
        var lines = new IcalLines();
        lines.begin("VCALENDAR").raw("VERSION", "2.0").raw("PRODID", PRODUCT).raw("CALSCALE", "GREGORIAN");
        if (file.method() != null) {
            lines.raw("METHOD", file.method());
        }
        if (file.name() != null) {
            // Outlook, Apple and Google read the X one, newer readers NAME.
            lines.text("NAME", file.name()).text("X-WR-CALNAME", file.name()).raw("REFRESH-INTERVAL;VALUE=DURATION", REFRESH).raw("X-PUBLISHED-TTL", REFRESH);
        }
        var zones = new TreeMap<String, LocalDateTime>();
        for (var event : file.events()) {
            var first = event.original() != null && event.original().isBefore(event.start()) ? event.original() : event.start();
            zones.merge(event.zone().getId(), first, (a, b) -> a.isBefore(b) ? a : b);
        }
        zones.forEach((zone, first) -> IcalZones.write(lines, ZoneId.of(zone), first));
        file.events().forEach(event -> event(lines, event));
        return lines.end("VCALENDAR").bytes();
    }

    private static void event(IcalLines lines, IcalEvent event) {
        String zone = ";TZID=" + event.zone().getId();
        lines.begin("VEVENT").text("UID", event.uid()).raw("DTSTAMP", IcalLines.utc(event.stamp())).raw("LAST-MODIFIED", IcalLines.utc(event.stamp()))
                .raw("SEQUENCE", String.valueOf(event.sequence()));
        if (event.original() != null) {
            lines.raw("RECURRENCE-ID" + zone, IcalLines.local(event.original()));
        }
        lines.raw("DTSTART" + zone, IcalLines.local(event.start())).raw("DTEND" + zone, IcalLines.local(event.end()));
        if (event.rule() != null) {
            lines.raw("RRULE", event.rule());
        }
        // One a line: some calendars read the first of several only.
        event.excepted().forEach(start -> lines.raw("EXDATE" + zone, IcalLines.local(start)));
        lines.text("SUMMARY", event.summary());
        text(lines, "DESCRIPTION", event.description());
        text(lines, "LOCATION", event.location());
        if (event.url() != null && event.url().matches("[a-zA-Z][a-zA-Z0-9+.-]*:[^\\s\\p{Cntrl}]+")) {
            lines.raw("URL", event.url());
        }
        lines.raw("STATUS", event.standing().name()).raw("TRANSP", event.busy() ? "OPAQUE" : "TRANSPARENT");
        var organizer = event.organizer();
        if (organizer != null && isAddress(organizer.email())) {
            lines.raw("ORGANIZER" + name(organizer), "mailto:" + organizer.email());
            event.people().stream().filter(person -> isAddress(person.email())).forEach(person -> lines.raw("ATTENDEE" + name(person)
                    + ";ROLE=REQ-PARTICIPANT;PARTSTAT=" + person.answer().name().replace('_', '-')
                    + (person.answer() == Answer.NEEDS_ACTION ? ";RSVP=TRUE" : ""), "mailto:" + person.email()));
        }
        if (event.reminder() != null && event.standing() != IcalEvent.Standing.CANCELLED) {
            lines.begin("VALARM").raw("ACTION", "DISPLAY").raw("TRIGGER", "-PT" + event.reminder() + "M").text("DESCRIPTION", event.summary()).end("VALARM");
        }
        lines.end("VEVENT");
    }

    private static void text(IcalLines lines, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            lines.text(name, value);
        }
    }

    private static String name(IcalPerson person) {
        return person.name().isBlank() ? "" : IcalLines.parameter("CN", person.name());
    }

    /** Nothing that would end the line or begin another value. */
    private static boolean isAddress(String email) {
        return email.matches("[^\\s\\p{Cntrl}<>\",;:\\\\]+@[^\\s\\p{Cntrl}<>\",;:\\\\@]+");
    }
}
