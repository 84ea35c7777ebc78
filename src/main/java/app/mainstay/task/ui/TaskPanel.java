package app.mainstay.task.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import app.mainstay.task.TaskFilter;
import app.mainstay.task.TaskList;
import app.mainstay.task.TaskRow;
import app.mainstay.task.TaskSort;
import app.mainstay.task.TaskState;
import app.mainstay.task.Tasks;
import com.vaadin.flow.data.renderer.LitRenderer;
import org.springframework.dao.OptimisticLockingFailureException;

/** The list of tasks, in which one click says that one is done and another one takes it back. */
final class TaskPanel {

    private TaskPanel() {
    }

    static ListPanel<TaskRow, TaskFilter, TaskSort> create(TaskList source, Tasks tasks, ListServices services, String path) {
        var panel = new ListPanel<>(source, services, path).link(row -> TaskNavigation.task(row.id()));
        panel.draw("state", LitRenderer.<TaskRow>of("""
                        <button type="button" class=${item.mark} ?disabled=${item.fixed} aria-label=${item.act} title=${item.act} @click=${toggle}>${item.text}</button>""")
                .withProperty("mark", row -> "task-state task-" + row.state().name().toLowerCase(java.util.Locale.ROOT))
                .withProperty("fixed", row -> !row.mayEdit())
                .withProperty("act", row -> tr(row.state() == TaskState.OPEN ? "task.markDone" : "task.markOpen", row.title()))
                .withProperty("text", row -> tr(row.state().labelKey()))
                .withFunction("toggle", row -> toggle(row, tasks, panel::refresh)));
        panel.badge("overdue", row -> row.overdueDays() > 0 ? "status sign-warn" : "");
        return panel;
    }

    static void toggle(TaskRow row, Tasks tasks, Runnable after) {
        if (!row.mayEdit()) {
            return;
        }
        boolean open = row.state() == TaskState.OPEN;
        attempt(() -> {
            int version = open ? tasks.done(row.id(), row.version()) : tasks.reopen(row.id(), row.version());
            if (open) {
                Notices.done(tr("task.done", row.title()), () -> attempt(() -> tasks.reopen(row.id(), version), after));
            }
        }, after);
    }

    /** What stands against it is told, and the row is shown as it is now. */
    static void attempt(Runnable act, Runnable after) {
        try {
            act.run();
        } catch (RefusedException refused) {
            refused.problems().forEach(problem -> Notices.failed(tr(problem)));
        } catch (ConflictException | OptimisticLockingFailureException | NotFoundException changed) {
            Notices.failed(tr("task.changedMeanwhile"));
        }
        after.run();
    }
}
