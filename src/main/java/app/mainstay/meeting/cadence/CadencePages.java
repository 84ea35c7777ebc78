package app.mainstay.meeting.cadence;

import app.mainstay.account.Tier;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Rows of cadence for lists. A page's rows are told by their keys first, and by an index where the order has one: left to itself MySQL joins and sorts
 * everything that somebody sees, half a minute for a million accounts.
 */
@Repository
class CadencePages {

    /**
     * Which rows.
     *
     * @param rows     conditions on {@code meeting_cadence c}
     * @param accounts conditions on {@code account a}; empty where all are meant
     */
    record Question(Sql rows, Sql accounts) {

        private Sql both() {
            return new Sql().and(accounts).and(rows);
        }
    }

    private static final String FROM = " from meeting_cadence c join account a on a.id = c.account_id join security_user u on u.id = a.primary_rep_id";
    private static final String COLUMNS = "select c.account_id, a.name, c.tier, u.display_name, c.contact_level, c.every_number, c.every_unit, c.started_on, c.last_on, c.due_on, c.planned_on";
    private static final String KEYS = "select c.account_id, c.contact_level from ";
    /** Of accounts and of their rows; of people a hundredth, who have so many accounts. */
    private static final int FIRST = 2_000;
    private static final int OF_A_PERSON = 100;

    private final JdbcClient jdbc;
    private final int first;

    @Autowired
    CadencePages(JdbcClient jdbc) {
        this(jdbc, FIRST);
    }

    /** @param first so many of the list are looked at first; for tests, which have few rows */
    CadencePages(JdbcClient jdbc, int first) {
        this.jdbc = jdbc;
        this.first = first;
    }

    List<CadenceRow> page(Question question, Slice<CadenceSort> slice, LocalDate today) {
        var full = amongFirst(question, slice).map(keys -> read(keys, question, slice, today)).filter(page -> page.size() == slice.limit());
        return full.orElseGet(() -> read(all(question, slice), question, slice, today));
    }

    private List<CadenceRow> read(String keys, Question question, Slice<CadenceSort> slice, LocalDate today) {
        String order = order(slice.orders());
        return jdbc.sql(COLUMNS + " from (" + keys + " order by " + order + " limit :limit offset :offset) k join meeting_cadence c on c.account_id = k.account_id "
                        + "and c.contact_level = k.contact_level join account a on a.id = c.account_id join security_user u on u.id = a.primary_rep_id order by " + order)
                .params(question.both().params()).param("limit", slice.limit()).param("offset", slice.offset()).query((row, n) -> row(row, today)).list();
    }

    /** Those among the first of the order, which are all that the page needs where they fill it. Empty where no index has the order. */
    private Optional<String> amongFirst(Question question, Slice<CadenceSort> slice) {
        if (slice.orders().size() != 1 || slice.offset() + slice.limit() > first / 2) {
            return Optional.empty();
        }
        var by = slice.orders().getFirst();
        String down = by.descending() ? " desc" : "";
        return switch (by.by()) {
            case DUE -> Optional.of(KEYS + "(select c.account_id, c.contact_level, c.due_on from meeting_cadence c" + question.rows().where() + " order by "
                    + order(slice.orders()) + " limit " + first + ") c" + (question.accounts().isEmpty() ? "" : " join account a on a.id = c.account_id" + question.accounts().where()));
            case ACCOUNT -> Optional.of("select /*+ JOIN_FIXED_ORDER() */ c.account_id, c.contact_level from (select a.id, a.name_sort from account a order by a.name_sort" + down
                    + ", a.id" + down + " limit " + first + ") w join account a on a.id = w.id join meeting_cadence c on c.account_id = a.id" + question.both().where());
            case REPRESENTATIVE -> Optional.of("select /*+ JOIN_FIXED_ORDER() */ c.account_id, c.contact_level from (select u.id, u.name_sort from security_user u order by u.name_sort" + down
                    + ", u.id" + down + " limit " + Math.max(1, first / OF_A_PERSON) + ") u join account a on a.primary_rep_id = u.id join meeting_cadence c on c.account_id = a.id"
                    + question.both().where());
            default -> Optional.empty();
        };
    }

    private static String all(Question question, Slice<CadenceSort> slice) {
        boolean ofPeople = slice.orders().stream().anyMatch(by -> by.by() == CadenceSort.REPRESENTATIVE);
        boolean ofAccounts = ofPeople || !question.accounts().isEmpty() || slice.orders().stream().anyMatch(by -> by.by() == CadenceSort.ACCOUNT);
        return KEYS + "meeting_cadence c" + (ofAccounts ? " join account a on a.id = c.account_id" : "") + (ofPeople ? " join security_user u on u.id = a.primary_rep_id" : "")
                + question.both().where();
    }

    void each(Question question, List<Slice.Order<CadenceSort>> orders, LocalDate today, Consumer<CadenceRow> consumer) {
        var where = question.both();
        jdbc.sql(COLUMNS + FROM + where.where() + " order by " + order(orders)).params(where.params()).query(row -> {
            consumer.accept(row(row, today));
        });
    }

    /** Exactly up to the bound; the bound plus one where there are more. */
    long count(Question question, long bound) {
        return jdbc.sql("select count(*) from (select 1 one" + needed(question) + " limit :bound) x").params(question.both().params())
                .param("bound", bound == Long.MAX_VALUE ? bound : bound + 1).query(Long.class).single();
    }

    /** Accounts with a cadence, and how many of them are late on no level. */
    Cadence.Rate rate(Question question, LocalDate today) {
        return jdbc.sql("select count(*), sum(case when late = 0 then 1 else 0 end) from (select c.account_id, sum(case when c.due_on < :rateDay then 1 else 0 end) late"
                        + needed(question) + " group by c.account_id) x").params(question.both().params()).param("rateDay", today)
                .query((row, n) -> new Cadence.Rate(row.getLong(2), row.getLong(1))).single();
    }

    private static String needed(Question question) {
        return " from meeting_cadence c" + (question.accounts().isEmpty() ? "" : " join account a on a.id = c.account_id") + question.both().where();
    }

    /** Ties go the way of the first order, so that the index of due days is gone along in both directions. */
    private static String order(List<Slice.Order<CadenceSort>> orders) {
        String down = !orders.isEmpty() && orders.getFirst().descending() ? " desc" : "";
        String people = !orders.isEmpty() && orders.getFirst().by() == CadenceSort.REPRESENTATIVE ? "u.id" + down + ", " : "";
        String asked = orders.stream().map(o -> o.by().column + (o.descending() ? " desc" : "") + ", ").collect(Collectors.joining());
        return asked + (orders.size() == 1 ? people : "") + "c.account_id" + down + ", c.contact_level" + down;
    }

    private static CadenceRow row(ResultSet row, LocalDate today) throws SQLException {
        var level = ContactLevel.valueOf(row.getString(5));
        @Nullable LocalDate last = CadenceStore.nullable(row, 9);
        LocalDate due = CadenceStore.day(row, 10);
        @Nullable LocalDate planned = CadenceStore.nullable(row, 11);
        long account = row.getLong(1);
        return new CadenceRow(account * ContactLevel.values().length + level.ordinal(), account, row.getString(2), Tier.valueOf(row.getString(3)), row.getString(4), level,
                row.getInt(6), IntervalUnit.valueOf(row.getString(7)), CadenceStore.day(row, 8), last, due, planned, CadenceDays.state(due, last, planned, today),
                (int) Math.max(0, ChronoUnit.DAYS.between(due, today)));
    }
}
