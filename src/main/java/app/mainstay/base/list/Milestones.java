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
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Pages far down a list. The way to row 500,000 is gone at once, and where it ended is remembered; where that took long, milestones all along the list are
 * laid apart from the request, so that the next page anywhere begins at the nearest of them. Those of a list that is used are laid anew each minute, and
 * older ones serve until the new ones stand. A milestone is only a place in an order: rows are always asked for with the whole condition, whoever asks, so
 * that no right depends on what is remembered. What others write meanwhile moves a page far down by as many rows, as it does between any two pages; a
 * page that crosses a milestone sees whether it still stands behind the row before it, so that scrolling neither repeats nor leaves out a row.
 */
@Component
public class Milestones {

    /** Older ones are laid anew when somebody asks. */
    static final Duration FRESH = Duration.ofMinutes(1);
    /** Older ones serve nobody. */
    static final Duration KEPT = Duration.ofMinutes(5);
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

    private static final Logger log = LoggerFactory.getLogger(Milestones.class);

    /**
     * How a list is gone through in one order. It is gone again later by another thread, in nobody's name and in no transaction: whatever decides which rows
     * there are, it brings along.
     *
     * @param <P> a place between two rows, which stays where it is whatever is written elsewhere
     * @param <R> a row, or what tells it
     */
    public interface Path<P, R> {

        /** Goes on by about so many rows, or by none where there are none for long; empty where the list ends before. @param from null for the beginning */
        Optional<Step<P>> step(@Nullable P from, int rows);

        /** Goes on by so many rows or by less, as many as are soon gone at once; empty where the list ends before. @param from null for the beginning */
        default Optional<Step<P>> leap(@Nullable P from, long rows) {
            return step(from, (int) Math.min(rows, Integer.MAX_VALUE));
        }

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
        /** Up to there they were laid one after the other, so that none is missing between. */
        private long laid;
        private @Nullable Object sizes;
        /** What it took long to find. */
        private boolean dear;
        /** It turned out not to be so any more. */
        private boolean wrong;
        /** When it was last to be found anew, whatever came of it. */
        private @Nullable Instant renewed;
        private boolean waits;

        Kept(Instant since) {
            this.since = since;
        }
    }

    private final Clock clock;
    private final LongSupplier nanos;
    private final int near;
    private final Executor executor;
    private final Map<Question, Kept> questions = new LinkedHashMap<>(16, 0.75f, true);
    private int stones;

    /** @param atOnce lists that are gone through at the same time, each by a connection of its own; 0: in the thread that asks */
    @Autowired
    Milestones(Clock clock, @Value("${mainstay.milestones:1}") int atOnce) {
        this(clock, System::nanoTime, NEAR, atOnce == 0 ? Runnable::run : threads(atOnce));
    }

    /**
     * For tests, which have few rows.
     *
     * @param nanos    tells how long a stride took
     * @param near     pages before that leave no milestones, and the first stride
     * @param executor goes along lists apart from who asks
     */
    public Milestones(Clock clock, LongSupplier nanos, int near, Executor executor) {
        this.clock = clock;
        this.nanos = nanos;
        this.near = near;
        this.executor = executor;
    }

