package app.mainstay.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.TestDatabase;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.settings.PlanRates;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Sql;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.security.access.AccessDeniedException;

/** Each invariant is broken by hand, with the foreign keys looking away, and found broken. */
@DatabaseTest
class InvariantCheckTest {

    private static final boolean MYSQL = TestDatabase.CURRENT == TestDatabase.MYSQL;

    @Autowired
    Invariants invariants;
    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    UserService users;
    @Autowired
    PlanRates rates;
    @Autowired
    Jobs jobs;
    @Autowired
    JobDriver driver;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    DataSource dataSource;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;
    private long bolt;

    @AfterAll
    static void aloud() {
        ((Logger) LoggerFactory.getLogger(InvariantCheck.class)).setLevel(null);
    }

    /** A company that has lived a little, so that the rules have something to hold for. */
    @BeforeEach
    void company() {
        // What is broken here on purpose need not be told in the run's log.
        ((Logger) LoggerFactory.getLogger(InvariantCheck.class)).setLevel(Level.OFF);
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt 螺栓有限公司", company.colleague());
        clock.advance(Duration.ofDays(1));
        for (String name : List.of("Bolt & Co", "Bolt 螺栓")) {
            fixtures.as(company.director(), () -> {
                var draft = accounts.get(bolt).draft();
                return accounts.save(new AccountDraft(draft.id(), name, "螺", null, draft.tier(), "technology", "CN-E", acme, null, 7, null, null, null,
                        List.of("a", "b"), draft.primaryRepId(), draft.version()));
            });
        }
        fixtures.reassign(company.director(), bolt, company.member());
        fixtures.as(company.administrator(), () -> {
            var draft = users.get(company.member().id());
            users.save(new UserDraft(draft.id(), draft.username(), "Renamed", draft.email(), Role.MEMBER, company.north(), draft.version()));
            users.deactivate(company.stranger().id());
            long rate = rates.save(new PlanRates.Rate(2027, "USD", new BigDecimal("7.1")));
            rates.remove(rate, rates.get(rate).version());
        });
        fixtures.as(company.director(), () -> accounts.archive(acme, accounts.get(acme).draft().version()));
    }

    @Test
    void everythingHoldsInACompanyThatWorks() {
        assertThat(check().values()).extracting(InvariantRow::state, InvariantRow::examples)
                .containsOnly(Tuple.tuple(InvariantState.HOLDS, List.of())).hasSizeGreaterThan(20);
    }

