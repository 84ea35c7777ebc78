package app.mainstay.task;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is read.
 *
 * @param accountId   null: about none, or about one that the viewer does not see
 * @param overdueDays so many days after its day, while it is open; 0: not overdue
 * @param endedByName who did or dropped it
 * @param mayEdit     whether the viewer may change it; in a list without asking for each row: who only reads the account for a while is refused
 *                    at saving
 */
public record TaskRow(long id, String title, TaskKind kind, TaskState state, long ownerId, String ownerName, long creatorId, String creatorName,
                      @Nullable Long accountId, @Nullable String accountName, @Nullable LocalDate dueOn, int overdueDays, @Nullable TaskSource source,
                      @Nullable Instant endedAt, @Nullable String endedByName, @Nullable String dropReason, Instant createdAt, int version, boolean mayEdit) {

    public TaskDraft draft() {
        return new TaskDraft(id, title, kind, ownerId, dueOn, accountId, source, version);
    }
}
