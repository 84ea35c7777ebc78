package app.mainstay.base.list;

import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Pages far down a list. The way to row 500,000 is gone once, in strides, and where each ended is remembered for a minute, so that the next page anywhere
 * before it begins at the nearest of these milestones. A milestone is only a place in an order: rows are always asked for with the whole condition, whoever
 * asks, so that no right depends on what is remembered. What others write meanwhile moves a page far down by as many rows, as it does between any two
 * pages; a page that crosses a milestone sees whether it still stands behind the row before it, so that scrolling neither repeats nor leaves out a row.
 */
@Component
public class Milestones {

    static final Duration KEPT = Duration.ofMinutes(1);
    /** Nearer than that a page is soon reached from the beginning. */
    static final int NEAR = 1_000;
    private static final int SHORTEST = 500;
    private static final int LONGEST = 32_000;
    /** A stride that takes this long is followed by one of the same length; a quicker one by a longer one. */
    private static final long QUICK = 3_000_000;
    private static final long SLOW = 8_000_000;
    private static final int QUESTIONS = 500;
    /** Of some hundred bytes each. */
    private static final int STONES = 50_000;

    /**
     * How a list is gone through in one order.
     *
     * @param <P> a place between two rows, which stays where it is whatever is written elsewhere
     * @param <R> a row, or what tells it
     */
    public interface Path<P, R> {

        /** Goes on by about so many rows, or by none where there are none for long; empty where the list ends before. @param from null for the beginning */
        Optional<Step<P>> step(@Nullable P from, int rows);

        /** Rows behind a place; fewer than the limit only at the end of the list. @param from null for the beginning */
        List<R> read(@Nullable P from, long skip, int limit);
    }

    /** A path along ids, for lists that read their rows by those. */
    public interface Way<P> extends Path<P, Long> {
    }

    /** @param rows passed on the way to the place */
    public record Step<P>(P place, long rows) {
    }

    /**
     * What tells one list in one order from all others: whatever decides which rows there are, the viewer's reach too. Values that are new each time, as the
     * present instant, must stay out of it or nothing is ever found again.
     */
    public record Question(String order, String condition, Map<String, Object> params) {

        public Question {
            params = Map.copyOf(params);
        }

        public static Question of(String order, Sql where) {
            return new Question(order, where.condition(), where.params());
        }
    }

    private static final class Kept {

        private final Instant since;
        private final TreeMap<Long, Object> stones = new TreeMap<>();
        private int stride;
        private @Nullable Object sizes;

        Kept(Instant since, int stride) {
            this.since = since;
            this.stride = stride;
        }
    }

    private final Clock clock;
    private final LongSupplier nanos;
    private final int near;
    private final Map<Question, Kept> questions = new LinkedHashMap<>(16, 0.75f, true);
    private int stones;

    @Autowired
    Milestones(Clock clock) {
        this(clock, System::nanoTime, NEAR);
    }

    /** @param nanos tells how long a stride took. @param near pages before that leave no milestones, and the first stride; for tests, which have few rows */
    public Milestones(Clock clock, LongSupplier nanos, int near) {
        this.clock = clock;
        this.nanos = nanos;
        this.near = near;
    }

    /** The page as the way would read it from its beginning. */
    public <P, R> List<R> page(Question question, Path<P, R> way, long offset, int limit) {
        P from = null;
        long at = 0;
        if (offset >= near) {
            while (true) {
                Map.Entry<Long, P> nearest = nearest(question, offset);
                from = nearest == null ? null : nearest.getValue();
                at = nearest == null ? 0 : nearest.getKey();
                int stride = stride(question);
                if (offset - at < stride || goesOn(question, offset)) {
                    break;
                }
                long begun = nanos.getAsLong();
                var step = way.step(from, stride);
                if (step.isEmpty()) {
                    break;
                }
                set(question, at + step.get().rows(), step.get().place(), stride, nanos.getAsLong() - begun);
            }
        }
        Map<Long, P> crossed = crossed(question, offset, limit);
        if (crossed.isEmpty()) {
            return way.read(from, offset - at, limit);
        }
        // One more, so that a milestone at the end of the page is seen from both sides.
        var rows = way.read(from, offset - at, limit + 1);
        crossed.forEach((position, place) -> {
            var behind = way.read(place, 0, 1);
            var here = rows.stream().skip(position - offset).limit(1).toList();
            if (!behind.equals(here)) {
                forget(question, position);
            }
        });
        return rows.subList(0, Math.min(limit, rows.size()));
    }

