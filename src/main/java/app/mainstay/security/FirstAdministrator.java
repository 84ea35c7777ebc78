package app.mainstay.security;

import app.mainstay.shared.BeforeOpening;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the first user of a new installation, before the server listens. The password stands in the log once and must be changed. */
@Component
@Profile("!demo")
class FirstAdministrator extends BeforeOpening {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final UserService users;
    private final UnitService units;
    private final Passwords passwords;
    private final TransactionTemplate transaction;
    private final String company;

    FirstAdministrator(UserService users, UnitService units, Passwords passwords, TransactionTemplate transaction,
                       @Value("${mainstay.company:Company}") String company) {
        super(WORK);
        this.users = users;
        this.units = units;
        this.passwords = passwords;
        this.transaction = transaction;
        this.company = company;
    }

    @Override
    protected void run() {
        String password = SystemWork.run(() -> transaction.execute(status -> users.any() ? "" : create()));
        // After the commit: a password is never announced for a user that does not exist.
        if (!password.isEmpty()) {
            log.warn("The first user is \"admin\" with the one-time password {} (to be changed at the first sign-in)", password);
        }
    }

    private String create() {
        long root = units.all().stream().filter(unit -> unit.parentId() == null).findFirst().map(UnitService.UnitRow::id)
                .orElseGet(() -> units.save(new UnitDraft(null, company, null, 0)));
        long id = users.save(new UserDraft(null, "admin", "Administrator", null, Role.ADMINISTRATOR, root, 0));
        return passwords.setOneTime(id);
    }
}
