package app.mainstay.base.list;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.base.list.Milestones.Question;
import app.mainstay.base.list.Milestones.Step;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On a list in memory that counts the rows that are gone through. */
class MilestonesTest {

    private static final Question ALL = Question.of("by number", new Sql());
    private static final int ROWS = 1_000;

    private Instant now = Instant.parse("2026-11-26T08:00:00Z");
    private final Random random = new Random(8);
    private long nanos;
    /** Strides keep their length. */
    private final Milestones milestones = new Milestones(clock(), () -> nanos += 5_000_000, 10);
    private final List<Long> rows = new ArrayList<>(LongStream.range(0, ROWS).boxed().toList());
    private long walked;

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    /** A place is the row before it, whatever became of that one. */
    private final Milestones.Way<Long> way = new Milestones.Way<>() {

        @Override
        public Optional<Step<Long>> step(@Nullable Long from, int number) {
            int to = begin(from) + number;
            walked += number;
            return to > rows.size() ? Optional.empty() : Optional.of(new Step<>(rows.get(to - 1), number));
        }

        @Override
        public List<Long> read(@Nullable Long from, long skip, int limit) {
            walked += skip + limit;
            return rows.stream().skip(begin(from) + skip).limit(limit).toList();
        }

        private int begin(@Nullable Long from) {
            return (int) rows.stream().takeWhile(row -> from != null && row <= from).count();
        }
    };

    private List<Long> page(long offset, int limit) {
        return milestones.page(ALL, way, offset, limit);
    }

    private List<Long> expected(long offset, int limit) {
        return rows.stream().skip(offset).limit(limit).toList();
    }

    @Test
    void pagesAreThoseOfAnOffset() {
        var milestones = new Milestones(clock(), () -> nanos += random.nextInt(12_000_000), 10);
        for (int i = 0; i < 500; i++) {
            long offset = random.nextInt(ROWS + 50);
            int limit = 1 + random.nextInt(60);
            assertThat(milestones.page(ALL, way, offset, limit)).as("%d from %d", limit, offset).isEqualTo(expected(offset, limit));
        }
    }

    @Test
    void theWayIsGoneOnce() {
        page(900, 10);
        assertThat(walked).isBetween(910L, 940L);
        walked = 0;
        page(450, 10);
        page(899, 10);
        page(640, 10);
        assertThat(walked).isLessThan(3 * 50);
    }

    @Test
    void goesNoFurtherThanThePage() {
        page(100, 10);
        assertThat(walked).isLessThanOrEqualTo(120);
    }

    @Test
    void aMinuteLaterItIsGoneAgain() {
        page(900, 10);
        now = now.plus(Milestones.KEPT);
        walked = 0;
        page(900, 10);
        assertThat(walked).isLessThan(50);
        now = now.plusSeconds(1);
        page(900, 10);
        assertThat(walked).isGreaterThanOrEqualTo(910);
    }

    @Test
    void whoScrollsOverAMilestoneMeetsEveryRowOnceWhateverCameOrWentBefore() {
        for (int change : new int[] {1, -1}) {
            page(990, 10);
            if (change > 0) {
                rows.add(0, -1L);
            } else {
                rows.remove(300);
            }
            List<Long> met = new ArrayList<>();
            for (int offset = 0; offset < ROWS + 20; offset += 7) {
                met.addAll(page(offset, 7));
            }
            assertThat(met).isEqualTo(rows);
        }
    }

    @Test
    void othersGoTheirOwnWay() {
        page(900, 10);
        walked = 0;
        milestones.page(Question.of("by number", new Sql().and("o.unit_id = :unit", "unit", 7)), way, 900, 10);
        assertThat(walked).isGreaterThanOrEqualTo(910);
    }

    @Test
    void whatNobodyAskedLongestGoesFirst() {
        page(900, 10);
        for (int i = 0; i < 499; i++) {
            milestones.page(Question.of("other " + i, new Sql()), way, 20, 1);
        }
        walked = 0;
        page(900, 10);
        assertThat(walked).isLessThan(50);
        for (int i = 0; i < 500; i++) {
            milestones.page(Question.of("another " + i, new Sql()), way, 20, 1);
        }
        walked = 0;
        page(900, 10);
        assertThat(walked).isGreaterThanOrEqualTo(910);
    }

    @Test
    void sizesAreCountedOnceAMinuteUnlessTheyTurnOutToBeWrong() {
        int[] counted = {0};
        var slow = new Milestones(clock(), () -> nanos += 10_000_000, 10);
        assertThat(sizes(slow, counted)).isEqualTo(sizes(slow, counted)).isEqualTo(Map.of("A", 1L));
        slow.forget(ALL);
        assertThat(sizes(slow, counted)).isEqualTo(Map.of("A", 2L));
        now = now.plus(Milestones.KEPT).plusSeconds(1);
        assertThat(sizes(slow, counted)).isEqualTo(Map.of("A", 3L));
        assertThat(sizes(milestones, counted)).as("soon counted").isNotEqualTo(sizes(milestones, counted));
    }

    private static Map<String, Long> sizes(Milestones of, int[] counted) {
        return of.sizes(ALL, () -> Map.of("A", (long) ++counted[0]));
    }
}
