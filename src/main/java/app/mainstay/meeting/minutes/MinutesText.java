package app.mainstay.meeting.minutes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Minutes as they are read.
 *
 * @param version   0: there are none yet, then nothing else is known
 * @param body      Markdown as it was typed: whoever shows it makes it harmless
 * @param marks     what its marked lines say, in the order of the text
 * @param mayWrite  whether the viewer may write and publish
 * @param meetingOn the day of the meeting in its own zone, to which days in the text are relative
 * @param begun     whether it has begun: before, nothing can be published
 */
public record MinutesText(long meetingId, int version, String body, @Nullable String author, @Nullable Instant updatedAt, List<Mark> marks, boolean mayWrite,
                          LocalDate meetingOn, boolean begun) {

    /** @param taskId null: it became none, or one that the viewer does not see */
    public record Mark(long id, MarkKind kind, String text, @Nullable Long ownerId, @Nullable String ownerName, @Nullable LocalDate due, @Nullable Long taskId) {
    }

    /** A version that another one has replaced. */
    public record Past(int version, String body, String author, Instant updatedAt) {
    }

    /** What somebody has typed and not published. @param baseVersion of the minutes when the typing began */
    public record Kept(String body, int baseVersion, Instant savedAt) {
    }
}