    /** Values for :acme, :bolt, :member, :colleague, :stranger, :city, :north, :now and :id. */
    static Stream<Arguments> attacks() {
        return Stream.concat(MYSQL ? Stream.of(
                attack("account-grams", "delete from account_gram where account_id = :acme")) : Stream.of(),
                Stream.of(
                        attack("account-active-representative", "update security_user set active = false where id = :member"),
                        attack("account-codes", "update account set sector = 'nowhere' where id = :acme"),
                        attack("account-first-representative", "update account_representative set valid_from = '2026-11-24 12:00:00' where account_id = :acme"),
                        attack("account-group", "update account set parent_id = :bolt where id = :acme"),
                        attack("account-imported", reference("accounts")),
                        attack("account-latest-representative", "delete from account_representative where account_id = :acme"),
                        attack("account-latest-representative", "insert into account_representative (account_id, valid_from, user_id) "
                                + "values (:acme, '2026-12-24 12:00:00', :colleague)"),
                        attack("account-representative", "update account set primary_rep_id = 1 where id = :acme"),
                        attack("account-search-text", "update account set search_text = 'other' where id = :acme"),
                        attack("account-tier-period", "update account set tier = 'STANDARD' where id = :acme"),
                        attack("account-tier-period", "delete from account_tier_period where account_id = :acme"),
                        attack("account-lifecycle-period", "update account set lifecycle = 'CHURNED' where id = :acme"),
                        attack("coverage-backup", "insert into account_member (id, version, account_id, user_id, role, since) "
                                + "select :id, 0, a.id, a.primary_rep_id, 'BACKUP', a.created_at from account a where a.id = :acme"),
                        attack("coverage-leave-days", "insert into coverage_leave (id, version, user_id, from_day, until_day, kind, state, created_by, created_at) "
                                + "values (:id, 0, :member, '2026-12-01', '2026-12-02', 'OTHER', 'PLANNED', :member, :now)"),
                        attack("sales-lines", "insert into sales_line (opportunity_id, line_no, product_id, quantity, unit_price, discount, amount) "
                                + "values (:id, 1, 1, 1, 1, 0, 1)"),
                        attack("sales-outcomes", "delete from sales_stage where code = 'won'"),
                        attack("sales-stage", deal(2, ":north")),
                        attack("sales-sums", deal(5, ":north")),
                        attack("sales-sums", "insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated, listed) "
                                + "values ('OWNER', '2026-01-01', :north, 'WON', '1', 0, 0, 0, 0, 0, '[\"3\"]')"),
                        attack("sales-sums", "insert into sales_sum (kind, in_month, unit_id, outcome, item, part, deals, base, days, unrated, listed) "
                                + "values ('DEAL', '2026-01-01', :north, 'WON', '1', 0, 0, 0, 0, 0, '[\"3||07|1.|\"]')"),
                        attack("sales-unit", deal(5, ":city")),
                        attack("sales-via", deal(5, ":city")),
                        attack("task-unit", "insert into task_item (id, version, title, title_sort, kind, state, owner_id, owner_active, unit_id, creator_id, created_at, "
                                + "updated_at) values (:id, 0, 'x', 'x', 'ACTION', 'OPEN', :member, true, :city, :member, :now, :now)"),
                        attack("account-unit", "update account set unit_id = :city where id = :acme"),
                        attack("audit-current", "delete from account_aud where id = :acme and revend is null"),
                        attack("audit-current", "update account_aud set revend = null where id = :bolt"),
                        attack("audit-current", "delete from settings_code where code = 'technology'"),
                        attack("audit-gap", "delete from account_aud where id = :bolt and revtype = 1 and revend is not null"),
                        attack("audit-gap", "delete from account_aud where id = :bolt and revtype = 0"),
                        attack("audit-values", "update account set employees = 8 where id = :bolt"),
                        attack("audit-values", "update security_user set email = null where id = :colleague"),
                        attack("audit-revision", "delete from audit_change where thing = 'account'"),
                        attack("files-content", file("DATABASE", ":id") + " from (select 1) x"),
                        attack("files-directory", file("DIRECTORY", "null") + " from (select 1) x"),
                        attack("importing-people", reference("people")),
                        attack("jobs-task", "insert into jobs_job (id, kind, payload, state, submitted_at, cancel_requested, attempt, done, total) "
                                + "values (:id, 'test', '{}', 'WAITING', :now, false, 0, 0, 0)"),
                        attack("meeting-documents", file("DIRECTORY", "null").replace("'account'", "'meeting'") + " from (select 1) x"),
                        attack("meeting-host", meeting("02:00")),
                        attack("meeting-instant", meeting("02:30")),
                        attack("schema-references", "update account_timeline set actor_id = 1"),
                        attack("security-administrator", "update security_user set role = 'MEMBER' where role = 'ADMINISTRATOR'"),
                        attack("security-root", "update security_unit set parent_id = null where id = :north"),
                        attack("security-signed-in", "insert into security_session (id, user_id, address, device, started_at, seen_at) "
                                + "values (:id, :stranger, '', '', :now, :now)"),
                        attack("security-signed-in", "insert into security_remember (id, user_id, token_hash, rotated_at, created_at) "
                                + "values (:id, :stranger, 'x', :now, :now)"),
                        attack("security-tree", "update security_unit set parent_id = :city where id = :north"),
                        attack("security-username", "update security_user set username = 'Member' where id = :member"),
                        attack("settings-business", "delete from settings_business")));
    }

    /** At ten in Shanghai, and nobody comes. @param startsAt two o'clock would be right */
    private static String meeting(String startsAt) {
        return "insert into meeting (id, version, subject, kind, state, zone, start_local, end_local, starts_at, ends_at, host_id, busy, own, created_at, updated_at) values (:id, 0, "
                + "'x', 'INTERNAL', 'PLANNED', 'Asia/Shanghai', '2029-03-01 10:00:00', '2029-03-01 11:00:00', '2029-03-01 " + startsAt + ":00', '2029-03-01 03:00:00', :member, "
                + "true, false, :now, :now)";
    }

