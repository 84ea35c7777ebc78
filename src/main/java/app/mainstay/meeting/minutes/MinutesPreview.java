package app.mainstay.meeting.minutes;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a text.
 *
 * @param lines its marked lines in their order
 * @param gone  what earlier versions said and this one does not; tasks of these stay
 */
public record MinutesPreview(List<Line> lines, List<MinutesText.Mark> gone) {

    /** NEW: nobody has published it. CHANGED: it says something else than the published line that it comes from. SAME: it is published as it is. */
    public enum State {
        NEW, CHANGED, SAME
    }

    /** Somebody to choose. */
    public record Person(long id, String name) {
    }

    /**
     * A line as it would be taken.
     *
     * @param key     tells the line to {@link Minutes#publish}
     * @param owner   null: nobody is named, or several people may be meant
     * @param choices several people who may be meant; else empty
     * @param task    whether it becomes, or has become, a task
     * @param before  of a changed one what it said
     */
    public record Line(String key, State state, MarkKind kind, String text, @Nullable Person owner, List<Person> choices, @Nullable LocalDate due, boolean task,
                       @Nullable String before) {
    }

    /** A line as somebody has chosen to take it. @param ownerId null for what becomes no task */
    public record Chosen(String key, MarkKind kind, String text, @Nullable Long ownerId, @Nullable LocalDate due, boolean task) {
    }
}
