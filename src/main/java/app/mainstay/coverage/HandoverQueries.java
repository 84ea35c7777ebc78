package app.mainstay.coverage;

import app.mainstay.account.Tier;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads handovers for lists and pages, one query for each kind of thing. */
@Repository
class HandoverQueries {

    static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {
    };
    private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {
    };
    private static final String FROM = """
             from coverage_handover h join security_user g on g.id = h.giver_id join security_user t on t.id = h.taker_id
            join security_user r on r.id = h.responsible_id""";

    /** The head of a document. */
    record Head(long id, int version, int edition, HandoverState state, boolean portfolio, HandoverDetails.Person giver, long giverUnitId,
                HandoverDetails.Person taker, long takerUnitId, LocalDate effectiveOn, String reason, @Nullable String overReason,
                @Nullable String giverWords, @Nullable String takerWords, HandoverDetails.@Nullable Signature giverSigned,
                HandoverDetails.@Nullable Signature takerSigned, String responsibleName, Instant createdAt, HandoverDetails.@Nullable Ended ended,
                List<Problem> failures) {
    }

    private final JdbcClient jdbc;
    private final JsonMapper json;

    HandoverQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    static Sql where(HandoverFilter filter, long viewerId) {
        var where = new Sql();
        if (filter.text() != null) {
            String key = Sql.like(Names.key(filter.text()));
            where.and("(" + named("g") + " or " + named("t") + ")").with("text", "%" + key + "%").with("start", key + "%");
        }
        if (!filter.states().isEmpty()) {
            where.and("h.state in (:states)", "states", filter.states().stream().map(Enum::name).toList());
        }
        if (!filter.users().isEmpty()) {
            where.and("(h.giver_id in (:users) or h.taker_id in (:users))", "users", filter.users());
        }
        if (filter.mine()) {
            where.and("h.state = 'OPEN' and (h.giver_id = :viewer and h.giver_signed_at is null or h.taker_id = :viewer and h.taker_signed_at is null)",
                    "viewer", viewerId);
        }
        return where;
    }

    private static String named(String person) {
        return "lower(" + person + ".display_name) like :text escape '!' or " + person + ".name_initials like :start escape '!' or " + person
                + ".name_sort like :start escape '!'";
    }

    List<HandoverRow> page(Sql where, Slice<HandoverSort> slice, long viewerId) {
        String order = slice.orders().stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        return jdbc.sql("select h.id, h.version, h.giver_id, h.taker_id, h.portfolio, h.account_count, h.effective_on, h.state, h.giver_signed_at, "
                        + "h.taker_signed_at, h.created_at, h.ended_at, h.failure, g.display_name giver_name, t.display_name taker_name, "
                        + "r.display_name responsible_name" + FROM + where.where() + " order by " + (order.isEmpty() ? "" : order + ", ")
                        + "h.id limit :limit offset :offset")
                .params(where.params()).param("limit", slice.limit()).param("offset", slice.offset()).query((row, n) -> row(row, viewerId)).list();
    }

    private static HandoverRow row(ResultSet row, long viewerId) throws SQLException {
        var state = HandoverState.valueOf(row.getString("state"));
        Instant giverSigned = instant(row, "giver_signed_at");
        Instant takerSigned = instant(row, "taker_signed_at");
        long giver = row.getLong("giver_id");
        long taker = row.getLong("taker_id");
        boolean waits = state == HandoverState.OPEN && (giver == viewerId && giverSigned == null || taker == viewerId && takerSigned == null);
        return new HandoverRow(row.getLong("id"), row.getInt("version"), giver, row.getString("giver_name"), taker, row.getString("taker_name"),
                row.getBoolean("portfolio"), row.getInt("account_count"), row.getObject("effective_on", LocalDate.class), state, giverSigned, takerSigned,
                row.getString("responsible_name"), Sql.instant(row.getObject("created_at", LocalDateTime.class)), instant(row, "ended_at"), waits,
                row.getString("failure") != null);
    }

    long count(Sql where, long atMost) {
        return jdbc.sql("select count(*) from (select h.id" + FROM + where.where() + " limit :most) found").params(where.params())
                .param("most", atMost).query(Long.class).single();
    }

    Optional<Head> head(Sql where) {
        return jdbc.sql("""
                        select h.*, g.display_name giver_name, g.active giver_is_active, g.unit_id giver_unit_id, gn.name giver_unit_name,
                        t.display_name taker_name, t.active taker_is_active, t.unit_id taker_unit_id, tn.name taker_unit_name,
                        r.display_name responsible_name, gs.display_name giver_signer, ts.display_name taker_signer, e.display_name ender_name""" + FROM
                        + """
                         join security_unit gn on gn.id = g.unit_id join security_unit tn on tn.id = t.unit_id
                        left join security_user gs on gs.id = h.giver_signed_by left join security_user ts on ts.id = h.taker_signed_by
                        left join security_user e on e.id = h.ended_by""" + where.where()).params(where.params()).query((row, n) -> head(row)).optional();
    }

