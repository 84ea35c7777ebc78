package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.admin.UserState;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.SessionRows;
import app.mainstay.security.Passwords;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.signin.SessionRow;
import app.mainstay.security.signin.Sessions;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A person: the facts, and below them whether they can sign in. */
final class UserEditor extends Editor<UserDraft> {

    private final transient UserService users;
    private final transient UnitService units;
    private final transient Passwords passwords;
    private final transient Sessions sessions;
    private final transient SettingsService settings;
    private final Runnable refresh;
    private final TextField displayName = form.field("displayName", new TextField(tr("admin.user.displayName")));
    private final TextField username = form.field("username", new TextField(tr("admin.user.username")));
    private final TextField email = form.field("email", new TextField(tr("admin.user.email")));
    private final Select<Role> role = form.field("role", new Select<>(), value -> tr(value.labelKey()));
    private final ComboBox<UnitChoice> unit = form.field("unitId", new ComboBox<>(tr("admin.user.unit")), UnitChoice::label);
    /** Asked where the unit changes and the person looks after accounts. */
    private final RadioButtonGroup<Boolean> accountsMove = form.field("accountsMove", new RadioButtonGroup<>(tr("admin.user.accountsMove")),
            value -> tr(value ? "admin.user.accountsMove.yes" : "admin.user.accountsMove.no"));
    /** Of somebody new: whoever makes a user nearly always wants to let them in. */
    private final Checkbox invite = new Checkbox(tr("admin.user.invite"), true);
    private final Div signIn = new Div();
    private int version;
    private @Nullable Long storedUnit;
    private @Nullable Long made;

    /** @param refresh to be run when the list shows something that is not so any more */
    UserEditor(UserService users, UnitService units, Passwords passwords, Sessions sessions, SettingsService settings, Drafts drafts,
               @Nullable Long id, Runnable onSaved, Runnable refresh) {
        super(drafts, "user", UserDraft.class, id, onSaved);
        this.users = users;
        this.units = units;
        this.passwords = passwords;
        this.sessions = sessions;
        this.settings = settings;
        this.refresh = refresh;
        displayName.setRequiredIndicatorVisible(true);
        username.setRequiredIndicatorVisible(true);
        username.setHelperText(tr("admin.user.username.help"));
        role.setLabel(tr("admin.user.role"));
        role.setItems(Role.values());
        role.setItemLabelGenerator(value -> tr(value.labelKey()));
        role.setRequiredIndicatorVisible(true);
        unit.setItems(UnitChoice.of(units.all()));
        unit.setItemLabelGenerator(UnitChoice::label);
        unit.setRequiredIndicatorVisible(true);
        accountsMove.setItems(true, false);
        accountsMove.setItemLabelGenerator(value -> tr(value ? "admin.user.accountsMove.yes" : "admin.user.accountsMove.no"));
        accountsMove.setVisible(false);
        unit.addValueChangeListener(event -> askAboutAccounts());
        signIn.addClassName("editor-more");
        if (id != null) {
            add(signIn);
            showSignIn();
        } else {
            invite.addClassName("below-form");
            addComponentAtIndex(indexOf(form) + 1, invite);
        }
    }

    @Override
    String title() {
        return id == null ? tr("admin.user.new") : users.find(id).map(UserRow::displayName).orElse("");
    }

    @Override
    UserDraft stored() {
        return id == null ? new UserDraft(null, "", "", null, Role.MEMBER, units.all().getFirst().id(), 0) : users.get(id);
    }

    @Override
    void write(UserDraft draft) {
        version = draft.version();
        displayName.setValue(draft.displayName());
        username.setValue(draft.username());
        email.setValue(Objects.requireNonNullElse(draft.email(), ""));
        role.setValue(draft.role());
        accountsMove.clear();
        storedUnit = draft.unitId();
        unit.setValue(UnitChoice.of(units.all()).stream().filter(choice -> Objects.equals(choice.id(), draft.unitId())).findFirst().orElse(null));
    }

    @Override
    UserDraft draft() {
        return new UserDraft(id, username.getValue(), displayName.getValue(), email.getValue(), role.getValue(),
                unit.getOptionalValue().map(UnitChoice::id).orElse(null), version);
    }

