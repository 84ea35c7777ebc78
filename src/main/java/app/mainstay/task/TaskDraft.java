package app.mainstay.task;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A task on its way in or out. Messages are translation keys.
 *
 * @param id        null for a new one
 * @param ownerId   any active colleague but an administrator
 * @param dueOn     a day of the business zone; null: none agreed
 * @param accountId null: about no account
 * @param source    kept from the first save on, whatever is said later
 * @param version   the version that was read
 */
public record TaskDraft(@Nullable Long id,
                        @NotBlank(message = "problem.required") @Size(max = LONGEST, message = "problem.tooLong") String title,
                        @NotNull(message = "problem.required") @Nullable TaskKind kind,
                        @NotNull(message = "problem.required") @Nullable Long ownerId, @Nullable LocalDate dueOn, @Nullable Long accountId,
                        @Nullable TaskSource source, int version) {

    public static final int LONGEST = 300;

    public TaskDraft withOwner(@Nullable Long owner) {
        return new TaskDraft(id, title, kind, owner, dueOn, accountId, source, version);
    }

    public TaskDraft withDue(@Nullable LocalDate day) {
        return new TaskDraft(id, title, kind, ownerId, day, accountId, source, version);
    }

    public TaskDraft withKind(@Nullable TaskKind other) {
        return new TaskDraft(id, title, other, ownerId, dueOn, accountId, source, version);
    }

    public TaskDraft withTitle(String text) {
        return new TaskDraft(id, text, kind, ownerId, dueOn, accountId, source, version);
    }
}
