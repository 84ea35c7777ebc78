package app.mainstay.task.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.task.TaskDraft;
import app.mainstay.task.TaskFilter;
import app.mainstay.task.TaskKind;
import app.mainstay.task.TaskRow;
import app.mainstay.task.TaskSort;
import app.mainstay.task.TaskState;
import app.mainstay.task.Tasks;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TaskViewsTest extends ViewTest {

    @Autowired
    private Tasks tasks;

    private Fixtures.Company company;
    private long account;

    @BeforeEach
    void company() {
        company = fixtures.company();
        account = fixtures.account(company, "Acme", company.member());
    }

    private long save(Viewer by, String title, @Nullable Long about) {
        return fixtures.as(by, () -> tasks.save(new TaskDraft(null, title, TaskKind.ACTION, by.id(), null, about, null, 0)));
    }

    private List<TaskRow> all() {
        return fixtures.as(company.director(), () -> tasks.page(TaskFilter.ALL, Slice.first(50, TaskSort.CREATED)));
    }

    @Test
    void aLineAndEnterMakeATaskOfTheAccount() {
        openAs(company.member(), "accounts/" + Ids.text(account) + "?tab=tasks");
        var line = _get(TextField.class, spec -> spec.withPlaceholder("What comes next, and Enter"));
        _click(_get(Button.class, spec -> spec.withText("Add")));
        assertThat(line.getErrorMessage()).isNotBlank();
        _setValue(line, "Send the offer");
        _click(_get(Button.class, spec -> spec.withText("Add")));

        assertThat(line.getValue()).isEmpty();
        assertThat(all()).singleElement().extracting(TaskRow::title, TaskRow::accountId, TaskRow::ownerName).containsExactly("Send the offer", account, "Member");
        assertThat(_size(_get(Grid.class))).isEqualTo(1);
        openAs(company.colleague(), "tasks");
        assertThat(_size(_get(Grid.class))).isZero();
    }

    @Test
    @SuppressWarnings("unchecked")
    void oneClickSaysDoneAndUndoTakesItBack() {
        save(company.member(), "Call", account);
        openAs(company.member(), "tasks");
        var grid = (Grid<TaskRow>) _get(Grid.class);
        TaskPanel.toggle(_get(grid, 0), tasks, () -> { });
        assertThat(all()).extracting(TaskRow::state).containsExactly(TaskState.DONE);
        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(all()).extracting(TaskRow::state).containsExactly(TaskState.OPEN);
    }

    @Test
    void aTaskIsDroppedForAReason() {
        long id = save(company.member(), "Call", account);
        openAs(company.member(), Locale.SIMPLIFIED_CHINESE, "tasks/" + Ids.text(id));
        _click(_get(Button.class, spec -> spec.withText("取消待办")));
        var dialog = _get(Dialog.class);
        var drop = _get(dialog, Button.class, spec -> spec.withText("取消待办"));
        _click(drop);
        assertThat(_get(TextArea.class).isInvalid()).isTrue();
        _setValue(_get(TextArea.class), "客户自己解决了");
        _click(drop);
        assertThat(all()).singleElement().extracting(TaskRow::state, TaskRow::dropReason).containsExactly(TaskState.DROPPED, "客户自己解决了");
        _assertOne(Button.class, spec -> spec.withText("重新打开"));
        _assertNone(Dialog.class);
    }

    @Test
    void theFormSavesAndAnothersTaskDoesNotExist() {
        openAs(company.member(), "tasks/new?account=" + Ids.text(account));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Task")), "Prepare");
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(all()).singleElement().extracting(TaskRow::title, TaskRow::kind).containsExactly("Prepare", TaskKind.ACTION);
        assertThat(address()).isEqualTo("accounts/" + Ids.text(account) + "?tab=tasks");
        openAs(company.colleague(), "tasks/" + Ids.text(all().getFirst().id()));
        assertThat(view()).isNotInstanceOf(TaskView.class);
    }
}
