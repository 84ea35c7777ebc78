package app.mainstay.task.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.security.CurrentUser;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.task.TaskDraft;
import app.mainstay.task.TaskKind;
import app.mainstay.task.TaskSource;
import app.mainstay.task.Tasks;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import org.jspecify.annotations.Nullable;

/** A line that makes a task of one's own at once; Enter is enough. */
final class QuickTask extends Div {

    private final @Nullable Long accountId;
    private final transient @Nullable TaskSource source;
    private final transient Tasks tasks;
    private final transient CurrentUser currentUser;
    private final transient Runnable after;
    private final TextField title = new TextField();
    private final DayField due = new DayField(null);

    QuickTask(@Nullable Long accountId, Tasks tasks, CurrentUser currentUser, Runnable after) {
        this(accountId, null, tasks, currentUser, after);
    }

    QuickTask(@Nullable Long accountId, @Nullable TaskSource source, Tasks tasks, CurrentUser currentUser, Runnable after) {
        this.accountId = accountId;
        this.source = source;
        this.tasks = tasks;
        this.currentUser = currentUser;
        this.after = after;
        addClassName("quick-task");
        title.setPlaceholder(tr("task.quick"));
        title.setAriaLabel(tr("task.quick"));
        // What was typed in the last moment before Enter would be missing otherwise.
        title.setValueChangeMode(ValueChangeMode.EAGER);
        due.setPlaceholder(tr("task.dueOn"));
        due.setAriaLabel(tr("task.dueOn"));
        due.setClearButtonVisible(true);
        title.addKeyPressListener(Key.ENTER, event -> add());
        var add = new Button(tr("task.add"), Icons.ADD.create(), click -> add());
        add.addThemeVariants(ButtonVariant.TERTIARY);
        add(title, due, add);
    }

    private void add() {
        title.setInvalid(false);
        if (due.isEmpty() && due.isInvalid()) {
            due.focus();
            return;
        }
        try {
            tasks.save(new TaskDraft(null, title.getValue(), TaskKind.NEXT_STEP, currentUser.require().id(), due.getValue(), accountId, source, 0));
        } catch (RefusedException refused) {
            refused.problems().forEach(this::show);
            return;
        }
        title.clear();
        due.clear();
        title.focus();
        after.run();
    }

    private void show(Problem problem) {
        String sentence = tr(problem);
        if ("title".equals(problem.field())) {
            title.setErrorMessage(sentence);
            title.setInvalid(true);
            title.focus();
        } else if ("dueOn".equals(problem.field())) {
            due.setErrorMessage(sentence);
            due.setInvalid(true);
        } else {
            Notices.failed(sentence);
        }
    }
}