    /** How large the groups of a list are, remembered as milestones are where counting takes long. @param count asked where that is not known */
    public <G> Map<G, Long> sizes(Question question, Supplier<Map<G, Long>> count) {
        Map<G, Long> known = sizes(question);
        if (known == null) {
            long begun = nanos.getAsLong();
            known = Map.copyOf(count.get());
            if (nanos.getAsLong() - begun > SLOW) {
                remember(question, known);
            }
        }
        return known;
    }

    @SuppressWarnings("unchecked")
    private synchronized <G> @Nullable Map<G, Long> sizes(Question question) {
        var kept = kept(question);
        return kept == null ? null : (Map<G, Long>) kept.sizes;
    }

    private synchronized void remember(Question question, Map<?, Long> sizes) {
        begin(question).sizes = sizes;
    }

    /** Everything about this list, which turned out to be another by now. Whether there was anything. */
    public synchronized boolean forget(Question question) {
        var kept = questions.remove(question);
        stones -= kept == null ? 0 : kept.stones.size();
        return kept != null;
    }

    /** Everything, for whoever changes rows behind the product's back. */
    public synchronized void forget() {
        questions.clear();
        stones = 0;
    }

    private synchronized void forget(Question question, long from) {
        var kept = kept(question);
        if (kept != null) {
            var gone = kept.stones.tailMap(from, true);
            stones -= gone.size();
            gone.clear();
        }
    }

    private @Nullable Kept kept(Question question) {
        var kept = questions.get(question);
        if (kept != null && Duration.between(kept.since, clock.instant()).abs().compareTo(KEPT) > 0) {
            forget(question);
            return null;
        }
        return kept;
    }

    private Kept begin(Question question) {
        var kept = kept(question);
        if (kept == null) {
            kept = new Kept(clock.instant(), near);
            questions.put(question, kept);
            shrink(question);
        }
        return kept;
    }

    /** Those that nobody asked for longest go first. */
    private void shrink(Question but) {
        var eldest = questions.entrySet().iterator();
        while (eldest.hasNext() && (questions.size() > QUESTIONS || stones > STONES)) {
            var entry = eldest.next();
            if (!entry.getKey().equals(but)) {
                stones -= entry.getValue().stones.size();
                eldest.remove();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private synchronized <P> Map.@Nullable Entry<Long, P> nearest(Question question, long offset) {
        var kept = kept(question);
        return kept == null ? null : (Map.Entry<Long, P>) (Map.Entry<Long, ?>) kept.stones.floorEntry(offset);
    }

    /** Whether there are milestones behind, so that none is missing before them. */
    private synchronized boolean goesOn(Question question, long offset) {
        var kept = kept(question);
        return kept != null && kept.stones.higherKey(offset) != null;
    }

    @SuppressWarnings("unchecked")
    private synchronized <P> Map<Long, P> crossed(Question question, long offset, int limit) {
        var kept = kept(question);
        return kept == null ? Map.of() : new TreeMap<>((Map<Long, P>) (Map<Long, ?>) kept.stones.subMap(offset, false, offset + limit, true));
    }

    private synchronized int stride(Question question) {
        var kept = kept(question);
        return kept == null ? near : kept.stride;
    }

    private synchronized void set(Question question, long position, Object place, int stride, long took) {
        var kept = begin(question);
        if (kept.stones.put(position, place) == null) {
            stones++;
        }
        kept.stride = took < QUICK ? Math.min(LONGEST, 2 * stride) : took > SLOW ? Math.max(Math.min(SHORTEST, near), stride / 2) : stride;
        shrink(question);
    }
}
