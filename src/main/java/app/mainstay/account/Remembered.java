package app.mainstay.account;

import app.mainstay.shared.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was found out about questions, for ten minutes. It tells which way is the shorter one and decides nothing, so that being out of date costs time alone. */
final class Remembered<V> {

    private static final long FOR = Duration.ofMinutes(10).toNanos();

    private record Entry<V>(V value, long since) {
    }

    private final Map<Object, Entry<V>> entries = new ConcurrentHashMap<>();
    private final int most;

    /** @param most of them; when there are more, all are forgotten */
    Remembered(int most) {
        this.most = most;
    }

    /** The same question has the same key, whenever it is asked. */
    static List<Object> key(Sql where, Object... more) {
        Map<String, Object> params = new HashMap<>(where.params());
        // The moment of asking is another each time.
        params.remove("now");
        List<Object> key = new ArrayList<>(List.of(more));
        key.add(where.condition());
        key.add(params);
        return key;
    }

    @Nullable V get(Object key) {
        var entry = fresh(key);
        return entry == null ? null : entry.value();
    }

    void put(Object key, V value) {
        put(key, new Entry<>(value, System.nanoTime()));
    }

    /** Counts on with what is known, which is forgotten no later for that. */
    void update(Object key, V first, UnaryOperator<V> next) {
        var entry = fresh(key);
        put(key, entry == null ? new Entry<>(next.apply(first), System.nanoTime()) : new Entry<>(next.apply(entry.value()), entry.since()));
    }

    void forget(Object key) {
        entries.remove(key);
    }

    private @Nullable Entry<V> fresh(Object key) {
        var entry = entries.get(key);
        return entry == null || System.nanoTime() - entry.since() > FOR ? null : entry;
    }

    private void put(Object key, Entry<V> entry) {
        if (entries.size() >= most) {
            entries.clear();
        }
        entries.put(key, entry);
    }
}
