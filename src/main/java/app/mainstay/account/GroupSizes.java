package app.mainstay.account;

import app.mainstay.shared.Sql;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How many accounts the groups of a sort have, kept for a minute where counting them takes long, so that a page far down the list passes over groups
 * without going through them. What others write meanwhile moves such a page by as many rows, as it does between any two pages; a page that reaches
 * the end of its group sees that a size is wrong, and then all are counted again.
 */
@Component
class GroupSizes {

    /** Fewer are soon counted. */
    static final long LARGE = 20_000;
    static final Duration KEPT = Duration.ofMinutes(1);
    private static final int QUESTIONS = 1_000;

    /** Accounts that a list asks for, grouped in one way; the order within groups does not matter. */
    private record Question(AccountSort by, String condition, Map<String, Object> params) {
    }

    /** @param sizes by the group as text, since drivers read the same number in different types */
    private record Kept(long since, Map<String, Long> sizes) {
    }

    private final long large;
    private final LongSupplier nanos;
    private final Map<Question, Kept> questions = new LinkedHashMap<>(16, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
            return size() > QUESTIONS;
        }
    };

    GroupSizes() {
        this(LARGE, System::nanoTime);
    }

    /** @param large from so many accounts on sizes are kept */
    GroupSizes(long large, LongSupplier nanos) {
        this.large = large;
        this.nanos = nanos;
    }

    /**
     * Of these groups.
     *
     * @param counting counts those that are not known, leaving out empty ones
     */
    Map<String, Long> of(AccountSort by, Sql where, List<@Nullable Object> groups, Function<List<@Nullable Object>, Map<String, Long>> counting) {
        var question = question(by, where);
        Map<String, Long> sizes = known(question);
        var unknown = groups.stream().filter(group -> !sizes.containsKey(String.valueOf(group))).toList();
        if (unknown.isEmpty()) {
            return sizes;
        }
        var counted = counting.apply(unknown);
        unknown.forEach(group -> sizes.put(String.valueOf(group), counted.getOrDefault(String.valueOf(group), 0L)));
        if (counted.values().stream().mapToLong(Long::longValue).sum() >= large) {
            keep(question, unknown.stream().map(String::valueOf).toList(), sizes);
        }
        return sizes;
    }

    private static Question question(AccountSort by, Sql where) {
        return new Question(by, where.condition(), new HashMap<>(where.params()));
    }

    private synchronized Map<String, Long> known(Question question) {
        var kept = questions.get(question);
        if (kept != null && nanos.getAsLong() - kept.since() > KEPT.toNanos()) {
            questions.remove(question);
            kept = null;
        }
        return kept == null ? new HashMap<>() : new HashMap<>(kept.sizes());
    }

    /** As old as the oldest of them. */
    private synchronized void keep(Question question, List<String> groups, Map<String, Long> sizes) {
        var kept = questions.computeIfAbsent(question, unknown -> new Kept(nanos.getAsLong(), new HashMap<>()));
        groups.forEach(group -> kept.sizes().put(group, Objects.requireNonNull(sizes.get(group))));
    }

    /** Whether there was something to forget. */
    synchronized boolean forget(AccountSort by, Sql where) {
        return questions.remove(question(by, where)) != null;
    }
}
