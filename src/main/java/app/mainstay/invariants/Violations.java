package app.mainstay.invariants;

import app.mainstay.shared.Ids;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what breaks a rule, and keeps the first few to look at. */
public final class Violations {

    static final int EXAMPLES = 5;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final List<String> examples = new ArrayList<>();
    private long count;

    Violations(JdbcTemplate template) {
        this.template = template;
        jdbc = JdbcClient.create(template);
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    JdbcTemplate template() {
        return template;
    }

    /** Adds everything that the query selects. The database counts; a few rows only are read. */
    public void of(String query) {
        of("", query, Map.of());
    }

    /** @param where what stands before each example, as a table's name; "" for nothing */
    public void of(String where, String query, Map<String, ?> params) {
        long found = jdbc.sql("select count(*) from (" + query + ") violations").params(params).query(Long.class).single();
        count += found;
        if (found > 0 && examples.size() < EXAMPLES) {
            jdbc.sql(query + " limit " + (EXAMPLES - examples.size())).params(params).query((row, number) -> row.getObject(1)).list()
                    .forEach(value -> example(where, value));
        }
    }

    /** Adds one row. */
    public void add(long id) {
        count++;
        if (examples.size() < EXAMPLES) {
            example("", id);
        }
    }

    /** Adds something that has no id. @param what as people read it */
    public void add(String what) {
        count++;
        if (examples.size() < EXAMPLES) {
            example("", what);
        }
    }

    /** The names of a table's columns, in lower case. */
    public Set<String> columns(String table) {
        return Objects.requireNonNull(template.query("select * from " + table + " where 1 = 0", (ResultSetExtractor<Set<String>>) rows -> {
            Set<String> columns = new LinkedHashSet<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                columns.add(rows.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return columns;
        }));
    }

    private void example(String where, Object value) {
        // Ids as addresses have them.
        String text = value instanceof Long id ? Ids.text(id) : String.valueOf(value);
        examples.add(Stream.of(where, text).filter(part -> !part.isEmpty()).reduce((a, b) -> a + " " + b).orElse(""));
    }

    long count() {
        return count;
    }

    List<String> examples() {
        return examples;
    }
}
