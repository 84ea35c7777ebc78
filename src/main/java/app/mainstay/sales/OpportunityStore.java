package app.mainstay.sales;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.LastActor;
import app.mainstay.audit.Revisions;
import app.mainstay.base.list.Keyset;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads deals for lists and boards, one query each, and keeps what lies beside a deal. */
@Repository
class OpportunityStore {

    static final String FROM = " from sales_opportunity o left join account a on a.id = o.account_id";
    private static final String ROWS = """
            select o.id, o.name, o.account_id, a.name account_name, o.owner_id, u.display_name owner_name, o.unit_id, o.stage_id, o.outcome, o.amount, o.currency,
                   o.expected_on, o.opened_on, o.closed_on, o.stage_since, o.next_step, o.next_step_on, o.loss_reason, o.source, o.updated_at, o.version,
                   s.norm_days%s from %s left join account a on a.id = o.account_id join security_user u on u.id = o.owner_id join sales_stage s on s.id = o.stage_id""";
    private static final String ALL = "sales_opportunity o";

    private static final int PORTION = 1_000;
    /** So many questions are put at once. */
    private static final int BRANCHES = 100;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Revisions revisions;
    private final SalesSums sums;

    OpportunityStore(JdbcClient jdbc, JdbcTemplate template, Revisions revisions, SalesSums sums) {
        this.jdbc = jdbc;
        this.template = template;
        this.revisions = revisions;
        this.sums = sums;
    }

    /**
     * @param today   to tell which are stalled
     * @param mayEdit by account (0: none), owner and unit
     * @param column  answers {@code scope_mark} beside each row; none where nothing was supposed
     * @param mark    what it answered last
     */
    record Reader(LocalDate today, EditRule mayEdit, Sql column, AtomicLong mark) {

        static Reader of(LocalDate today, EditRule mayEdit) {
            return new Reader(today, mayEdit, new Sql(), new AtomicLong());
        }

        Reader marked(Sql by) {
            return new Reader(today, mayEdit, by, new AtomicLong());
        }

        /** Rows of {@code o}. @param more columns, beginning with a comma */
        String rows(String more, String from) {
            return ROWS.formatted(more + (column.isEmpty() ? "" : column.condition()), from);
        }

        OpportunityRow row(ResultSet row, int number) throws SQLException {
            if (!column.isEmpty()) {
                mark.set(row.getLong("scope_mark"));
            }
            Long account = row.getObject("account_id", Long.class);
            var since = row.getObject("stage_since", LocalDate.class);
            var outcome = Outcome.valueOf(row.getString("outcome"));
            Integer norm = row.getObject("norm_days", Integer.class);
            long stalled = outcome == Outcome.OPEN && norm != null ? Math.max(0, ChronoUnit.DAYS.between(since, today) - norm) : 0;
            long owner = row.getLong("owner_id");
            return new OpportunityRow(row.getLong("id"), row.getString("name"), account, row.getString("account_name"), owner, row.getString("owner_name"),
                    row.getLong("stage_id"), outcome, new Money(row.getBigDecimal("amount"), row.getString("currency")),
                    row.getObject("expected_on", LocalDate.class), row.getObject("opened_on", LocalDate.class), row.getObject("closed_on", LocalDate.class),
                    since, (int) stalled, row.getString("next_step"), row.getObject("next_step_on", LocalDate.class), row.getString("loss_reason"),
                    row.getString("source"), Sql.instant(row.getObject("updated_at", LocalDateTime.class)), row.getInt("version"),
                    mayEdit.test(account, owner, row.getLong("unit_id")));
        }
    }

    /** Whether a row may be changed. */
    interface EditRule {

        boolean test(@Nullable Long accountId, long ownerId, long unitId);
    }

    /** In the order of the ids. */
    List<OpportunityRow> rows(List<Long> ids, Reader reader) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, OpportunityRow> rows = jdbc.sql(reader.rows("", ALL) + " where o.id in (:ids)").params(reader.column().params()).param("ids", ids).query(reader::row).list().stream()
                .collect(Collectors.toMap(OpportunityRow::id, row -> row));
        return ids.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    /** Those that the selection finds, in its order. */
    List<OpportunityRow> rows(Keyset.Ids ids, OpportunityOrder order, Reader reader) {
        return jdbc.sql(reader.rows("", "(" + ids.sql() + ") k join sales_opportunity o on o.id = k.id") + " order by " + order.sql()).params(reader.column().params()).params(ids.params())
                .query(reader::row).list();
    }

