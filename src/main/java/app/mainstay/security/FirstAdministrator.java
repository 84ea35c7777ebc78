package app.mainstay.security;

import app.mainstay.shared.BeforeOpening;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the first user of a new installation, before the server listens. The password stands in the log once and must be changed; where nobody did so
 * in time and no administrator can sign in any more, the next start issues another.
 */
@Component
@Profile("!demo")
class FirstAdministrator extends BeforeOpening {

    private static final String FIRST = "admin";

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
        var announced = SystemWork.run(() -> transaction.execute(status -> users.any() ? passwords.rescue() : Optional.of(create())));
        // After the commit: a password is never announced for a user that does not exist.
        announced.ifPresent(first -> log.warn("The first user is \"{}\" with the one-time password {} (to be changed at the first sign-in, within {} days)",
                first.username(), first.password(), Passwords.ONE_TIME_VALID.toDays()));
    }

    private Passwords.Rescue create() {
        long root = units.all().stream().filter(unit -> unit.parentId() == null).findFirst().map(UnitService.UnitRow::id)
                .orElseGet(() -> units.save(new UnitDraft(null, company, null, 0)));
        long id = users.save(new UserDraft(null, FIRST, "Administrator", null, Role.ADMINISTRATOR, root, 0));
        return new Passwords.Rescue(FIRST, passwords.setOneTime(id));
    }
}
