package app.mainstay.account;

import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people see beside their own accounts and units, remembered from one page to the next. Whoever changes it leaves a mark with the person in the same
 * transaction ({@link #changed}), and what is remembered is never used without reading that mark: a page asks for it in its own statement.
 */
@Component
class PlacesElsewhere {

    /** More accounts than that are asked for in their tables. */
    static final int NAMED = 1_000;
    private static final int REMEMBERED = 10_000;
    private static final String MARK = "(select mark from account_scope_mark where user_id = :marked)";
    /** All at once, so that the mark is that of the rows. Times are compared when they are used. */
    private static final String ALL = """
            select 0 kind, max(mark) id, null from_at, null until_at from account_scope_mark where user_id = :me
            union all select 1, away_id, from_at, until_at from account_stand_in where stand_in_id = :me and until_at > :now
            union all (select distinct 2, account_id, null, null from account_member where user_id = :me limit %1$d)
            union all (select 3, account_id, null, until_at from account_reader where user_id = :me and until_at > :now limit %1$d)""".formatted(NAMED + 1);
    private static final int IS_MARK = 0;
    private static final int STANDS_IN = 1;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    PlacesElsewhere(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Place(boolean standsIn, long id, @Nullable Instant from, @Nullable Instant until) {

        boolean at(Instant now) {
            return (from == null || !from.isAfter(now)) && (until == null || until.isAfter(now));
        }
    }

    /** @param mark zero where nothing has ever changed */
    private record Known(long mark, List<Place> places) {
    }

    /**
     * What somebody has elsewhere at this moment, by ids.
     *
     * @param people   whom they stand in for
     * @param accounts on whose teams they are, also within the own units, and what they read on; more than {@link #NAMED} where there are more
     */
    record Elsewhere(long mark, Set<Long> people, Set<Long> accounts) {

        boolean many() {
            return accounts.size() > NAMED;
        }
    }

    /** As it was when somebody asked last; that it still is so, {@link #stillSo} tells from what {@link #column} answers. */
    Elsewhere of(long userId) {
        var found = known.get(userId);
        return elsewhere(found == null ? ask(userId) : found);
    }

    /** Whether there was anything when somebody asked last; false where nobody has. */
    boolean hadAny(long userId) {
        var found = known.get(userId);
        return found != null && !found.places().isEmpty();
    }

    private Elsewhere elsewhere(Known found) {
        var now = clock.instant();
        Set<Long> people = new HashSet<>();
        Set<Long> accounts = new HashSet<>();
        found.places().stream().filter(place -> place.at(now)).forEach(place -> (place.standsIn() ? people : accounts).add(place.id()));
        return new Elsewhere(found.mark(), people, accounts);
    }

    private Known ask(long userId) {
        var mark = new AtomicLong();
        List<Place> places = new ArrayList<>();
        jdbc.sql(ALL).param("me", userId).param("now", Sql.utc(clock.instant())).query(row -> {
            if (row.getInt(1) == IS_MARK) {
                mark.set(row.getLong(2));
            } else {
                places.add(new Place(row.getInt(1) == STANDS_IN, row.getLong(2), instant(row.getObject(3, LocalDateTime.class)), instant(row.getObject(4,
                        LocalDateTime.class))));
            }
        });
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        var found = new Known(mark.get(), List.copyOf(places));
        known.put(userId, found);
        return found;
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime utc) {
        return utc == null ? null : Sql.instant(utc);
    }

    /** For a statement that reads rows by what was remembered, behind its own columns: {@code scope_mark}. */
    static Sql column(long userId) {
        return new Sql().and(", " + MARK + " scope_mark").with("marked", userId);
    }

    /** @param mark what the column answered; the next one is asked for again where it is another */
    boolean stillSo(long userId, Elsewhere remembered, long mark) {
        if (remembered.mark() == mark) {
            return true;
        }
        known.remove(userId);
        return false;
    }

    /** What these people see elsewhere becomes another with the caller's transaction. */
    void changed(Collection<Long> userIds) {
        // In one order, so that two who change the same people wait for each other and not both.
        userIds.stream().distinct().sorted().forEach(id -> jdbc.sql("insert into account_scope_mark (user_id, mark) values (?, 1) on duplicate key update mark = mark + 1")
                .param(id).update());
    }
}