    /** A deal that was won, in that stage, with an owner of that unit. */
    private static String deal(int stage, String unit) {
        return "insert into sales_opportunity (id, version, name, name_sort, account_id, owner_id, unit_id, stage_id, outcome, amount, currency, opened_on, closed_on, "
                + "stage_since, cycle_days, created_at, updated_at) values (:id, 0, 'x', 'x', :acme, :member, " + unit + ", " + stage
                + ", 'WON', 5, 'CNY', '2026-01-01', '2026-01-02', '2026-01-01', 1, :now, :now)";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("attacks")
    void isFoundBroken(String invariant, String sql) {
        whileForeignKeysLookAway(sql);

        var row = check().get(invariant);

        assertThat(row.state()).isEqualTo(InvariantState.BROKEN);
        assertThat(row.violations()).isPositive();
        assertThat(row.examples()).isNotEmpty();
        assertThat(row.checkedAt()).isEqualTo(clock.instant());
    }

    /** A rule that nothing can break says nothing. */
    @Test
    void eachInvariantIsAttackedAbove() {
        var attacked = attacks().map(attack -> (String) attack.get()[0]).collect(Collectors.toSet());
        assertThat(check().keySet()).containsExactlyInAnyOrderElementsOf(attacked);
    }

    @Test
    void examplesAreAFewIdsAsAddressesHaveThemAndTheNextLookForgetsThem() {
        whileForeignKeysLookAway("update account set unit_id = :city where id = :acme");
        assertThat(check().get("account-unit")).extracting(InvariantRow::violations, InvariantRow::examples)
                .containsExactly(1L, List.of(Ids.text(acme)));
        whileForeignKeysLookAway("update account_timeline set actor_id = 1");
        var references = check().get("schema-references");
        assertThat(references.violations()).isGreaterThan(5);
        assertThat(references.examples()).hasSize(5).allMatch(example -> example.startsWith("account_timeline_actor "));
        assertThat(fixtures.as(company.administrator(), () -> invariants.all()).getFirst().state()).as("broken ones first").isEqualTo(InvariantState.BROKEN);

        whileForeignKeysLookAway("update account set unit_id = :north where id = :acme");
        assertThat(check().get("account-unit")).extracting(InvariantRow::state, InvariantRow::examples)
                .containsExactly(InvariantState.HOLDS, List.of());
    }

    /** One look that fails is told as such and keeps nobody from the others. */
    @Test
    void aLookThatFailsIsNotTakenForAnAnswer() {
        assertThat(check()).isNotEmpty();
        try (var gone = renamed("security_remember", "security_elsewhere")) {
            assertThat(gone).isNotNull();
            var rows = check();
            assertThat(rows.get("security-signed-in").state()).isEqualTo(InvariantState.FAILED);
            assertThat(rows.get("security-signed-in").reference()).isNotBlank();
            assertThat(rows.get("security-tree").state()).isEqualTo(InvariantState.HOLDS);
        }
        assertThat(check().get("security-signed-in").state()).isEqualTo(InvariantState.HOLDS);
    }

    @Test
    void theNightLooksByItself() {
        Runnable nights = driver.nights();
        assertThat(fixtures.as(company.administrator(), () -> invariants.all())).allMatch(row -> row.state() == InvariantState.NEVER);
        clock.advance(Duration.ofDays(1));

        nights.run();

        assertThat(fixtures.as(company.administrator(), () -> invariants.all())).allMatch(row -> row.state() == InvariantState.HOLDS);
    }

    @Test
    void onlyAdministratorsSeeAndAsk() {
        for (var person : List.of(company.member(), company.manager(), company.director())) {
            fixtures.as(person, () -> {
                assertThatThrownBy(() -> invariants.all()).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> invariants.checkNow()).isInstanceOf(AccessDeniedException.class);
            });
        }
    }

    /** Looks now, and tells what came out. */
    private Map<String, InvariantRow> check() {
        long id = fixtures.as(company.administrator(), () -> invariants.checkNow());
        driver.runDue();
        return fixtures.as(company.administrator(), () -> {
            var rows = invariants.all();
            long holding = rows.stream().filter(row -> row.state() == InvariantState.HOLDS).count();
            assertThat(jobs.find(id)).get().extracting(JobRow::state, JobRow::sentences).containsExactly(JobState.DONE, List.of(Problem.of(null,
                    holding == rows.size() ? "invariants.checked" : "invariants.checked.broken", (int) holding, (int) (rows.size() - holding))));
            return rows.stream().collect(Collectors.toMap(InvariantRow::id, row -> row));
        });
    }

    private AutoCloseableQuietly renamed(String table, String to) {
        jdbc.sql("alter table " + table + " rename to " + to).update();
        return () -> jdbc.sql("alter table " + to + " rename to " + table).update();
    }

    private interface AutoCloseableQuietly extends AutoCloseable {

        @Override
        void close();
    }

    private void whileForeignKeysLookAway(String sql) {
        try (var connection = dataSource.getConnection()) {
            var client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            client.sql(MYSQL ? "set foreign_key_checks = 0" : "set referential_integrity false").update();
            try {
                client.sql(sql).param("acme", acme).param("bolt", bolt).param("member", company.member().id()).param("colleague", company.colleague().id())
                        .param("stranger", company.stranger().id()).param("city", company.city()).param("north", company.north())
                        .param("now", Sql.utc(clock.instant())).param("id", Ids.next()).update();
            } finally {
                client.sql(MYSQL ? "set foreign_key_checks = 1" : "set referential_integrity true").update();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reference(String target) {
        return "insert into importing_reference (target, source, external_key, row_id) values ('" + target + "', 'x', 'x', 1)";
    }

    private static String file(String place, String content) {
        return "insert into files_file (id, owner_kind, owner_id, name, content_type, size_bytes, sha256, place, content_id, uploaded_at) "
                + "select :id, 'account', :acme, 'x', 'text/plain', 1, '" + "0".repeat(64) + "', '" + place + "', " + content + ", :now";
    }

    private static Arguments attack(String invariant, String sql) {
        return Arguments.of(invariant, sql);
    }
}