    private static Executor threads(int number) {
        var threads = Executors.newFixedThreadPool(number, Thread.ofVirtual().name("milestones-", 0).factory());
        return work -> threads.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                // What is remembered serves on, and who asks when it is too old goes the way again.
                log.warn("A list could not be gone through again: {}", e.toString());
            }
        });
    }

    /** The page as the way would read it from its beginning. */
    public <P, R> List<R> page(Question question, Path<P, R> way, long offset, int limit) {
        P from = null;
        long at = 0;
        if (offset >= near) {
            Map.Entry<Long, P> nearest = nearest(question, offset);
            from = nearest == null ? null : nearest.getValue();
            at = nearest == null ? 0 : nearest.getKey();
            while (offset - at >= near && !isLaid(question, offset)) {
                long begun = nanos.getAsLong();
                var step = way.leap(from, offset - at);
                if (step.isEmpty() || at + step.get().rows() > offset) {
                    break;
                }
                from = step.get().place();
                at += step.get().rows();
                set(question, at, from, nanos.getAsLong() - begun > SLOW);
            }
            renew(question, before -> lay(question, before, way));
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

    /**
     * How large the groups of a list are, remembered as milestones are where counting takes long.
     *
     * @param count asked where that is not known, and later again as a {@link Path} is gone
     */
    public <G> Map<G, Long> sizes(Question question, Supplier<Map<G, Long>> count) {
        renew(question, before -> {
            var anew = new Kept(clock.instant());
            anew.sizes = Map.copyOf(count.get());
            replace(question, before, anew);
        });
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

    /** Apart from the request, no more often than once a minute, and only while somebody asks. */
    private void renew(Question question, Consumer<Kept> work) {
        Kept before = toRenew(question);
        if (before == null) {
            return;
        }
        executor.execute(() -> {
            try {
                if (isKept(question, before)) {
                    work.accept(before);
                }
            } finally {
                waitsNoMore(before);
            }
        });
    }

    private <P> void lay(Question question, Kept before, Path<P, ?> way) {
        var anew = new Kept(clock.instant());
        boolean first = !isLaid(before);
        int stride = near;
        long at = 0;
        long begun = nanos.getAsLong();
        for (var step = way.step(null, stride); step.isPresent(); step = way.step(step.get().place(), stride)) {
            at += step.get().rows();
            anew.stones.put(at, step.get().place());
            if (first) {
                serve(question, before, at, step.get().place());
            }
            long now = nanos.getAsLong();
            stride = now - begun < QUICK ? Math.min(LONGEST, 2 * stride) : now - begun > SLOW ? Math.max(Math.min(SHORTEST, near), stride / 2) : stride;
            begun = now;
        }
        anew.laid = at;
        replace(question, before, anew);
    }

    private synchronized boolean isKept(Question question, Kept kept) {
        return kept(question) == kept;
    }

    private synchronized @Nullable Kept toRenew(Question question) {
        var kept = kept(question);
        if (kept == null || !kept.dear || kept.waits || kept.renewed != null && !isPast(kept.renewed, FRESH) || !kept.wrong && !isPast(kept.since, FRESH)) {
            return null;
        }
        kept.renewed = clock.instant();
        kept.waits = true;
        return kept;
    }

    private synchronized void waitsNoMore(Kept kept) {
        kept.waits = false;
    }

    private boolean isPast(Instant since, Duration limit) {
        return Duration.between(since, clock.instant()).abs().compareTo(limit) > 0;
    }

    /** The first time they serve as soon as each lies, since whoever asks meanwhile has nothing else to begin at. */
    private synchronized void serve(Question question, Kept kept, long position, Object place) {
        if (questions.get(question) == kept) {
            kept.laid = position;
            stones += kept.stones.put(position, place) == null ? 1 : 0;
            shrink(question);
        }
    }

    private synchronized boolean isLaid(Kept kept) {
        return kept.laid > 0;
    }

    /** Unless somebody found out meanwhile that the list is another. */
    private synchronized void replace(Question question, Kept before, Kept anew) {
        if (questions.get(question) == before) {
            anew.dear = true;
            anew.renewed = before.renewed;
            questions.put(question, anew);
            stones += anew.stones.size() - before.stones.size();
            shrink(question);
        }
    }

    @SuppressWarnings("unchecked")
    private synchronized <G> @Nullable Map<G, Long> sizes(Question question) {
        var kept = kept(question);
        return kept == null ? null : (Map<G, Long>) kept.sizes;
    }

    private synchronized void remember(Question question, Map<?, Long> sizes) {
        var kept = begin(question);
        kept.sizes = sizes;
        kept.dear = true;
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
            kept.laid = Math.min(kept.laid, from - 1);
            kept.wrong = true;
        }
    }

    private @Nullable Kept kept(Question question) {
        var kept = questions.get(question);
        if (kept != null && isPast(kept.since, kept.dear ? KEPT : FRESH)) {
            forget(question);
            return null;
        }
        return kept;
    }

    private Kept begin(Question question) {
        var kept = kept(question);
        if (kept == null) {
            kept = new Kept(clock.instant());
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

    private synchronized boolean isLaid(Question question, long offset) {
        var kept = kept(question);
        return kept != null && offset < kept.laid;
    }

    @SuppressWarnings("unchecked")
    private synchronized <P> Map<Long, P> crossed(Question question, long offset, int limit) {
        var kept = kept(question);
        return kept == null ? Map.of() : new TreeMap<>((Map<Long, P>) (Map<Long, ?>) kept.stones.subMap(offset, false, offset + limit, true));
    }

    private synchronized void set(Question question, long position, Object place, boolean slow) {
        var kept = begin(question);
        // Where one way is long, others are, and nothing was laid yet.
        kept.wrong |= slow;
        kept.dear |= slow;
        if (kept.stones.put(position, place) == null) {
            stones++;
        }
        shrink(question);
    }
}
