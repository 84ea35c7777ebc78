package app.mainstay.task.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.security.CurrentUser;
import app.mainstay.task.TaskFilter;
import app.mainstay.task.TaskList;
import app.mainstay.task.TaskRow;
import app.mainstay.task.TaskSort;
import app.mainstay.task.Tasks;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;

/** All tasks that one sees. */
@Route(TaskNavigation.LIST)
@Menu(title = "task.list", order = 125, icon = "check")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class TasksView extends Page implements BeforeEnterObserver {

    private final ListPanel<TaskRow, TaskFilter, TaskSort> list;

    public TasksView(TaskList source, Tasks tasks, ListServices services, CurrentUser currentUser) {
        super(tr("task.list"));
        var create = new Button(tr("task.new"), Icons.ADD.create(), click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(TaskNavigation.CREATE)));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        actions(create);
        list = TaskPanel.create(source, tasks, services, TaskNavigation.LIST).whenEmpty(() -> new Empty(tr("task.empty")));
        body.addClassName("list");
        body.add(new QuickTask(null, tasks, currentUser, list::refresh), list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
    }
}
