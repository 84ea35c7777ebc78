package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.shared.Sql;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the schema refuses of leaves and handovers to everybody, also to those who write past the application. */
@DatabaseTest
class LeaveInvariantsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Leaves leaves;
    @Autowired
    Handovers handovers;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    DataSource dataSource;

    private Fixtures.Company company;
    private long acme;
    private long leave;
    private long handover;

    /** The member is away on 1 and 2 December, the colleague stands in; the member's account Acme is in an open handover to the colleague. */
    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        leave = fixtures.as(company.member(), () -> leaves.save(new LeaveDraft(null, company.member().id(), company.colleague().id(), LocalDate.of(2026, 12, 1),
                LocalDate.of(2026, 12, 2), LeaveKind.VACATION, null, 0)));
        handover = fixtures.as(company.manager(), () -> handovers.save(new HandoverDraft(null, company.member().id(), company.colleague().id(), false,
                Set.of(acme), TODAY, "Moves", null, 0)));
        fixtures.as(company.manager(), () -> handovers.open(handover, 0));
        sql("update security_user set active = false where id = :stranger");
        sql(leave("2, :manager, null, '2026-12-01', '2026-12-05', 'SICK', 'PLANNED'"));
        sql(leave("4, :colleague, null, '2026-12-01', '2026-12-05', 'SICK', 'PLANNED'"));
        sql(handover("2, :manager, :colleague, true, 'OPEN', true, null, null, null, null, null"));
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("two leaves of one person on a day", "insert into coverage_leave_day (user_id, on_day, leave_id) values (:member, '2026-12-02', :leave)"),
                attack("a day of somebody else's leave", "insert into coverage_day (user_id, on_day, part) values (:colleague, '2026-12-09', 'AWAY')",
                        "insert into coverage_leave_day (user_id, on_day, leave_id) values (:colleague, '2026-12-09', :leave)"),
                attack("a day away of who stands in then", "insert into coverage_leave_day (user_id, on_day, leave_id) values (:colleague, '2026-12-01', 4)"),
                attack("the same, told first", "insert into coverage_day (user_id, on_day, part) values (:colleague, '2026-12-01', 'AWAY')"),
                attack("making who stands in an absent one", "update coverage_day set part = 'AWAY' where user_id = :colleague and on_day = '2026-12-01'"),
                attack("a stand-in who is away", "insert into coverage_day (user_id, on_day, part) values (:manager, '2026-12-01', 'AWAY')",
                        "insert into coverage_leave_day (user_id, on_day, leave_id, stand_in_id) values (:manager, '2026-12-01', 2, :member)"),
                attack("a day away that is none", "insert into coverage_leave_day (user_id, on_day, leave_id, user_part) values (:colleague, '2026-12-01', 4, 'STAND_IN')"),
                attack("a stand-in by another name", "update coverage_leave_day set stand_in_part = 'AWAY' where leave_id = :leave"),
                attack("a day of no kind", "insert into coverage_day (user_id, on_day, part) values (:manager, '2026-12-01', 'HERE')"),
                attack("a person's day without the person", "insert into coverage_day (user_id, on_day, part) values (1, '2026-12-01', 'AWAY')"),
                attack("forgetting who is away", "delete from coverage_day where user_id = :member and on_day = '2026-12-01'"),
                attack("a leave that ends before it begins", leave("3, :manager, null, '2026-12-02', '2026-12-01', 'SICK', 'PLANNED'")),
                attack("a leave without an end", leave("3, :manager, null, '2026-12-02', null, 'SICK', 'PLANNED'")),
                attack("standing in for oneself", leave("3, :manager, :manager, '2026-12-01', '2026-12-02', 'SICK', 'PLANNED'")),
                attack("a leave of nobody", leave("3, 1, null, '2026-12-01', '2026-12-02', 'SICK', 'PLANNED'")),
                attack("nobody as a stand-in", leave("3, :manager, 1, '2026-12-01', '2026-12-02', 'SICK', 'PLANNED'")),
                attack("a leave for no reason there is", leave("3, :manager, null, '2026-12-01', '2026-12-02', 'PARTY', 'PLANNED'")),
                attack("a leave of no state", leave("3, :manager, null, '2026-12-01', '2026-12-02', 'SICK', 'MAYBE'")),

                attack("an account in two open handovers", "insert into coverage_handover_account (handover_id, account_id, is_open) values (2, :acme, true)"),
                attack("the same, claiming that the second is closed",
                        "insert into coverage_handover_account (handover_id, account_id, is_open) values (2, :acme, false)"),
                attack("closing an account of an open handover", "update coverage_handover_account set is_open = false where handover_id = :handover"),
                attack("an account of no handover", "insert into coverage_handover_account (handover_id, account_id, is_open) values (1, :acme, true)"),
                attack("a handover of no account", "insert into coverage_handover_account (handover_id, account_id, is_open) values (2, 1, true)"),
                attack("done without signatures", "update coverage_handover set state = 'DONE', is_open = false, taker_active = null, ended_at = :now where id = :handover"),
                attack("signed by one only", "update coverage_handover set state = 'SIGNED', giver_signed_at = :now, giver_signed_by = :member where id = :handover"),
                attack("signed by both and still waiting", "update coverage_handover set giver_signed_at = :now, giver_signed_by = :member, taker_signed_at = :now, "
                        + "taker_signed_by = :colleague where id = :handover"),
                attack("a signature of nobody", "update coverage_handover set giver_signed_at = :now where id = :handover"),
                attack("a signer at no time", "update coverage_handover set giver_signed_by = :member where id = :handover"),
                attack("signing for the giver without a reason", "update coverage_handover set giver_signed_at = :now, giver_signed_by = :manager where id = :handover"),
                attack("signing for the taker without a reason", "update coverage_handover set taker_signed_at = :now, taker_signed_by = :manager where id = :handover"),
                attack("a signed draft", "update coverage_handover set state = 'DRAFT', giver_signed_at = :now, giver_signed_by = :member where id = :handover"),
                attack("a taker who has left", handover("3, :member, :stranger, true, 'OPEN', true, null, null, null, null, null")),
                attack("the same, admitted", handover("3, :member, :stranger, false, 'OPEN', true, null, null, null, null, null")),
                attack("the same, not told", handover("3, :member, :stranger, null, 'OPEN', true, null, null, null, null, null")),
                attack("deactivating the taker of an open handover", "update security_user set active = false where id = :colleague"),
                attack("handing over to oneself", handover("3, :member, :member, true, 'OPEN', true, null, null, null, null, null")),
                attack("an open handover that says it is closed", "update coverage_handover set is_open = false where id = :handover"),
                attack("a cancelled handover that says it is open", "update coverage_handover set state = 'CANCELLED' where id = :handover"),
                attack("an end without a time", "update coverage_handover set state = 'CANCELLED', is_open = false, taker_active = null where id = :handover"),
                attack("a handover of no state", "update coverage_handover set state = 'LOST' where id = :handover"),
                attack("deleting a handover with its accounts", "delete from coverage_handover where id = :handover"),
                attack("a planned change of no handover", "insert into coverage_planned (id, version, account_id, effective_on, to_user_id, to_active, reason, actor_id, "
                        + "created_at, state, handover_id) values (1, 0, :acme, '2026-12-01', :colleague, true, 'x', :manager, :now, 'PLANNED', 1)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefused(String what, String[] statements) {
        for (int i = 0; i < statements.length - 1; i++) {
            sql(statements[i]);
        }
        // By the constraint and for no other reason: bad grammar is refused, too.
        assertThatThrownBy(() -> sql(statements[statements.length - 1])).isInstanceOf(DataAccessException.class)
                .satisfies(e -> assertThat(refusal(e)).as(e.toString()).isTrue());
    }

    /** The statements above fail because of what they try, not because of how they are written. */
    @Test
    void theSameStatementsAreTakenWithGoodValues() {
        sql("insert into coverage_day (user_id, on_day, part) values (:manager, '2026-12-01', 'AWAY')");
        sql("insert into coverage_leave_day (user_id, on_day, leave_id, stand_in_id) values (:manager, '2026-12-01', 2, :colleague)");
        sql(leave("3, :manager, :member, '2026-12-11', '2026-12-12', 'OTHER', 'CANCELLED'"));
        sql("update coverage_handover set giver_signed_at = :now, giver_signed_by = :member, taker_signed_at = :now, taker_signed_by = :manager, "
                + "taker_sign_reason = 'ill', state = 'SIGNED' where id = :handover");
        sql("update coverage_handover set state = 'DONE', is_open = false, taker_active = null, ended_at = :now where id = :handover");
        // Free for the next one.
        sql("insert into coverage_handover_account (handover_id, account_id, is_open) values (2, :acme, true)");
        sql("update coverage_handover set state = 'CANCELLED', is_open = false, taker_active = null, ended_at = :now where id = 2");
        sql("update security_user set active = false where id = :colleague");
        sql(handover("3, :member, :stranger, null, 'CANCELLED', false, null, null, null, null, :now"));
    }

    /** The pool retires every connection after half an hour; H2 once bound constraints to the one that had made them. */
    @Test
    void constraintsOutliveTheConnectionThatMadeThem() throws SQLException {
        dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        theSameStatementsAreTakenWithGoodValues();
    }

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
        jdbc.sql(sql).param("acme", acme).param("leave", leave).param("handover", handover).param("member", company.member().id())
                .param("colleague", company.colleague().id()).param("manager", company.manager().id()).param("stranger", company.stranger().id())
                .param("now", Sql.utc(TestClock.START)).update();
    }

    private static String leave(String values) {
        return "insert into coverage_leave (version, created_by, created_at, id, user_id, stand_in_id, from_day, until_day, kind, state) "
                + "values (0, :manager, :now, " + values + ")";
    }

    private static String handover(String values) {
        return "insert into coverage_handover (version, portfolio, account_count, effective_on, reason, edition, responsible_id, created_at, id, giver_id, taker_id, "
                + "taker_active, state, is_open, giver_signed_at, giver_signed_by, taker_signed_at, taker_signed_by, ended_at) "
                + "values (0, false, 0, '2026-12-01', 'x', 1, :manager, :now, " + values + ")";
    }

    private static Arguments attack(String what, String... statements) {
        return Arguments.of(what, statements);
    }
}
