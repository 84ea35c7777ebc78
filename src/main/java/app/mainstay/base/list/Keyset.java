package app.mainstay.base.list;

import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An order whose last column is unique, and what comes behind a row in it as a condition: an index on the columns goes there at once, which an offset
 * cannot. What is missing comes first, and last when descending, as both databases have it.
 */
public record Keyset(List<Column> columns) {

    public record Column(String sql, boolean descending) {
    }

    /** The values of one row. */
    public record Place(List<@Nullable Object> values) {

        public Place {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    public Keyset {
        columns = List.copyOf(columns);
    }

    public String orderBy() {
        return columns.stream().map(column -> column.sql() + (column.descending() ? " desc" : "")).collect(Collectors.joining(", "));
    }

    public String selected() {
        return columns.stream().map(Column::sql).collect(Collectors.joining(", "));
    }

    /** Of a row whose first columns are {@link #selected}; days and times without a zone, so that they come back as they are. */
    public Place place(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            values.add(switch (row.getMetaData().getColumnType(i)) {
                case Types.DATE -> row.getObject(i, LocalDate.class);
                case Types.TIMESTAMP -> row.getObject(i, LocalDateTime.class);
                default -> row.getObject(i);
            });
        }
        return new Place(values);
    }

    /** The rows behind a place. One condition for each column that may differ first, since both databases go through an index by those. */
    public Sql behind(Place place) {
        return behind(place, "behind");
    }

    /** The row of the place and those before it. */
    public Sql upTo(Place place) {
        var before = new Keyset(columns.stream().map(column -> new Column(column.sql(), !column.descending())).toList()).behind(place, "upTo");
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            equal.add(columns.get(i).sql() + (place.values().get(i) == null ? " is null" : " = :upTo" + i));
            if (place.values().get(i) != null) {
                before.with("upTo" + i, place.values().get(i));
            }
        }
        return new Sql().and("(" + before.condition() + " or " + String.join(" and ", equal) + ")").with(before.params());
    }

    private Sql behind(Place place, String name) {
        var behind = new Sql();
        List<String> any = new ArrayList<>();
        var equal = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            Object value = place.values().get(i);
            if (value != null) {
                behind.with(name + i, value);
                any.add(equal + column.sql() + (column.descending() ? " < :" : " > :") + name + i);
                if (column.descending() && i < columns.size() - 1) {
                    any.add(equal + column.sql() + " is null");
                }
            } else if (!column.descending()) {
                any.add(equal + column.sql() + " is not null");
            }
            equal.append(column.sql()).append(value == null ? " is null and " : " = :" + name + i + " and ");
        }
        return behind.and(any.isEmpty() ? "1 = 0" : "(" + String.join(" or ", any) + ")");
    }

    /** A selection of ids in order. */
    public record Ids(String sql, Map<String, Object> params) {
    }

    /**
     * Through the rows of a condition in this order.
     *
     * @param hint and from say how MySQL goes, and what the columns are of
     * @param id   the column that tells a row
     */
    public Milestones.Path<Place, Long> through(JdbcClient jdbc, String hint, String id, String from, Sql where) {
        return through(jdbc, hint, id, from, where, ids -> jdbc.sql(ids.sql()).params(ids.params()).query(Long.class).list());
    }

    /** The same with rows that one statement reads by their ids. */
    public <R> Milestones.Path<Place, R> through(JdbcClient jdbc, String hint, String id, String from, Sql where, Function<Ids, List<R>> rows) {
        return new Milestones.Path<>() {

            @Override
            public Optional<Milestones.Step<Place>> step(@Nullable Place place, int number) {
                var asked = asked(place);
                return jdbc.sql("select " + hint + " " + selected() + from + asked.where() + " order by " + orderBy() + " limit 1 offset :passed").params(asked.params())
                        .param("passed", number - 1).query((row, n) -> new Milestones.Step<>(place(row), number)).optional();
            }

            @Override
            public List<R> read(@Nullable Place place, long skip, int limit) {
                var asked = asked(place);
                Map<String, Object> params = new HashMap<>(asked.params());
                params.put("limit", limit);
                params.put("skip", skip);
                return rows.apply(new Ids("select " + hint + " " + id + from + asked.where() + " order by " + orderBy() + " limit :limit offset :skip", params));
            }

            private Sql asked(@Nullable Place place) {
                var asked = new Sql().and(where);
                return place == null ? asked : asked.and(behind(place));
            }
        };
    }
}
