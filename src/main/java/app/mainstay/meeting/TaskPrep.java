package app.mainstay.meeting;

import app.mainstay.base.ui.Formats;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Words;
import app.mainstay.task.TaskFilter;
import app.mainstay.task.TaskKind;
import app.mainstay.task.TaskRow;
import app.mainstay.task.TaskSort;
import app.mainstay.task.TaskState;
import app.mainstay.task.Tasks;
import app.mainstay.task.ui.TaskNavigation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What was promised to the accounts or agreed with them and is still open, the most urgent first: the customer asks for it. */
@Component
class TaskPrep implements PrepSection {

    private static final TaskFilter OWED = new TaskFilter(null, null, false, Set.of(), Set.of(), Set.of(TaskKind.PROMISE, TaskKind.ACTION), Set.of(TaskState.OPEN), null, null, false);

    private final Tasks tasks;

    TaskPrep(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public String titleKey() {
        return "prep.tasks";
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("task.title", 52), Column.of("task.kind", 14), Column.of("task.ownerId", 18), Column.of("task.dueOn", 16));
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public List<Row> rows(MeetingDetails meeting, int most, Locale locale) {
        return meeting.accounts().stream().filter(MeetingDetails.Account::seen)
                .flatMap(account -> tasks.page(OWED.ofAccount(account.id()), new Slice<>(0, most, List.of(new Slice.Order<>(TaskSort.DUE, false)))).stream())
                .sorted(Comparator.comparing(TaskRow::dueOn, Comparator.nullsLast(Comparator.naturalOrder()))).limit(most)
                .map(task -> Row.of(TaskNavigation.task(task.id()), task.title(), Words.say(task.kind().labelKey(), locale), task.ownerName(), Formats.date(task.dueOn(), locale)))
                .toList();
    }
}
