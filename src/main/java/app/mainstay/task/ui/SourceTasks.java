package app.mainstay.task.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Changes;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Live;
import app.mainstay.security.CurrentUser;
import app.mainstay.task.TaskRow;
import app.mainstay.task.TaskSource;
import app.mainstay.task.TaskState;
import app.mainstay.task.Tasks;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** On the page of another record the tasks that come from it, with a line for one more. */
public final class SourceTasks extends Div {

    private final transient TaskSource source;
    private final transient Tasks tasks;
    private final UnorderedList list = new UnorderedList();
    private final Empty empty;

    /**
     * @param source    a row, so its id is known
     * @param accountId of new tasks; null: about none
     */
    public SourceTasks(TaskSource source, @Nullable Long accountId, String whenEmpty, Tasks tasks, CurrentUser currentUser, Changes changes) {
        this.source = source;
        this.tasks = tasks;
        empty = new Empty(whenEmpty);
        list.addClassName("source-tasks");
        add(empty, list, new QuickTask(accountId, source, tasks, currentUser, this::reload));
        Live.list(this, changes, Tasks.CHANGED, tasks::sees, this::reload);
        reload();
    }

    private void reload() {
        var rows = tasks.ofSource(source.module(), Objects.requireNonNull(source.id()));
        list.removeAll();
        rows.forEach(row -> list.add(item(row)));
        list.setVisible(!rows.isEmpty());
        empty.setVisible(rows.isEmpty());
    }

    private ListItem item(TaskRow row) {
        var state = new NativeButton(tr(row.state().labelKey()), click -> TaskPanel.toggle(row, tasks, this::reload));
        state.addClassNames("task-state", "task-" + row.state().name().toLowerCase(Locale.ROOT));
        state.setEnabled(row.mayEdit());
        state.setAriaLabel(tr(row.state() == TaskState.OPEN ? "task.markDone" : "task.markOpen", row.title()));
        return new ListItem(state, new Anchor(TaskNavigation.task(row.id()), row.title()), secondary(row.ownerName()), due(row));
    }

    private Component due(TaskRow row) {
        var due = secondary(row.dueOn() == null ? "" : Formats.date(row.dueOn(), getLocale()));
        if (row.overdueDays() > 0) {
            due.removeClassName("secondary");
            due.addClassNames("status", "sign-warn");
            due.setTitle(tr("task.overdue") + ": " + row.overdueDays());
        }
        return due;
    }

    private static Span secondary(String text) {
        var span = new Span(text);
        span.addClassName("secondary");
        return span;
    }
}
