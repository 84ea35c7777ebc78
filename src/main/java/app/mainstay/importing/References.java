package app.mainstay.importing;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What rows are called in the systems that files come from: (target, source, key) leads to our row. */
@Repository
class References {

    static final int LONGEST_KEY = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    References(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Rows by key. */
    Map<String, Long> find(String target, String source, Collection<String> keys) {
        return keys.isEmpty() ? Map.of() : jdbc.sql("""
                        select external_key, row_id from importing_reference where target = :target and source = :source and external_key in (:keys)""")
                .param("target", target).param("source", source).param("keys", keys)
                .query((row, n) -> Map.entry(row.getString("external_key"), row.getLong("row_id"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void put(String target, String source, Map<String, Long> rows) {
        batches.batchUpdate("insert into importing_reference (target, source, external_key, row_id) values (?, ?, ?, ?)",
                rows.entrySet().stream().map(entry -> new Object[] {target, source, entry.getKey(), entry.getValue()}).toList());
    }

    /** Rows that are gone are called nothing. */
    void forget(String target, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from importing_reference where target = :target and row_id in (:ids)").param("target", target).param("ids", ids).update();
        }
    }
}
