package app.mainstay.task;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of tasks may be asked for; empty sets ask nothing.
 *
 * @param accountId null: of all accounts and of none
 * @param text      part of the title, or the beginning of its pinyin
 * @param mine      only the viewer's own
 * @param dueFrom   first day; null: any
 * @param dueTo     day after the last; null: any
 * @param overdue   only open ones whose day has passed
 */
public record TaskFilter(@Nullable Long accountId, @Nullable String text, boolean mine, Set<Long> owners, Set<Long> accounts, Set<TaskKind> kinds,
                         Set<TaskState> states, @Nullable LocalDate dueFrom, @Nullable LocalDate dueTo, boolean overdue) {

    public static final TaskFilter ALL = new TaskFilter(null, null, false, Set.of(), Set.of(), Set.of(), Set.of(), null, null, false);

    public TaskFilter {
        owners = Set.copyOf(owners);
        accounts = Set.copyOf(accounts);
        kinds = Set.copyOf(kinds);
        states = Set.copyOf(states);
    }

    public TaskFilter ofAccount(long account) {
        return new TaskFilter(account, text, mine, owners, accounts, kinds, states, dueFrom, dueTo, overdue);
    }
}
