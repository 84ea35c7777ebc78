package app.mainstay.base.list;

import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
        var behind = new Sql();
        List<String> any = new ArrayList<>();
        var equal = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            Object value = place.values().get(i);
            String name = ":behind" + i;
            if (value != null) {
                behind.with("behind" + i, value);
                any.add(equal + column.sql() + (column.descending() ? " < " : " > ") + name);
                if (column.descending() && i < columns.size() - 1) {
                    any.add(equal + column.sql() + " is null");
                }
            } else if (!column.descending()) {
                any.add(equal + column.sql() + " is not null");
            }
            equal.append(column.sql()).append(value == null ? " is null and " : " = " + name + " and ");
        }
        return behind.and(any.isEmpty() ? "1 = 0" : "(" + String.join(" or ", any) + ")");
    }

    /**
     * Through the rows of a condition in this order.
     *
     * @param hint and from say how MySQL goes, and what the columns are of
     * @param id   the column that tells a row
     */
    public Milestones.Way<Place> through(JdbcClient jdbc, String hint, String id, String from, Sql where) {
        return new Milestones.Way<>() {

            @Override
            public Optional<Milestones.Step<Place>> step(@Nullable Place place, int rows) {
                var asked = asked(place);
                return jdbc.sql("select " + hint + " " + selected() + from + asked.where() + " order by " + orderBy() + " limit 1 offset :passed").params(asked.params())
                        .param("passed", rows - 1).query((row, number) -> new Milestones.Step<>(place(row), rows)).optional();
            }

            @Override
            public List<Long> read(@Nullable Place place, long skip, int limit) {
                var asked = asked(place);
                return jdbc.sql("select " + hint + " " + id + from + asked.where() + " order by " + orderBy() + " limit :limit offset :skip").params(asked.params())
                        .param("limit", limit).param("skip", skip).query(Long.class).list();
            }

            private Sql asked(@Nullable Place place) {
                var asked = new Sql().and(where);
                return place == null ? asked : asked.and(behind(place));
            }
        };
    }
}