    @Override
    void store(UserDraft draft) {
        if (accountsMove.isVisible() && accountsMove.getValue() == null) {
            throw new RefusedException(Problem.of("accountsMove", "problem.chooseWhetherAccountsMove"));
        }
        made = users.save(draft, !accountsMove.isVisible() || accountsMove.getValue());
    }

    private void askAboutAccounts() {
        boolean moves = id != null && unit.getValue() != null && storedUnit != null && !Objects.equals(unit.getValue().id(), storedUnit);
        int carried = moves ? users.carried(id) : 0;
        accountsMove.setVisible(carried > 0);
        if (carried > 0) {
            accountsMove.setHelperText(tr("admin.user.accountsMove.help", carried));
        } else {
            accountsMove.clear();
        }
    }

    /** After the panel has closed, which would take a dialog along. */
    @Override
    void saved() {
        if (id == null && made != null && invite.getValue()) {
            users.find(made).ifPresent(user -> new OneTimePasswordDialog(user, passwords.setOneTime(user.id())).open());
            refresh.run();
        }
    }

    @Override
    void focus() {
        displayName.focus();
    }

    // ---- signing in ----

    private void showSignIn() {
        UserRow user = users.find(Objects.requireNonNull(id)).orElseThrow();
        var password = new Button(tr("admin.user.setPassword"), Icons.KEY.create(), click -> setPassword(user));
        var active = user.active()
                ? new Button(tr("admin.user.deactivate"), Icons.CLOSE.create(), click -> deactivate(user))
                : new Button(tr("admin.user.activate"), Icons.RESTORE.create(), click -> activate(user));
        password.setEnabled(user.active());
        var buttons = new Div(password, active);
        buttons.addClassName("buttons");
        String sentence = !user.active() ? "admin.user.inactive.help" : user.hasPassword() ? "admin.user.active.help" : "admin.user.noPassword.help";
        signIn.removeAll();
        signIn.add(new H3(tr("admin.user.signIn")), state(user), new Paragraph(tr(sentence)), buttons);
        showSessions(user);
    }

    private void showSessions(UserRow user) {
        var open = sessions.of(user.id());
        if (open.isEmpty()) {
            return;
        }
        var end = new Button(tr("admin.user.endSessions"), Icons.SIGN_OUT.create(), click -> {
            sessions.endAll(user.id());
            Notices.done(tr("admin.user.sessionsEnded", user.displayName()));
            showSignIn();
        });
        boolean onlyMine = open.stream().allMatch(SessionRow::current);
        end.setVisible(!onlyMine);
        var buttons = new Div(end);
        buttons.addClassName("buttons");
        signIn.add(new H3(tr("session.places")), new SessionRows(open, settings.zone(), session -> null), buttons);
    }

    private void setPassword(UserRow user) {
        if (!user.hasPassword()) {
            issue(user);
            return;
        }
        var dialog = new ConfirmDialog(tr("admin.user.setPassword"), tr("admin.user.setPassword.text", user.displayName()),
                tr("admin.user.setPassword.do"), confirm -> issue(user));
        dialog.setCancelable(true);
        dialog.setCancelText(tr("base.cancel"));
        dialog.open();
    }

    private void issue(UserRow user) {
        new OneTimePasswordDialog(user, passwords.setOneTime(user.id())).open();
        changed();
    }

    private void deactivate(UserRow user) {
        try {
            users.deactivate(user.id());
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        }
        changed();
        Notices.done(tr("admin.user.deactivated", user.displayName()), () -> activate(user));
    }

    private void activate(UserRow user) {
        users.activate(user.id());
        changed();
    }

    private void changed() {
        showSignIn();
        refresh.run();
    }

    private static Div state(UserRow user) {
        var state = new Div();
        state.addClassName("states");
        state.add(switch (UserState.of(user)) {
            case ACTIVE -> AdminPage.status(Icons.CHECK, "admin.user.active", true);
            case NO_PASSWORD -> AdminPage.status(Icons.KEY, "admin.user.noPassword", false);
            case INACTIVE -> AdminPage.status(Icons.CLOSE, "admin.user.inactive", true);
        });
        return state;
    }
}
