package app.mainstay.task.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.account.ui.AccountTab;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.security.CurrentUser;
import app.mainstay.task.TaskList;
import app.mainstay.task.Tasks;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What is to be done for the account. */
@Component
class TasksTab implements AccountTab {

    private final TaskList source;
    private final Tasks tasks;
    private final ListServices services;
    private final CurrentUser currentUser;

    TasksTab(TaskList source, Tasks tasks, ListServices services, CurrentUser currentUser) {
        this.source = source;
        this.tasks = tasks;
        this.services = services;
        this.currentUser = currentUser;
    }

    @Override
    public String titleKey() {
        return "task.list";
    }

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public int order() {
        return 8;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        var panel = TaskPanel.create(source.of(account.id()), tasks, services, AccountNavigation.account(account.id()))
                .withParameters(() -> Map.of(AccountNavigation.TAB, name())).whenEmpty(() -> new Empty(tr("task.empty.account")));
        panel.read(UI.getCurrent().getActiveViewLocation());
        var content = new Div(panel);
        content.addClassName("tab-list");
        if (account.mayEdit()) {
            var create = new Button(tr("task.new"), Icons.ADD.create(), click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(TaskNavigation.CREATE,
                    TaskNavigation.given(account.id(), ""))));
            create.addThemeVariants(ButtonVariant.SMALL);
            var head = new Div(new QuickTask(account.id(), tasks, currentUser, panel::refresh), create);
            head.addClassNames("tab-head", "task-head");
            content.addComponentAsFirst(head);
        }
        return content;
    }
}
