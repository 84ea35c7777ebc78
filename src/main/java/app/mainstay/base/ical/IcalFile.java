package app.mainstay.base.ical;

import app.mainstay.shared.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A calendar file.
 *
 * @param method   what it wants, such as REQUEST or CANCEL, in capitals; null: nothing, a calendar to be read
 * @param name     of the calendar; null: none
 * @param problems what could not be read, an event each; the others are among {@code events}
 */
public record IcalFile(@Nullable String method, @Nullable String name, List<IcalEvent> events, List<Problem> problems) {

    public static final String REQUEST = "REQUEST";
    public static final String CANCEL = "CANCEL";
    public static final String PUBLISH = "PUBLISH";
    public static final String CONTENT_TYPE = "text/calendar";

    public IcalFile {
        events = List.copyOf(events);
        problems = List.copyOf(problems);
    }

    public static IcalFile of(@Nullable String method, @Nullable String name, List<IcalEvent> events) {
        return new IcalFile(method, name, events, List.of());
    }
}
