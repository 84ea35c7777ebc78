package app.mainstay.task.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.FormPage;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Notices;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Slice;
import app.mainstay.task.TaskDraft;
import app.mainstay.task.TaskKind;
import app.mainstay.task.TaskRow;
import app.mainstay.task.TaskSource;
import app.mainstay.task.TaskState;
import app.mainstay.task.Tasks;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One task, to be read, edited, done or dropped. */
@Route(TaskNavigation.TASK)
@RouteAlias(TaskNavigation.CREATE)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class TaskView extends FormPage<TaskView.KeptTask> implements BeforeEnterObserver {

    /** Something to be chosen that knows its name already. */
    record Choice(long id, String name) {
    }

    /** A draft with the names behind its ids, since a reload must show them again. */
    record KeptTask(TaskDraft draft, @Nullable String owner, @Nullable String account) {
    }

    private final transient Tasks tasks;
    private final transient AccountService accounts;
    private final transient UserService users;
    private final transient CurrentUser currentUser;
    private final transient SettingsService settings;
    private final TextField title;
    private final ComboBox<Choice> owner;
    private final DayField dueOn;
    private final ComboBox<TaskKind> kind;
    private final ComboBox<Choice> account;
    private @Nullable Long id;
    private @Nullable Long givenAccount;
    private String givenTitle = "";
    private transient @Nullable TaskSource source;
    private int version;

    public TaskView(Tasks tasks, AccountService accounts, UserService users, CurrentUser currentUser, SettingsService settings, Drafts drafts) {
        super(drafts, "task", KeptTask.class);
        this.tasks = tasks;
        this.accounts = accounts;
        this.users = users;
        this.currentUser = currentUser;
        this.settings = settings;
        title = form.field("title", new TextField(tr("task.title")));
        title.setRequiredIndicatorVisible(true);
        title.getElement().setAttribute("colspan", "2");
        owner = form.field("ownerId", new ComboBox<>(tr("task.ownerId")), Choice::name);
        owner.setRequiredIndicatorVisible(true);
        owner.setItemLabelGenerator(Choice::name);
        owner.setItems(query -> users.colleagues(query.getFilter().orElse(""), new Slice<>(query.getOffset(), query.getLimit(),
                Slice.first(1, UserSort.NAME).orders())).stream().map(user -> new Choice(user.id(), user.displayName())));
        dueOn = form.field("dueOn", new DayField(tr("task.dueOn")), day -> Formats.date(day, getLocale()));
        dueOn.setClearButtonVisible(true);
        kind = form.field("kind", new ComboBox<>(tr("task.kind")), value -> tr(value.labelKey()));
        kind.setRequiredIndicatorVisible(true);
        kind.setItems(TaskKind.values());
        kind.setItemLabelGenerator(value -> tr(value.labelKey()));
        account = form.field("accountId", new ComboBox<>(tr("task.accountId")), Choice::name);
        account.setItemLabelGenerator(Choice::name);
        account.setClearButtonVisible(true);
        account.setItems(query -> accounts.page(AccountFilter.text(query.getFilter().orElse("")), new Slice<>(query.getOffset(), query.getLimit(),
                Slice.first(1, AccountSort.NAME).orders())).stream().map(row -> new Choice(row.id(), row.name())));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameter = event.getRouteParameters().get("id");
        id = parameter.isEmpty() ? null : parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        var asked = event.getLocation().getQueryParameters();
        givenAccount = asked.getSingleParameter(TaskNavigation.ACCOUNT).flatMap(Ids::parse).filter(accounts::sees).orElse(null);
        givenTitle = asked.getSingleParameter(TaskNavigation.TITLE).orElse("");
        if (id == null) {
            title(tr("task.new"));
            open(true);
        } else {
            show(tasks.get(id));
        }
    }

    private void show(TaskRow task) {
        title(task.title());
        List<Component> facts = new ArrayList<>();
        facts.add(fact(tr("task.state"), tr(task.state().labelKey())));
        if (task.overdueDays() > 0) {
            facts.add(fact(tr("task.overdue"), tr("task.overdue.days", task.overdueDays())));
        }
        facts.add(fact(tr("task.creator"), task.creatorName()));
        if (task.source() != null) {
            facts.add(fact(tr("task.source"), task.source().label()));
        }
        if (task.endedAt() != null) {
            facts.add(fact(tr("task.ended"), Formats.dateTime(task.endedAt(), settings.zone(), getLocale()) + " · " + task.endedByName()));
        }
        if (task.dropReason() != null) {
            facts.add(fact(tr("task.dropReason"), task.dropReason()));
        }
        facts(facts.toArray(Component[]::new));
        if (task.accountId() != null && task.accountName() != null) {
            var back = new Anchor(AccountNavigation.account(task.accountId(), "tasks"), task.accountName());
            back.addClassName("above-link");
            getChildren().filter(child -> child instanceof Anchor).findFirst().ifPresent(this::remove);
            above(back);
        }
        if (!task.mayEdit()) {
            actions();
        } else if (task.state() == TaskState.OPEN) {
            actions(new Button(tr("task.drop"), click -> new DropDialog(task, tasks, this::reload).open()), new Button(tr("task.setDone"), click -> act(task)));
        } else {
            actions(new Button(tr("task.setOpen"), click -> act(task)));
        }
        open(task.mayEdit() && task.state() == TaskState.OPEN);
    }

    /** What was typed and not saved is kept as a draft meanwhile. */
    private void act(TaskRow task) {
        if (form.isChanged()) {
            Notices.failed(tr("task.saveFirst"));
        } else {
            TaskPanel.toggle(task, tasks, this::reload);
        }
    }

    private void reload() {
        if (id != null && isAttached()) {
            show(tasks.get(id));
        }
    }

    @Override
    protected long record() {
        return id == null ? Drafts.NEW : id;
    }

    @Override
    protected KeptTask stored() {
        if (id == null) {
            long me = currentUser.require().id();
            return new KeptTask(new TaskDraft(null, givenTitle, TaskKind.ACTION, me, null, givenAccount, null, 0),
                    users.find(me).map(UserRow::displayName).orElse(""), givenAccount == null ? null : accounts.get(givenAccount).draft().name());
        }
        var task = tasks.get(id);
        return new KeptTask(task.draft(), task.ownerName(), task.accountName());
    }

    @Override
    protected void write(KeptTask content) {
        var draft = content.draft();
        version = draft.version();
        source = draft.source();
        title.setValue(draft.title());
        owner.setValue(draft.ownerId() == null ? null : new Choice(draft.ownerId(), Objects.requireNonNullElse(content.owner(), "")));
        dueOn.setValue(draft.dueOn());
        kind.setValue(draft.kind());
        account.setValue(draft.accountId() == null ? null : new Choice(draft.accountId(), Objects.requireNonNullElse(content.account(), "")));
    }

    @Override
    protected KeptTask content() {
        var draft = new TaskDraft(id, title.getValue(), kind.getValue(), owner.getOptionalValue().map(Choice::id).orElse(null), dueOn.getValue(),
                account.getOptionalValue().map(Choice::id).orElse(null), source, version);
        return new KeptTask(draft, owner.getOptionalValue().map(Choice::name).orElse(null), account.getOptionalValue().map(Choice::name).orElse(null));
    }

    @Override
    protected void store(KeptTask content) {
        tasks.save(content.draft());
    }

    @Override
    protected void goBack() {
        getUI().ifPresent(ui -> {
            if (givenAccount != null) {
                ui.navigate(AccountNavigation.account(givenAccount), com.vaadin.flow.router.QueryParameters.of(AccountNavigation.TAB, "tasks"));
            } else {
                ui.navigate(TaskNavigation.LIST);
            }
        });
    }
}
