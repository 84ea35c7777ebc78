package app.mainstay.admin.ui;

import app.mainstay.admin.UserList;
import app.mainstay.admin.UserState;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.base.ui.list.ListServices;
import app.mainstay.mail.MailSetup;
import app.mainstay.security.Invitations;
import app.mainstay.security.Passwords;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserFilter;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.security.signin.Sessions;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everybody who may sign in or once did. Filter, order and the open record stand in the address. */
@Route(AdminNavigation.USERS)
@RouteAlias(AdminNavigation.USERS_TOO)
@Menu(title = "admin.title", order = 910, icon = "admin")
@RolesAllowed("ADMINISTRATOR")
public class UsersView extends AdminPage {

    private final transient UserService users;
    private final transient UnitService units;
    private final transient Passwords passwords;
    private final transient Invitations invitations;
    private final transient MailSetup mail;
    private final transient Sessions sessions;
    private final transient SettingsService settings;
    private final transient Drafts drafts;
    private final ListPanel<UserRow, UserFilter, UserSort> list;

    public UsersView(UserList source, ListServices services, UserService users, UnitService units, Passwords passwords,
                     Invitations invitations, MailSetup mail, Sessions sessions, Drafts drafts) {
        super("admin.users", AdminNavigation.USERS);
        this.users = users;
        this.units = units;
        this.passwords = passwords;
        this.invitations = invitations;
        this.mail = mail;
        this.sessions = sessions;
        this.settings = services.settings();
        this.drafts = drafts;
        create("admin.user.new");
        list = new ListPanel<>(source, services, AdminNavigation.USERS).withParameters(() -> opened(UI.getCurrent()));
        list.link(user -> AdminNavigation.edit(AdminNavigation.USERS, parameters(), user.id()).getPathWithQueryParameters())
                .badge("state", user -> switch (UserState.of(user)) {
                    case ACTIVE -> "status sign-on";
                    case NO_PASSWORD -> "status sign-none";
                    case INACTIVE -> "status sign-off";
                });
        list.grid().setPartNameGenerator(user -> part(user.id()));
        list.grid().addItemClickListener(click -> open(click.getItem().id()));
        main.addClassName("list");
        main.add(list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.read(event.getLocation());
        showPanel(event);
    }

    @Override
    protected Map<String, String> parameters() {
        return list.parameters();
    }

    @Override
    protected @Nullable Editor<?> editor(Location location, @Nullable Long id) {
        if (id != null && users.find(id).isEmpty()) {
            return null;
        }
        var editor = new UserEditor(users, units, passwords, invitations, mail, sessions, settings, drafts, id, this::close, list::refresh);
        editor.cancelBy(this::close);
        return editor;
    }
}
