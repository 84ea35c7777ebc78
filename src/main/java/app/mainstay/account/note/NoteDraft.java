package app.mainstay.account.note;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A note on its way in. Messages are translation keys.
 *
 * @param id      null for a new note
 * @param text    Markdown
 * @param version the version that was read
 */
public record NoteDraft(
        @Nullable Long id,
        long accountId,
        @NotBlank(message = "problem.required") @Size(max = LONGEST, message = "problem.tooLong") String text,
        int version) {

    public static final int LONGEST = 10_000;

    /** Nothing written yet. */
    public static NoteDraft empty(long accountId) {
        return new NoteDraft(null, accountId, "", 0);
    }
}
