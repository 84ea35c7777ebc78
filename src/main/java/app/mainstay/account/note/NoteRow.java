package app.mainstay.account.note;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A note as it is read.
 *
 * @param text     Markdown as it was typed: whoever shows it makes it harmless
 * @param editedAt null: never since it was written
 * @param mayEdit  whether the viewer may change its text and remove it
 */
public record NoteRow(long id, long accountId, String text, long authorId, String authorName, Instant writtenAt, @Nullable Instant editedAt,
                      boolean pinned, boolean mayEdit, int version) {

    public NoteDraft draft() {
        return new NoteDraft(id, accountId, text, version);
    }
}
