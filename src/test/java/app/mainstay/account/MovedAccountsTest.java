package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.shared.ConflictException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who comes to another unit takes the own accounts along. */
@DatabaseTest
class MovedAccountsTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    UserService users;
    @Autowired
    AccountService accounts;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;

    @Test
    void theAccountsMoveAlongInTheSameTransaction() {
        var company = fixtures.company();
        long acme = fixtures.account(company, "Acme", company.member());
        long bolt = fixtures.account(company, "Bolt", company.member());
        long other = fixtures.account(company, "Other", company.colleague());
        fixtures.as(company.director(), () -> accounts.archive(bolt, 0));

        transaction.executeWithoutResult(status -> {
            fixtures.as(company.administrator(), () -> move(company.member().id(), company.south()));
            status.setRollbackOnly();
        });
        assertThat(unitOf(acme)).isEqualTo(company.city());

        fixtures.as(company.administrator(), () -> move(company.member().id(), company.south()));
        assertThat(unitOf(acme)).isEqualTo(company.south());
        assertThat(unitOf(bolt)).isEqualTo(company.south());
        assertThat(unitOf(other)).isEqualTo(company.city());
        // The manager of the old unit loses sight of it, the one of the new unit gains it.
        assertThat(fixtures.as(company.manager(), () -> accounts.sees(acme))).isFalse();
        assertThat(fixtures.as(company.outsider(), () -> accounts.sees(acme))).isTrue();
    }

    @Test
    void historySaysWhoMovedThemAndWhen() {
        var company = fixtures.company();
        long acme = fixtures.account(company, "Acme", company.member());

        fixtures.as(company.administrator(), () -> move(company.member().id(), company.south()));
        fixtures.as(company.administrator(), () -> move(company.member().id(), company.south()));
        fixtures.as(company.outsider(), () -> accounts.save(renamed(accounts.get(acme).draft(), "Acme Group", company.member().id())));

        var lines = history(acme);
        assertThat(lines).extracting(line -> line.get("unit_id")).containsExactly(company.city(), company.south(), company.south());
        assertThat(lines).extracting(line -> line.get("name")).containsExactly("Acme", "Acme", "Acme Group");
        assertThat(lines).extracting(line -> line.get("actor_id")).containsExactly(company.director().id(), company.administrator().id(),
                company.outsider().id());
        // No gap and no overlap: each line ends with the revision in which the next one begins.
        assertThat(lines).extracting(line -> line.get("revend")).containsExactly(lines.get(1).get("rev"), lines.get(2).get("rev"), null);
    }

    @Test
    void aFormOpenedBeforeDoesNotPutAnAccountBack() {
        var company = fixtures.company();
        long acme = fixtures.account(company, "Acme", company.member());
        AccountDraft read = fixtures.as(company.director(), () -> accounts.get(acme).draft());

        fixtures.as(company.administrator(), () -> move(company.member().id(), company.south()));

        assertThatThrownBy(() -> fixtures.as(company.director(), () -> accounts.save(renamed(read, "Acme Group", company.member().id()))))
                .isInstanceOf(ConflictException.class);
    }

    private void move(long userId, long unitId) {
        UserDraft draft = users.get(userId);
        users.save(new UserDraft(userId, draft.username(), draft.displayName(), draft.email(), draft.role(), unitId, draft.version()));
    }

    private static AccountDraft renamed(AccountDraft draft, String name, long representativeId) {
        return new AccountDraft(draft.id(), name, draft.shortName(), draft.creditCode(), draft.tier(), draft.sector(), draft.region(),
                draft.parentId(), draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(),
                representativeId, draft.version());
    }

    private long unitOf(long accountId) {
        return jdbc.sql("select unit_id from account where id = ?").param(accountId).query(Long.class).single();
    }

    private List<Map<String, Object>> history(long accountId) {
        return jdbc.sql("""
                select h.rev, h.revend, h.name, h.unit_id, r.actor_id from account_aud h join audit_revision r on r.id = h.rev
                where h.id = ? order by h.rev""").param(accountId).query().listOfRows();
    }
}
