package app.mainstay;

import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.coverage.Coverage;
import app.mainstay.security.Passwords;
import app.mainstay.security.Role;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UnitDraft;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.security.Viewers;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** A small company for tests, made through the services. */
public class Fixtures {

    public static final String PASSWORD = "a long enough secret";

    private final UnitService units;
    private final UserService users;
    private final Passwords passwords;
    private final AccountService accounts;
    private final Coverage coverage;
    private final Viewers viewers;

    Fixtures(UnitService units, UserService users, Passwords passwords, AccountService accounts, Coverage coverage, Viewers viewers) {
        this.units = units;
        this.users = users;
        this.passwords = passwords;
        this.accounts = accounts;
        this.coverage = coverage;
        this.viewers = viewers;
    }

    /**
     * <pre>
     * root             director, administrator
     * ├─ north         manager
     * │  └─ city       member, colleague
     * └─ south         outsider (a manager), stranger (a member)
     * </pre>
     */
    public record Company(long root, long north, long city, long south, Viewer member, Viewer colleague, Viewer manager, Viewer director,
                          Viewer administrator, Viewer outsider, Viewer stranger) {

        public Viewer of(Role role) {
            return switch (role) {
                case MEMBER -> member;
                case MANAGER -> manager;
                case DIRECTOR -> director;
                case ADMINISTRATOR -> administrator;
            };
        }
    }

    public Company company() {
        long root = unit("Company", null);
        long north = unit("North", root);
        long city = unit("City", north);
        long south = unit("South", root);
        return new Company(root, north, city, south, user("member", Role.MEMBER, city), user("colleague", Role.MEMBER, city),
                user("manager", Role.MANAGER, north), user("director", Role.DIRECTOR, root),
                user("administrator", Role.ADMINISTRATOR, root), user("outsider", Role.MANAGER, south),
                user("stranger", Role.MEMBER, south));
    }

    public long unit(String name, @Nullable Long parentId) {
        return SystemWork.run(() -> units.save(new UnitDraft(null, name, parentId, 0)));
    }

    /** A user whose display name is the user name with a capital, and who has no password. */
    public Viewer user(String username, Role role, long unitId) {
        String displayName = Character.toUpperCase(username.charAt(0)) + username.substring(1);
        return viewers.of(SystemWork.run(() -> users.save(
                new UserDraft(null, username, displayName, username + "@example.com", role, unitId, 0))));
    }

    /** Gives the user {@link #PASSWORD}; takes a moment on purpose, so only where somebody really signs in. */
    public void password(Viewer user) {
        SystemWork.run(() -> {
            passwords.set(user.id(), PASSWORD, false);
            return null;
        });
    }

    /** An account of the representative, made by the company's director. */
    public long account(Company company, String name, Viewer representative) {
        return as(company.director(), () -> accounts.save(draft(name, representative)));
    }

    /** Gives an account to somebody else, whatever they carry already; nothing happens where they have it. */
    public void reassign(Viewer by, long accountId, Viewer to) {
        as(by, () -> {
            long from = accounts.get(accountId).draft().primaryRepId();
            if (from != to.id()) {
                coverage.assign(new Coverage.Assignment(accountId, from, to.id(), "because", "because"));
            }
        });
    }

    /** The least that an account needs. */
    public static AccountDraft draft(String name, Viewer representative) {
        return new AccountDraft(null, name, null, null, Tier.CORE, null, null, null, null, null, null, null, null, List.of(),
                representative.id(), 0);
    }

    /** Does something as that person. */
    public <T> T as(Viewer user, Supplier<T> work) {
        return viewers.as(user, work);
    }

    public void as(Viewer user, Runnable work) {
        as(user, () -> {
            work.run();
            return null;
        });
    }

    /** That person is acting for the rest of the test. */
    public static void signIn(Viewer user) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
        SecurityContextHolder.setContext(context);
    }
}
