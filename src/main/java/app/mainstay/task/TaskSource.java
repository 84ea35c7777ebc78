package app.mainstay.task;

import org.jspecify.annotations.Nullable;

/**
 * Where a task comes from.
 *
 * @param module the room, as "meeting"
 * @param id     its row; null where there is none
 * @param label  what that was called then, at most 200 characters
 */
public record TaskSource(String module, @Nullable Long id, String label) {
}
