package app.mainstay.invariants;

import app.mainstay.shared.Sql;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The invariants of all rooms and the last result of each. */
@Repository
class InvariantStore {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
    };
    private static final Comparator<InvariantRow> ORDER = Comparator
            .comparing((InvariantRow row) -> row.state() != InvariantState.BROKEN && row.state() != InvariantState.FAILED).thenComparing(InvariantRow::id);

    private final ObjectProvider<InvariantSource> sources;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    InvariantStore(ObjectProvider<InvariantSource> sources, JdbcClient jdbc, JsonMapper json) {
        this.sources = sources;
        this.jdbc = jdbc;
        this.json = json;
    }

    List<Invariant> invariants() {
        return sources.stream().flatMap(source -> source.invariants().stream()).sorted(Comparator.comparing(Invariant::id)).toList();
    }

    List<InvariantRow> rows() {
        Map<String, InvariantRow> results = jdbc.sql("select * from invariants_result").query((row, number) -> {
            String reference = row.getString("reference");
            long violations = row.getLong("violations");
            var state = reference != null ? InvariantState.FAILED : violations > 0 ? InvariantState.BROKEN : InvariantState.HOLDS;
            return new InvariantRow(row.getString("invariant"), state, violations, json.readValue(row.getString("examples"), TEXTS),
                    Sql.instant(row.getObject("checked_at", LocalDateTime.class)), row.getLong("millis"), reference);
        }).list().stream().collect(Collectors.toMap(InvariantRow::id, Function.identity()));
        return invariants().stream().map(Invariant::id)
                .map(id -> results.getOrDefault(id, new InvariantRow(id, InvariantState.NEVER, 0, List.of(), null, 0, null))).sorted(ORDER).toList();
    }

    void put(String id, Instant now, long violations, List<String> examples, long millis, @Nullable String reference) {
        var values = jdbc.sql("update invariants_result set checked_at = :now, violations = :violations, examples = :examples, millis = :millis, "
                + "reference = :reference where invariant = :id");
        if (bind(values, id, now, violations, examples, millis, reference).update() == 0) {
            bind(jdbc.sql("insert into invariants_result (invariant, checked_at, violations, examples, millis, reference) "
                    + "values (:id, :now, :violations, :examples, :millis, :reference)"), id, now, violations, examples, millis, reference).update();
        }
    }

    private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec sql, String id, Instant now, long violations, List<String> examples, long millis,
                                          @Nullable String reference) {
        return sql.param("id", id).param("now", Sql.utc(now)).param("violations", violations).param("examples", json.writeValueAsString(examples))
                .param("millis", millis).param("reference", reference);
    }
}
