package app.mainstay.base.list;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.base.list.Keyset.Column;
import app.mainstay.base.list.Milestones.Question;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages by milestones are those by offset: on random rows with many equal and many missing values, in every direction. */
@DatabaseTest
class KeysetTest {

    private static final int ROWS = 90;

    @Autowired
    private JdbcClient jdbc;

    private final Random random = new Random(4);

    private String rows() {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= ROWS; i++) {
            rows.add("select %d id, %s name, %s on_day, %s amount, %s moment".formatted(1_000_000_000_000L + i, "'" + "abc上".charAt(random.nextInt(4)) + "'",
                    maybe("cast('2026-0%d-01' as date)".formatted(1 + random.nextInt(3))), maybe("cast(%d.5 as decimal(19, 4))".formatted(random.nextInt(4))),
                    maybe("cast('2026-03-29 02:30:00.00000%d' as datetime(6))".formatted(random.nextInt(3)))));
        }
        return " from (" + rows.stream().collect(Collectors.joining(" union all ")) + ") o";
    }

    private String maybe(String value) {
        return random.nextInt(3) == 0 ? "null" : value;
    }

    @Test
    void pagesByMilestonesAreThoseByOffset() {
        String from = rows();
        var where = new Sql().and("o.id <> :but", "but", 1_000_000_000_003L);
        for (int round = 0; round < 16; round++) {
            List<Column> columns = new ArrayList<>();
            for (String column : List.of("o.name", "o.on_day", "o.amount", "o.moment")) {
                if (random.nextInt(3) > 0) {
                    columns.add(random.nextInt(columns.size() + 1), new Column(column, random.nextBoolean()));
                }
            }
            columns.add(new Column("o.id", random.nextBoolean()));
            var order = new Keyset(columns);
            var milestones = new Milestones(Clock.systemUTC(), () -> random.nextLong(12_000_000), 5, Runnable::run);
            var way = order.through(jdbc, "", "o.id", from, where);
            List<Long> all = ids(order, from, where);
            assertThat(all).hasSize(ROWS - 1);
            int cut = random.nextInt(ROWS - 1);
            var place = jdbc.sql("select " + order.selected() + from + " where o.id = ?").param(all.get(cut)).query((row, n) -> order.place(row)).single();
            assertThat(ids(order, from, new Sql().and(where).and(order.upTo(place)))).as("up to %d by %s", cut, order.orderBy()).isEqualTo(all.subList(0, cut + 1));
            for (int i = 0; i < 8; i++) {
                int offset = random.nextInt(ROWS + 5);
                int limit = 1 + random.nextInt(20);
                assertThat(milestones.page(Question.of(order.orderBy(), where), way, offset, limit)).as("%d from %d by %s", limit, offset, order.orderBy())
                        .isEqualTo(all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size())));
            }
        }
    }

    private List<Long> ids(Keyset order, String from, Sql where) {
        return jdbc.sql("select o.id" + from + where.where() + " order by " + order.orderBy()).params(where.params()).query(Long.class).list();
    }
}