    /** The same where the selection counts, in a column {@code n}, those that come into question; empty where these are more than so many. */
    Optional<List<OpportunityRow>> rows(Keyset.Ids ids, OpportunityOrder order, Reader reader, long most) {
        long[] number = {0};
        var rows = jdbc.sql(reader.rows(", k.n", "(" + ids.sql() + ") k join sales_opportunity o on o.id = k.id") + " order by " + order.sql()).params(reader.column().params()).params(ids.params())
                .query((row, n) -> {
                    number[0] = row.getLong("n");
                    return reader.row(row, n);
                }).list();
        return number[0] > most ? Optional.empty() : Optional.of(rows);
    }

    void each(Sql where, List<Slice.Order<OpportunitySort>> orders, Reader reader, Consumer<OpportunityRow> consumer) {
        jdbc.sql(reader.rows("", ALL) + where.where() + " order by " + OpportunityOrder.of(orders).sql()).params(reader.column().params()).params(where.params()).query(row -> {
            consumer.accept(reader.row(row, 0));
        });
    }

    boolean exists(Sql where) {
        return jdbc.sql("select count(*)" + FROM + where.where()).params(where.params()).query(Long.class).single() > 0;
    }

    /** @param place among those of its stage. @param base what its stage adds up to. @param unrated how many have no plan rate and are not in it */
    record Card(long id, long stageId, long place, long deals, BigDecimal base, long unrated) {
    }

    /** The first cards of every stage, those to close first first, each with what the stage adds up to. */
    List<Card> cards(DealQuestion question, int each) {
        String legs = question.legs("o.id, o.stage_id, o.expected_on, o.base_amount").stream().map(leg -> "(" + leg + ")").collect(Collectors.joining(" union "));
        return jdbc.sql("select * from (select k.id, k.stage_id, row_number() over (partition by k.stage_id order by case when k.expected_on is null then 1 else 0 end, "
                        + "k.expected_on, k.id) place, count(*) over (partition by k.stage_id) deals, coalesce(sum(k.base_amount) over (partition by k.stage_id), 0) base, "
                        + "sum(case when k.base_amount is null then 1 else 0 end) over (partition by k.stage_id) unrated from (" + legs
                        + ") k) x where x.place <= :each order by x.stage_id, x.place").params(question.where().params()).param("each", each)
                .query((row, n) -> new Card(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBigDecimal(5), row.getLong(6))).list();
    }

    /** An open deal as a card. @param base null where there is no plan rate; also where only cards are asked */
    record Open(long id, long stageId, @Nullable LocalDate expected, @Nullable BigDecimal base) {

        /** A deal is found in several ways. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Open open && open.id == id;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }

    /** Where cards are looked for, by an index that holds them in their order. */
    record Place(String condition, String index) {

        static final Place ALL = new Place("", "sales_opportunity_stage_cards");

        static List<Place> units(Collection<Long> units) {
            return units.stream().map(unit -> new Place("o.unit_id = " + unit + " and ", "sales_opportunity_unit_cards")).toList();
        }

        static List<Place> via(Collection<Long> units) {
            return units.stream().map(unit -> new Place("o.via_unit_id = " + unit + " and ", "sales_opportunity_via_cards")).toList();
        }
    }

    /** The first cards of each stage in each place: those to close first, and where these are too few those of which nobody knows when. */
    List<Open> first(List<Place> places, Collection<Long> stages, int each, Sql asked) {
        List<Open> found = first(places, stages, each, asked, "not null order by o.expected_on, o.id");
        Map<Long, Long> numbers = found.stream().collect(Collectors.groupingBy(Open::stageId, Collectors.counting()));
        found.addAll(first(places, stages.stream().filter(stage -> numbers.getOrDefault(stage, 0L) < each).toList(), each, asked, "null order by o.id"));
        return found;
    }

