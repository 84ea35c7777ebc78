package app.mainstay.base.list;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.base.list.ListTrail.Neighbours;
import app.mainstay.base.list.MemoryList.Row;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ListTrailTest {

    private final MemoryList list = new MemoryList();

    /** Rows 0 to count - 1; three at a time have the same name. */
    private void rows(int count) {
        LongStream.range(0, count).forEach(id -> list.rows.add(new Row(id, "%05d".formatted(id / 3), (int) (id % 7))));
    }

    private Optional<Neighbours> neighbours(String query, long id, long index) {
        return ListTrail.neighbours(list, ListQuery.parse(query), id, index);
    }

    private Optional<Neighbours> neighbours(long id, long index) {
        return neighbours("", id, index);
    }

    @Test
    void oneWalksThroughTiesFromEndToEnd() {
        rows(20);
        for (var query : List.of("", "sort=-name", "sort=employees", "sort=-employees,-name", "sort=nonsense")) {
            var order = list.page("", new Slice<>(0, 100, list.orders(ListQuery.parse(query)))).stream().map(Row::id).toList();
            Long id = order.getFirst();
            for (int i = 0; i < order.size(); i++) {
                var found = neighbours(query, id, i).orElseThrow();
                assertThat(found).isEqualTo(new Neighbours(i == 0 ? null : order.get(i - 1), i == 19 ? null : order.get(i + 1), i));
                id = found.next();
            }
        }
    }

    @Test
    void whereNothingMovedThreeRowsAreRead() {
        rows(1_000);
        assertThat(neighbours(500, 500)).contains(new Neighbours(499L, 501L, 500));
        assertThat(list.pages).singleElement().satisfies(page -> {
            assertThat(page.offset()).isEqualTo(499);
            assertThat(page.limit()).isEqualTo(3);
        });
    }

    @Test
    void aRowIsFollowedWhereItMoved() {
        rows(1_000);
        list.rows.removeIf(row -> row.id() < 60);
        assertThat(neighbours(500, 500)).contains(new Neighbours(499L, 501L, 440));

        for (long id = 2_000; id < 2_090; id++) {
            list.rows.add(new Row(id, "", 0));
        }
        assertThat(neighbours(500, 440)).contains(new Neighbours(499L, 501L, 530));
        assertThat(list.pages).hasSize(4).allSatisfy(page -> assertThat(page.limit()).isLessThanOrEqualTo(201));
    }

    @Test
    void aRowOneStepAwayHasBothNeighbours() {
        rows(10);
        for (int off = -3; off <= 3; off++) {
            assertThat(neighbours(5, 5 + off)).contains(new Neighbours(4L, 6L, 5));
            assertThat(neighbours(0, Math.max(0, off))).contains(new Neighbours(null, 1L, 0));
            assertThat(neighbours(9, 9 + off)).contains(new Neighbours(8L, null, 9));
        }
    }

    @Test
    void neighboursThatWereDeletedAreSkipped() {
        rows(10);
        list.rows.removeIf(row -> row.id() == 4 || row.id() == 6);
        assertThat(neighbours(5, 5)).contains(new Neighbours(3L, 7L, 4));
    }

    @Test
    void aRowThatLeftTheListHasNone() {
        rows(1_000);
        list.rows.removeIf(row -> row.id() == 500);
        assertThat(neighbours(500, 500)).isEmpty();
        assertThat(neighbours("q=00001", 5, 2)).contains(new Neighbours(4L, null, 2));
        assertThat(neighbours("q=00001", 6, 3)).as("not in this list").isEmpty();
        assertThat(neighbours(700, 500)).as("too far away").isEmpty();
        list.rows.clear();
        assertThat(neighbours(5, 0)).isEmpty();
    }

    @Test
    void theOnlyRowHasNeither() {
        rows(1);
        assertThat(neighbours(0, 0)).contains(new Neighbours(null, null, 0));
    }

    @Test
    void anyIndexMayStandInAnAddress() {
        rows(50);
        assertThat(neighbours(5, -7)).contains(new Neighbours(4L, 6L, 5));
        assertThat(neighbours(5, Long.MIN_VALUE)).contains(new Neighbours(4L, 6L, 5));
        assertThat(neighbours(5, Long.MAX_VALUE)).isEmpty();
        assertThat(neighbours(5, 60)).contains(new Neighbours(4L, 6L, 5));
    }
}
