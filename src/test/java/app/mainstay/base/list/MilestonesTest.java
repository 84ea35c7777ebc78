package app.mainstay.base.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.base.list.Milestones.Question;
import app.mainstay.base.list.Milestones.Step;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On a list in memory that counts the rows that are gone through. What is done apart from who asks waits until a test does it. */
class MilestonesTest {

    private static final Question ALL = Question.of("by number", new Sql());
    private static final int ROWS = 1_000;

    private Instant now = Instant.parse("2026-11-26T08:00:00Z");
    private final Random random = new Random(8);
    private long nanos;
    private final Queue<Runnable> apart = new ArrayDeque<>();
    /** Strides keep their length, and no way is long. */
    private final Milestones milestones = new Milestones(clock(), () -> nanos += 5_000_000, 10, apart::add);
    private final List<Long> rows = new ArrayList<>(LongStream.range(0, ROWS).boxed().toList());
    private long walked;
    private boolean fails;

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    /** A place is the row before it, whatever became of that one. */
    private final Milestones.Way<Long> way = new Milestones.Way<>() {

        @Override
        public Optional<Step<Long>> step(@Nullable Long from, int number) {
            if (fails) {
                throw new IllegalStateException("no database");
            }
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

    /** Every way is long, and the clock that tells it ticks once for each stride. */
    private Milestones slow() {
        return new Milestones(clock(), () -> nanos += 10_000_000, 10, apart::add);
    }

    private void doWhatWaits() {
        while (!apart.isEmpty()) {
            apart.remove().run();
        }
    }

    @Test
    void pagesAreThoseOfAnOffsetWhateverTimePasses() {
        var milestones = new Milestones(clock(), () -> nanos += random.nextInt(12_000_000), 10, apart::add);
        int done = 0;
        for (int i = 0; i < 1_000; i++) {
            long offset = random.nextInt(ROWS + 50);
            int limit = 1 + random.nextInt(60);
            assertThat(milestones.page(ALL, way, offset, limit)).as("%d from %d", limit, offset).isEqualTo(expected(offset, limit));
            now = now.plusSeconds(random.nextInt(20));
            if (random.nextInt(4) == 0) {
                done += apart.size();
                doWhatWaits();
            }
        }
        assertThat(done).as("times the way was gone again").isBetween(50, 1_000 * 20 / 60);
    }

    @Test
    void whateverOthersWriteAPageIsWholeAndNoFurtherAwayThanTheyWrote() {
        var milestones = new Milestones(clock(), () -> nanos += random.nextInt(12_000_000), 10, apart::add);
        var written = new ArrayDeque<Instant>();
        int moved = 0;
        for (int i = 0; i < 2_000; i++) {
            if (random.nextInt(3) == 0) {
                write();
                written.add(now);
            }
            now = now.plusSeconds(random.nextInt(30));
            if (random.nextInt(3) == 0) {
                doWhatWaits();
            }
            while (!written.isEmpty() && written.peek().plus(Milestones.KEPT).isBefore(now)) {
                written.remove();
            }
            int offset = random.nextInt(rows.size());
            int limit = 1 + random.nextInt(60);
            var page = milestones.page(ALL, way, offset, limit);
            int begin = page.isEmpty() ? rows.size() : rows.indexOf(page.getFirst());
            assertThat(page).isEqualTo(expected(begin, limit));
            assertThat(Math.abs(begin - offset)).as("from %d", offset).isLessThanOrEqualTo(written.size());
            moved += begin == offset ? 0 : 1;
        }
        assertThat(moved).as("pages from older milestones").isPositive();
    }

    /** A row comes or goes anywhere. */
    private void write() {
        if (random.nextBoolean()) {
            rows.remove(random.nextInt(rows.size()));
        } else {
            long row = random.nextLong(2 * ROWS);
            int at = Collections.binarySearch(rows, row);
            if (at < 0) {
                rows.add(-at - 1, row);
            }
        }
    }

    @Test
    void aLongWayIsGoneAtOnceAndMilestonesAreLaidApart() {
        var milestones = slow();
        milestones.page(ALL, way, 900, 10);
        assertThat(walked).isEqualTo(910);
        milestones.page(ALL, way, 905, 10);
        milestones.page(ALL, way, 920, 10);
        assertThat(apart).as("once for all who ask").hasSize(1);
        doWhatWaits();
        walked = 0;
        for (int offset = 15; offset < ROWS - 10; offset += 40) {
            milestones.page(ALL, way, offset, 10);
        }
        assertThat(walked).isLessThan(25 * 30);
    }

    @Test
    void milestonesServeWhileTheyAreLaidTheFirstTime() {
        var milestones = slow();
        List<Long> walkedMeanwhile = new ArrayList<>();
        var watched = new Milestones.Way<Long>() {

            @Override
            public Optional<Step<Long>> step(@Nullable Long from, int number) {
                if (from != null && from >= 500 && walkedMeanwhile.isEmpty()) {
                    long before = walked;
                    walkedMeanwhile.add(0L);
                    assertThat(milestones.page(ALL, way, 450, 10)).isEqualTo(expected(450, 10));
                    walkedMeanwhile.set(0, walked - before);
                }
                return way.step(from, number);
            }

            @Override
            public List<Long> read(@Nullable Long from, long skip, int limit) {
                return way.read(from, skip, limit);
            }
        };
        milestones.page(ALL, watched, 900, 10);
        doWhatWaits();
        assertThat(walkedMeanwhile).singleElement().satisfies(rows -> assertThat(rows).isBetween(1L, 60L));
    }

    @Test
    void whereItIsSoonGoneNothingIsLaid() {
        page(900, 10);
        page(450, 10);
        now = now.plus(Milestones.FRESH).plusSeconds(1);
        walked = 0;
        page(900, 10);
        assertThat(walked).isEqualTo(910);
        assertThat(apart).isEmpty();
    }

    @Test
    void whatIsUsedIsLaidAnewEachMinuteAndServesUntilThen() {
        var milestones = slow();
        milestones.page(ALL, way, 900, 10);
        doWhatWaits();
        rows.removeFirst();
        for (int minute = 0; minute < 4; minute++) {
            now = now.plus(Milestones.FRESH);
            milestones.page(ALL, way, 505, 10);
            assertThat(apart).as("not more often than once a minute").hasSize(minute == 0 ? 0 : 1);
            now = now.plusMillis(1);
            walked = 0;
            assertThat(milestones.page(ALL, way, 505, 10)).as("by older ones").isEqualTo(expected(504, 10));
            assertThat(walked).isLessThan(50);
            assertThat(apart).hasSize(1);
        }
        doWhatWaits();
        walked = 0;
        assertThat(milestones.page(ALL, way, 505, 10)).as("by new ones").isEqualTo(expected(505, 10));
        assertThat(walked).isLessThan(50);
        now = now.plus(Milestones.KEPT).plusSeconds(1);
        assertThat(apart).as("nobody asks").isEmpty();
        walked = 0;
        milestones.page(ALL, way, 505, 10);
        assertThat(walked).as("too old to serve").isEqualTo(515);
    }

    @Test
    void whatCannotBeLaidAnewIsKeptAndTriedAgainAMinuteLater() {
        var milestones = slow();
        milestones.page(ALL, way, 900, 10);
        doWhatWaits();
        now = now.plus(Milestones.FRESH).plusSeconds(1);
        fails = true;
        milestones.page(ALL, way, 505, 10);
        assertThatThrownBy(this::doWhatWaits).isInstanceOf(IllegalStateException.class);
        fails = false;
        walked = 0;
        assertThat(milestones.page(ALL, way, 505, 10)).isEqualTo(expected(505, 10));
        assertThat(walked).isLessThan(50);
        assertThat(apart).isEmpty();
        now = now.plus(Milestones.FRESH).plusSeconds(1);
        milestones.page(ALL, way, 505, 10);
        assertThat(apart).hasSize(1);
    }

    @Test
    void whatIsForgottenMeanwhileStaysForgotten() {
        var milestones = slow();
        milestones.page(ALL, way, 900, 10);
        milestones.forget(ALL);
        doWhatWaits();
        walked = 0;
        milestones.page(ALL, way, 450, 10);
        assertThat(walked).isEqualTo(460);
    }

    @Test
    void placesFoundWrongAreLaidAnewSoon() {
        var milestones = slow();
        milestones.page(ALL, way, 900, 10);
        doWhatWaits();
        now = now.plusSeconds(1);
        rows.removeFirst();
        milestones.page(ALL, way, 10, 10);
        milestones.page(ALL, way, 20, 10);
        now = now.plus(Milestones.FRESH);
        milestones.page(ALL, way, 900, 10);
        assertThat(apart).hasSize(1);
        doWhatWaits();
        assertThat(milestones.page(ALL, way, 900, 10)).isEqualTo(expected(900, 10));
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
        var slow = slow();
        assertThat(sizes(slow, counted)).isEqualTo(sizes(slow, counted)).isEqualTo(Map.of("A", 1L));
        slow.forget(ALL);
        assertThat(sizes(slow, counted)).isEqualTo(Map.of("A", 2L));
        now = now.plus(Milestones.FRESH).plusSeconds(1);
        assertThat(sizes(slow, counted)).isEqualTo(sizes(slow, counted)).isEqualTo(Map.of("A", 2L));
        assertThat(apart).hasSize(1);
        doWhatWaits();
        assertThat(sizes(slow, counted)).isEqualTo(Map.of("A", 3L));
        now = now.plus(Milestones.KEPT).plusSeconds(1);
        assertThat(sizes(slow, counted)).isEqualTo(Map.of("A", 4L));
        assertThat(sizes(milestones, counted)).as("soon counted").isNotEqualTo(sizes(milestones, counted));
    }

    private static Map<String, Long> sizes(Milestones of, int[] counted) {
        return of.sizes(ALL, () -> Map.of("A", (long) ++counted[0]));
    }
}