    private List<Open> first(List<Place> places, Collection<Long> stages, int each, Sql asked, String expected) {
        List<String> branches = new ArrayList<>();
        for (var place : places) {
            for (long stage : stages) {
                branches.add("(select /*+ INDEX(o " + place.index() + ") */ o.id, o.stage_id, o.expected_on from sales_opportunity o where " + place.condition()
                        + "o.stage_id = " + stage + " and " + asked.condition() + " and o.expected_on is " + expected + " limit :each)");
            }
        }
        List<Open> found = new ArrayList<>();
        for (int from = 0; from < branches.size(); from += BRANCHES) {
            found.addAll(jdbc.sql(String.join(" union all ", branches.subList(from, Math.min(branches.size(), from + BRANCHES)))).params(asked.params())
                    .param("each", each).query((row, n) -> new Open(row.getLong(1), row.getLong(2), row.getObject(3, LocalDate.class), null)).list());
        }
        return found;
    }

    /** Open deals that the viewer sees neither by owner nor by unit. */
    List<Open> open(DealScope.Ways seen, Sql asked) {
        if (seen.beyond().isEmpty()) {
            return List.of();
        }
        var question = new DealQuestion(seen, asked, new Sql(), null);
        String legs = seen.beyond().stream().map(part -> "(" + DealQuestion.throughAccounts("o.id, o.stage_id, o.expected_on, o.base_amount", seen, part,
                "o.closed_on is null", asked) + ")").collect(Collectors.joining(" union "));
        return jdbc.sql(legs).params(question.where().params())
                .query((row, n) -> new Open(row.getLong(1), row.getLong(2), row.getObject(3, LocalDate.class), row.getBigDecimal(4))).list();
    }