    private Head head(ResultSet row) throws SQLException {
        Instant ended = instant(row, "ended_at");
        String failure = row.getString("failure");
        return new Head(row.getLong("id"), row.getInt("version"), row.getInt("edition"), HandoverState.valueOf(row.getString("state")),
                row.getBoolean("portfolio"), person(row, "giver"), row.getLong("giver_unit_id"), person(row, "taker"), row.getLong("taker_unit_id"),
                row.getObject("effective_on", LocalDate.class), row.getString("reason"), row.getString("over_reason"), row.getString("giver_words"),
                row.getString("taker_words"), signature(row, "giver"), signature(row, "taker"), row.getString("responsible_name"),
                Sql.instant(row.getObject("created_at", LocalDateTime.class)),
                ended == null ? null : new HandoverDetails.Ended(ended, row.getString("ender_name"), row.getString("end_reason")),
                failure == null ? List.of() : json.readValue(failure, PROBLEMS));
    }

    private static HandoverDetails.Person person(ResultSet row, String side) throws SQLException {
        return new HandoverDetails.Person(row.getLong(side + "_id"), row.getString(side + "_name"), row.getString(side + "_unit_name"),
                row.getBoolean(side + "_is_active"));
    }

    private static HandoverDetails.@Nullable Signature signature(ResultSet row, String side) throws SQLException {
        Instant at = instant(row, side + "_signed_at");
        return at == null ? null : new HandoverDetails.Signature(at, row.getLong(side + "_signed_by"), row.getString(side + "_signer"),
                row.getString(side + "_sign_reason"));
    }

    /** The accounts of a document by name, with whether the viewer's scope holds them. */
    List<HandoverDetails.Line> lines(Head head, Sql scope) {
        String select = "select a.id, a.name, a.archived_at, case when " + scope.condition() + " then 1 else 0 end linked, ";
        if (head.state().isOpen() && head.portfolio()) {
            // Everything that the giver has by then, so what the giver has now.
            return jdbc.sql(select + """
                            a.tier, a.last_contact_at, a.next_meeting_at, cast(null as signed) moved from account a
                            where a.primary_rep_id = :giver and not exists
                            (select 1 from coverage_handover_account x where x.open_account_id = a.id and x.handover_id <> :handover)
                            order by a.name_sort, a.id""")
                    .params(scope.params()).param("giver", head.giver().id()).param("handover", head.id()).query((row, n) -> line(row)).list();
        }
        String facts = head.state() == HandoverState.DONE ? "x.tier, x.last_contact_at, x.next_meeting_at" : "a.tier, a.last_contact_at, a.next_meeting_at";
        return jdbc.sql(select + facts + ", x.moved from coverage_handover_account x join account a on a.id = x.account_id "
                        + "where x.handover_id = :handover order by a.name_sort, a.id")
                .params(scope.params()).param("handover", head.id()).query((row, n) -> line(row)).list();
    }

    private static HandoverDetails.Line line(ResultSet row) throws SQLException {
        String tier = row.getString("tier");
        return new HandoverDetails.Line(row.getLong("id"), row.getString("name"), tier == null ? null : Tier.valueOf(tier),
                instant(row, "last_contact_at"), instant(row, "next_meeting_at"), row.getObject("archived_at") != null, row.getInt("linked") == 1,
                row.getObject("moved") == null ? null : row.getBoolean("moved"));
    }

    /** What was open when it was carried out, in its order. */
    List<HandoverAccounts.Kept> kept(long handoverId) {
        return jdbc.sql("select part, account_id, text_key, parameters from coverage_handover_line where handover_id = ? order by id").param(handoverId)
                .query((row, n) -> new HandoverAccounts.Kept(row.getString("part"), new HandoverPart.Open(row.getObject("account_id", Long.class),
                        row.getString("text_key"), json.readValue(row.getString("parameters"), PARAMETERS)))).list();
    }

    Map<Long, String> accountNames(Collection<Long> ids, Sql scope) {
        Map<Long, String> names = new HashMap<>();
        for (var portion : HandoverAccounts.portions(ids)) {
            var where = new Sql().and("a.id in (:ids)", "ids", portion).and(scope);
            jdbc.sql("select a.id, a.name from account a" + where.where()).params(where.params())
                    .query(row -> {
                        names.put(row.getLong("id"), row.getString("name"));
                    });
        }
        return names;
    }

    /** @param visible what of handovers the viewer sees */
    List<Handovers.Pending> pending(Sql where, Sql visible) {
        return jdbc.sql("select x.account_id, h.id, g.display_name giver_name, t.display_name taker_name, h.effective_on, h.state, case when "
                        + visible.condition() + " then 1 else 0 end visible" + FROM
                        + " join coverage_handover_account x on x.handover_id = h.id join account a on a.id = x.account_id" + where.where())
                .params(where.params()).params(visible.params())
                .query((row, n) -> new Handovers.Pending(row.getLong("id"), row.getLong("account_id"), row.getString("giver_name"),
                        row.getString("taker_name"), row.getObject("effective_on", LocalDate.class), HandoverState.valueOf(row.getString("state")),
                        row.getInt("visible") == 1)).list();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, LocalDateTime.class);
        return at == null ? null : Sql.instant(at);
    }
}
