package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.account.AccountService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the schema refuses to everybody, also to those who write past the application. */
@DatabaseTest
class InvariantsTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;
    private long acme;
    private long bolt;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt", company.member());
        sql("update security_user set active = false where id = :stranger");
        sql("update account set credit_code = '91350100M000100Y43' where id = :bolt");
        sql(member(":bolt, :manager, true, 'BACKUP'"));
        sql(planned(":acme, '2027-01-01', :director, true, 'PLANNED', null, null"));
        sql("insert into base_view (id, version, owner_id, list, name, name_key, name_sort, conditions, column_keys, shared) "
                + "values (7, 0, :member, 'account', 'Mine', 'mine', 'mine', '', '', true)");
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("an account without a representative", "update account set primary_rep_id = null where id = :acme"),
                attack("an account with an inactive representative", "update account set primary_rep_id = :stranger where id = :acme"),
                attack("the same, claiming that inactive is allowed",
                        "update account set primary_rep_id = :stranger, primary_rep_active = false where id = :acme"),
                attack("an account with a representative who does not exist", "update account set primary_rep_id = 1 where id = :acme"),
                attack("a session that never ends", "update security_settings set session_hours = 100000 where id = 1"),
                attack("a session that nobody notices to end", "update security_settings set idle_minutes = 0 where id = 1"),
                attack("second settings for signing in", "insert into security_settings (id, version, idle_minutes, session_hours, remember_days, log_days) "
                        + "values (2, 0, 120, 12, 14, 365)"),
                attack("a session of nobody", "insert into security_session (id, user_id, address, device, started_at, seen_at) "
                        + "values (1, 1, '', '', '2026-11-24 00:00:00', '2026-11-24 00:00:00')"),
                attack("a device of nobody", "insert into security_remember (id, user_id, token_hash, rotated_at, created_at) "
                        + "values (1, 1, '', '2026-11-24 00:00:00', '2026-11-24 00:00:00')"),
                attack("a notification of nobody", notification("1, 'x'")),
                attack("the same told twice", notification(":member, 'x'") + ", (:member, 'x', 7, 'x', '[]', '', :now)"),
                attack("an invitation of nobody", invitation("1, null, 1")),
                attack("an open invitation in another's name", invitation(":member, null, :colleague")),
                attack("an invitation that is neither open nor ended", invitation(":member, null, null")),
                attack("a used invitation that is open", invitation(":member, :now, :member")),
                attack("second settings for mail", "insert into mail_settings (id, version, enabled, port, security) values (2, 0, false, 587, 'TLS')"),
                attack("mail that is on without a server", "update mail_settings set enabled = true where id = 1"),
                attack("an unknown encryption of mail", "update mail_settings set security = 'SSL' where id = 1"),
                attack("a mail in no state", mail("'GONE', null, :now, false, 'x'")),
                attack("a mail that waits for no moment", mail("'WAITING', null, null, false, 'x'")),
                attack("a sent mail that is tried again", mail("'SENT', :now, :now, false, 'x'")),
                attack("a waiting mail without a text", mail("'WAITING', :now, null, false, null")),
                attack("a secret that stays after it was sent", mail("'SENT', null, :now, true, 'x'")),
                attack("an attachment of no mail", "insert into mail_attachment (mail_id, position, name, content_type, content) values (1, 0, 'x', 'x', 'ff')"),
                attack("a change of no kind", "insert into audit_change (id, rev, thing, act, row_count) values (1, 1, 'account', 'LOOKED', 1)"),
                attack("a change of no rows", "insert into audit_change (id, rev, thing, act, row_count) values (1, 1, 'account', 'CHANGED', 0)"),
                attack("a representative whose activity is unknown", "update account set primary_rep_active = null where id = :acme"),
                attack("deactivating a representative", "update security_user set active = false where id = :member"),
                attack("deleting a representative", "delete from security_user where id = :member"),
                attack("a new account without a representative", insert("null, true, :city", "'new'", "null")),
                attack("a new account with an inactive representative", insert(":stranger, true, :city", "'new'", "null")),
                attack("a new account whose inactive representative is admitted", insert(":stranger, false, :city", "'new'", "null")),
                attack("two representatives from the same moment on",
                        "insert into account_representative (account_id, valid_from, user_id) "
                                + "select account_id, valid_from, :colleague from account_representative where account_id = :acme"),
                attack("a representative from no moment on",
                        "insert into account_representative (account_id, valid_from, user_id) values (:acme, null, :colleague)"),
                attack("a name twice", insert(":member, true, :city", "'acme'", "null")),
                attack("a name twice by renaming", "update account set name_key = 'bolt' where id = :acme"),
                attack("a credit code twice", insert(":member, true, :city", "'new'", "'91350100M000100Y43'")),
                attack("an account as its own parent", "update account set parent_id = id where id = :acme"),
                attack("an account below one that does not exist", "update account set parent_id = 1 where id = :acme"),
                attack("an account in a unit that does not exist", "update account set unit_id = 1 where id = :acme"),
                attack("a negative revenue", "update account set revenue_amount = -1, revenue_currency = 'CNY' where id = :acme"),
                attack("a revenue without currency", "update account set revenue_amount = 1 where id = :acme"),
                attack("a currency without revenue", "update account set revenue_currency = 'CNY' where id = :acme"),
                attack("a negative number of employees", "update account set employees = -1 where id = :acme"),
                attack("a year before all companies", "update account set founded = 999 where id = :acme"),
                attack("an unknown tier", "update account set tier = 'GOLD' where id = :acme"),
                attack("a tier in lower case", "update account set tier = 'core' where id = :acme"),
                attack("deleting an account with a story", "delete from account where id = :acme"),
                attack("the same tag twice", "insert into account_tag (account_id, tag) values (:acme, 'x'), (:acme, 'x')"),
                attack("a moment of no account", "insert into account_timeline (account_id, occurred_at, id, kind, source_module, parameters) "
                        + "select 1, created_at, 1, 'account.x', 'account', '{}' from account where id = :acme"),
                attack("an unknown role", "update security_user set role = 'KING' where id = :manager"),
                attack("a user in a unit that does not exist", "update security_user set unit_id = 1 where id = :manager"),
                attack("a user name twice", "update security_user set username = 'director' where id = :manager"),
                attack("a unit as its own parent", "update security_unit set parent_id = id where id = :city"),
                attack("a unit's name twice among siblings", "update security_unit set name_key = 'south' where id = :north"),
                attack("a view's name twice for a person and a list", view(":member, 'account', 'x', 'mine'")),
                attack("a view without an owner", view("null, 'account', 'x', 'other'")),
                attack("a view of nobody", view("1, 'account', 'x', 'other'")),
                attack("a view without a name", view(":member, 'account', '', ''")),
                attack("a list opening with the view of another", opens(":member", "'contact'", "7")),
                attack("a list opening with a view that does not exist", opens(":member", "'account'", "1")),
                attack("a list opening with two views", opens(":member", "'account'", "7") + ", (:member, 'account', 7)"),
                attack("a list opening for nobody", opens("1", "'account'", "7")),
                attack("a team place of who has left", member(":acme, :stranger, true, 'SERVICE'")),
                attack("the same, claiming that inactive is allowed", member(":acme, :stranger, false, 'SERVICE'")),
                attack("a team place of nobody", member(":acme, 1, true, 'SERVICE'")),
                attack("a team place in no account", member("1, :colleague, true, 'SERVICE'")),
                attack("a team place without a role", member(":acme, :colleague, true, 'KING'")),
                attack("a second backup", member(":bolt, :colleague, true, 'BACKUP'")),
                attack("the same place twice", member(":bolt, :manager, true, 'BACKUP'")),
                attack("deactivating who is on a team", "update security_user set active = false where id = :manager"),
                attack("somebody who reads no account", "insert into account_reader (account_id, user_id, until_at) values (1, :member, :now)"),
                attack("somebody who stands in for themselves", standIn(":member, :member, '2026-11-24 00:00:00', '2026-11-25 00:00:00'")),
                attack("standing in backwards", standIn(":member, :colleague, '2026-11-25 00:00:00', '2026-11-25 00:00:00'")),
                attack("a planned change to who has left", planned(":acme, '2027-01-02', :stranger, true, 'PLANNED', null, null")),
                attack("the same, claiming that inactive is allowed", planned(":acme, '2027-01-02', :stranger, false, 'PLANNED', null, null")),
                attack("the same, saying nothing of it", planned(":acme, '2027-01-02', :stranger, null, 'PLANNED', null, null")),
                attack("a planned change to nobody", planned(":acme, '2027-01-02', 1, null, 'DONE', :now, null")),
                attack("two planned changes for one day", planned(":acme, '2027-01-01', :member, true, 'PLANNED', null, null")),
                attack("deactivating whom a change is planned for", "update security_user set active = false where id = :director"),
                attack("a planned change that is over and holds the person", planned(":acme, '2027-01-02', :colleague, true, 'DONE', :now, null")),
                attack("a planned change that ended at no moment", planned(":acme, '2027-01-02', :colleague, null, 'DONE', null, null")),
                attack("a planned change that failed for no reason", planned(":acme, '2027-01-02', :colleague, null, 'FAILED', :now, null")),
                attack("a planned change in no state", planned(":acme, '2027-01-02', :colleague, null, 'LOST', :now, null")),
                attack("a planned change of no account", planned("1, '2027-01-02', :colleague, true, 'PLANNED', null, null")),
                attack("capacity of nobody", "insert into coverage_capacity (id, version, points) values (1, 0, 5)"),
                attack("negative capacity", "insert into coverage_capacity (id, version, points) values (:member, 0, -1)"),
                attack("second settings of coverage", "insert into coverage_settings (id, version, strategic_weight, core_weight, standard_weight, other_weight, "
                        + "standard_capacity, reading_days) values (2, 0, 5, 3, 2, 1, 60, 30)"),
                attack("a negative weight", "update coverage_settings set core_weight = -1"),
                attack("a file in the database without its content", file("1, 'DATABASE', null")),
                attack("a file in the directory with a content in the database", file("1, 'DIRECTORY', 1")),
                attack("a file whose content does not exist", file("1, 'DATABASE', 1")),
                attack("a file in an unknown place", file("1, 'CLOUD', null")),
                attack("an empty file", file("0, 'DIRECTORY', null")),
                attack("a piece of no content", "insert into files_chunk (content_id, position, bytes) values (1, 0, 'x')"),
                attack("a negative number of violations", "insert into invariants_result (invariant, checked_at, violations, examples, millis) "
                        + "values ('x', :now, -1, '[]', 0)"),
                attack("a second row of settings", "insert into settings_business (id, version, zone, fiscal_start_month, base_currency) "
                        + "values (2, 0, 'UTC', 1, 'CNY')"),
                attack("a thirteenth month", "update settings_business set fiscal_start_month = 13"),
                attack("a rate of zero", rate("2026", "0")),
                attack("a negative rate", rate("2026", "-1")),
                attack("two rates for one year", rate("2026", "7.1") + ", (2, 0, 2026, 'USD', 7.2)"),
                attack("a region that asks for a competitor", "update settings_code set competitor = true where list = 'REGION'"),
                attack("an unknown code list", "insert into settings_code (id, version, list, code, label_en, label_zh, position, active) "
                        + "values (1, 0, 'COLOUR', 'x', 'x', 'x', 1, true)"),
                attack("a code twice", "insert into settings_code (id, version, list, code, label_en, label_zh, position, active) "
                        + "values (1, 0, 'SECTOR', 'technology', 'x', 'x', 1, true)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefused(String what, String sql) {
        // By the constraint and for no other reason: bad grammar is refused, too.
        assertThatThrownBy(() -> sql(sql)).isInstanceOf(DataAccessException.class)
                .satisfies(e -> assertThat(refusal(e)).as(e.toString()).isTrue());
    }

    /** The statements above fail because of what they try, not because of how they are written. */
    @Test
    void theSameStatementsAreTakenWithGoodValues() {
        sql(insert(":member, true, :city", "'new'", "'91440300708461136T'"));
        sql("update account set primary_rep_id = :colleague, revenue_amount = 1, revenue_currency = 'CNY', employees = 0, tier = 'CORE', "
                + "founded = 1000, parent_id = :bolt where id = :acme");
        sql("insert into account_tag (account_id, tag) values (:acme, 'x'), (:acme, 'y')");
        sql(rate("2026", "7.1") + ", (2, 0, 2027, 'USD', 7.2)");
        sql("delete from account_member where user_id = :manager");
        sql(member(":acme, :colleague, true, 'BACKUP'"));
        sql(standIn(":member, :colleague, '2026-11-24 00:00:00', '2026-11-25 00:00:00'"));
        sql(planned(":acme, '2027-01-02', :colleague, true, 'PLANNED', null, null"));
        sql(planned(":acme, '2027-01-02', :colleague, null, 'FAILED', :now, '{}'"));
        sql("insert into coverage_capacity (id, version, points) values (:member, 0, 5)");
        sql("update security_user set active = false, role = 'DIRECTOR' where id = :manager");
        sql("update settings_business set fiscal_start_month = 12");
        sql(view(":member, 'contact', 'x', 'mine'"));
        sql(mail("'WAITING', :now, null, true, 'x'"));
        sql(invitation(":member, null, :member"));
        sql(notification(":member, 'x'") + ", (:member, 'y', 7, 'x', '[]', '', :now)");
        sql("update mail_settings set enabled = true, host = 'x', sender = 'x', base_url = 'x' where id = 1");
        sql(opens(":member", "'account'", "7") + ", (:colleague, 'account', 7)");
        sql(file("1, 'DIRECTORY', null"));
    }

    /** The integrity classes of SQLSTATE are 22 and 23; MySQL tells a failed check in HY000 with its number 3819. */
    private static boolean refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && (state.startsWith("23") || state.startsWith("22")) || sql.getErrorCode() == 3819;
            }
        }
        return false;
    }

    private void sql(String sql) {
        jdbc.sql(sql).param("acme", acme).param("bolt", bolt).param("member", company.member().id())
                .param("colleague", company.colleague().id()).param("manager", company.manager().id()).param("director", company.director().id())
                .param("stranger", company.stranger().id()).param("city", company.city()).param("north", company.north())
                .param("now", Sql.utc(TestClock.START)).param("id", Ids.next()).update();
    }

    private static String insert(String representativeActiveAndUnit, String nameKey, String creditCode) {
        return "insert into account (id, version, name, name_key, name_sort, name_initials, credit_code, primary_rep_id, primary_rep_active, "
                + "unit_id, created_at, updated_at) values (:id, 0, 'New', " + nameKey + ", 'new', 'n', " + creditCode + ", "
                + representativeActiveAndUnit + ", :now, :now)";
    }

    private static String member(String accountUserActiveAndRole) {
        return "insert into account_member (account_id, user_id, user_active, role, id, version, since) values (" + accountUserActiveAndRole
                + ", :id, 0, :now)";
    }

    private static String standIn(String awayStandInFromAndUntil) {
        return "insert into account_stand_in (away_id, stand_in_id, from_at, until_at, id) values (" + awayStandInFromAndUntil + ", :id)";
    }

    private static String planned(String accountDayPersonActiveStateEndAndOutcome) {
        return "insert into coverage_planned (account_id, effective_on, to_user_id, to_active, state, ended_at, outcome, id, version, reason, actor_id, "
                + "created_at) values (" + accountDayPersonActiveStateEndAndOutcome + ", :id, 0, 'x', :manager, :now)";
    }

    private static String rate(String year, String rate) {
        return "insert into settings_plan_rate (id, version, plan_year, currency, rate) values (1, 0, " + year + ", 'USD', " + rate + ")";
    }

    private static String notification(String userAndSource) {
        return "insert into notification_entry (user_id, source, id, kind, args, path, created_at) values (" + userAndSource + ", :id, 'x', '[]', '', :now)";
    }

    private static String invitation(String userUsedAndOpen) {
        return "insert into security_invitation (user_id, used_at, open_for, id, token_hash, sent_at, expires_at) values (" + userUsedAndOpen
                + ", :id, 'x', '2026-11-24 00:00:00', '2026-12-01 00:00:00')";
    }

    private static String mail(String stateNextEndedSecretAndText) {
        return "insert into mail_message (state, next_try_at, ended_at, secret, body_text, body_html, id, message_id, kind, to_address, subject, tries, "
                + "created_at) values (" + stateNextEndedSecretAndText + ", 'x', :id, 'x', 'x', 'x', 'x', 0, :now)";
    }

    private static String file(String sizePlaceAndContent) {
        return "insert into files_file (id, owner_kind, owner_id, name, content_type, sha256, uploaded_at, size_bytes, place, content_id) values "
                + "(:id, 'account', :acme, 'x', 'text/plain', '" + "0".repeat(64) + "', :now, " + sizePlaceAndContent + ")";
    }

    private static String view(String ownerListNameAndKey) {
        return "insert into base_view (owner_id, list, name, name_key, id, version, name_sort, conditions, column_keys, shared) values ("
                + ownerListNameAndKey + ", :id, 0, 'x', '', '', false)";
    }

    private static String opens(String user, String list, String view) {
        return "insert into base_view_default (user_id, list, view_id) values (" + user + ", " + list + ", " + view + ")";
    }

    private static Arguments attack(String what, String sql) {
        return Arguments.of(what, sql);
    }
}