    /** What open deals add up to by stage. @param which conditions on {@code o} */
    Map<Long, OpportunityBoard.Total> standing(Sql which) {
        return jdbc.sql("select o.stage_id, count(*), coalesce(sum(o.base_amount), 0), sum(case when o.base_amount is null then 1 else 0 end) from sales_opportunity o"
                        + which.where() + " group by o.stage_id").params(which.params())
                .query((row, n) -> Map.entry(row.getLong(1), new OpportunityBoard.Total(row.getLong(2), row.getBigDecimal(3), row.getLong(4)))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    // ---- what lies beside a deal ----

    List<LineDraft> lines(long id) {
        return jdbc.sql("select product_id, quantity, unit_price, discount from sales_line where opportunity_id = ? order by line_no").param(id)
                .query((row, n) -> new LineDraft(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3), row.getBigDecimal(4))).list();
    }

    void replaceLines(long id, List<LineDraft> lines) {
        jdbc.sql("delete from sales_line where opportunity_id = ?").param(id).update();
        addLines(id, lines);
    }

    void addLines(long id, List<LineDraft> lines) {
        int[] number = {0};
        template.batchUpdate("insert into sales_line (opportunity_id, line_no, product_id, quantity, unit_price, discount, amount) values (?, ?, ?, ?, ?, ?, ?)",
                lines.stream().map(line -> new Object[] {id, ++number[0], line.productId(), line.quantity(), line.unitPrice(), line.discount(), line.amount()})
                        .toList());
    }

    Set<Long> competitors(long id) {
        return new HashSet<>(jdbc.sql("select competitor_id from sales_opportunity_competitor where opportunity_id = ?").param(id).query(Long.class).list());
    }

    Set<Long> contacts(long id) {
        return new HashSet<>(jdbc.sql("select contact_id from sales_opportunity_contact where opportunity_id = ?").param(id).query(Long.class).list());
    }

    void competitors(long id, Collection<Long> wanted) {
        link("sales_opportunity_competitor", "competitor_id", id, wanted);
    }

    void contacts(long id, Collection<Long> wanted) {
        link("sales_opportunity_contact", "contact_id", id, wanted);
    }

    private void link(String table, String column, long id, Collection<Long> wanted) {
        jdbc.sql("delete from " + table + " where opportunity_id = ?").param(id).update();
        template.batchUpdate("insert into " + table + " (opportunity_id, " + column + ") values (?, ?)", wanted.stream().map(one -> new Object[] {id, one}).toList());
    }

    Map<Long, String> contactNames(Collection<Long> ids) {
        return ids.isEmpty() ? Map.of() : jdbc.sql("select id, name from account_contact where id in (:ids)").param("ids", ids)
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean areAt(Collection<Long> contacts, long accountId) {
        return contacts.isEmpty() || jdbc.sql("select count(*) from account_contact where id in (:ids) and account_id = :account").param("ids", contacts)
                .param("account", accountId).query(Long.class).single() == contacts.size();
    }

    Optional<String> accountName(long accountId) {
        return jdbc.sql("select name from account where id = ?").param(accountId).query(String.class).optional();
    }

    void record(long id, Instant at, @Nullable Long actorId, ChangeKind kind, @Nullable String from, @Nullable String to) {
        jdbc.sql("insert into sales_change (id, opportunity_id, happened_at, actor_id, kind, from_value, to_value) values (?, ?, ?, ?, ?, ?, ?)")
                .param(Ids.next()).param(id).param(Sql.utc(at)).param(actorId).param(kind.name()).param(from).param(to).update();
    }

    List<OpportunityDetails.Change> changes(long id, int most) {
        return jdbc.sql("""
                        select c.happened_at, u.display_name, c.kind, c.from_value, c.to_value from sales_change c
                        left join security_user u on u.id = c.actor_id where c.opportunity_id = ? order by c.id desc limit ?""").param(id).param(most)
                .query((row, n) -> new OpportunityDetails.Change(Sql.instant(row.getObject(1, LocalDateTime.class)), row.getString(2),
                        ChangeKind.valueOf(row.getString(3)), row.getString(4), row.getString(5))).list();
    }

    /** What lies beside a deal that goes. */
    void removeBeside(long id) {
        for (String table : List.of("sales_line", "sales_opportunity_competitor", "sales_opportunity_contact", "sales_change")) {
            jdbc.sql("delete from " + table + " where opportunity_id = ?").param(id).update();
        }
    }

    Map<Long, Long> versions(Collection<Long> ids, Sql rows) {
        return of(ids, rows, "o.version", Long.class);
    }

    /** Ids behind one of those that a condition on {@link #FROM} finds, ascending. */
    List<Long> ids(Sql which, long afterId, int limit) {
        var where = new Sql().and(which).and("o.id > :after", "after", afterId);
        return jdbc.sql("select o.id" + FROM + where.where() + " order by o.id limit :limit").params(where.params()).param("limit", limit).query(Long.class).list();
    }

    /** Of those that {@code rows} lets see. */
    Map<Long, String> names(Collection<Long> ids, Sql rows) {
        return of(ids, rows, "o.name", String.class);
    }

    private <T> Map<Long, T> of(Collection<Long> ids, Sql rows, String column, Class<T> type) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var where = new Sql().and(rows).and("o.id in (:deals)", "deals", ids);
        return jdbc.sql("select o.id, " + column + FROM + where.where()).params(where.params()).query((row, n) -> Map.entry(row.getLong(1), row.getObject(2, type))).list()
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<String> changedBy(long id) {
        return LastActor.of(jdbc, "sales_opportunity_aud", id);
    }

    int version(long id) {
        return jdbc.sql("select version from sales_opportunity where id = ?").param(id).query(Integer.class).single();
    }

    long openOf(long ownerId) {
        return jdbc.sql("select count(*) from sales_opportunity where owner_id = ? and outcome = 'OPEN'").param(ownerId).query(Long.class).single();
    }

    /** Past Hibernate in one revision: nobody touched the deals, their owner sits elsewhere now. */
    void moveUnit(long ownerId, long unitId, @Nullable Long actorId) {
        List<Long> ids = jdbc.sql("select id from sales_opportunity where owner_id = ? and unit_id <> ? order by id for update").param(ownerId).param(unitId)
                .query(Long.class).list();
        if (ids.isEmpty()) {
            return;
        }
        sums.subtract(ids);
        long revision = revisions.open(actorId, "unit of the owner", null);
        for (int from = 0; from < ids.size(); from += PORTION) {
            var portion = ids.subList(from, Math.min(ids.size(), from + PORTION));
            jdbc.sql("update sales_opportunity set unit_id = :unit, version = version + 1 where id in (:ids)").param("unit", unitId).param("ids", portion).update();
            DealHistory.write(jdbc, revision, portion);
        }
        sums.add(ids);
        revisions.holds(revision, "sales_opportunity", AuditAct.CHANGED, ids);
    }
}
