package app.mainstay.account;

import app.mainstay.shared.Sql;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tiers and lifecycles by the days on which they begin. */
@Repository
class Periods {

    /** One of the two tables, and how its values are read. */
    record Kind<T extends Enum<T>>(String table, String column, Function<String, T> read) {

        static final Kind<Tier> TIER = new Kind<>("account_tier_period", "tier", Tier::valueOf);
        static final Kind<Lifecycle> LIFECYCLE = new Kind<>("account_lifecycle_period", "lifecycle", Lifecycle::valueOf);

        @Nullable T value(@Nullable String stored) {
            return stored == null ? null : read.apply(stored);
        }
    }

    /** The latest start and what was before. */
    record Latest<T>(LocalDate from, @Nullable T value, boolean isFirst, @Nullable T before) {
    }

    private final JdbcClient jdbc;

    Periods(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    <T extends Enum<T>> Optional<Latest<T>> latest(Kind<T> kind, long accountId) {
        record Row<T>(LocalDate from, @Nullable T value) {
        }
        var rows = jdbc.sql("select valid_from, " + kind.column() + " from " + kind.table() + " where account_id = ? order by valid_from desc limit 2")
                .param(accountId).query((row, n) -> new Row<>(row.getObject(1, LocalDate.class), kind.value(row.getString(2)))).list();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Latest<>(rows.getFirst().from(), rows.getFirst().value(), rows.size() == 1,
                rows.size() == 1 ? null : rows.get(1).value()));
    }

    /**
     * Begins a value on a day that is not before the latest start, whose row it replaces on the same day; what takes that start back removes it, so
     * that no two neighbours are alike.
     */
    <T extends Enum<T>> void begin(Kind<T> kind, long accountId, LocalDate on, @Nullable T value, @Nullable String reason, @Nullable Long actorId,
                                   Instant now) {
        var latest = latest(kind, accountId).orElse(null);
        if (latest != null && on.isBefore(latest.from())) {
            throw new IllegalArgumentException(on + " lies before the latest start, " + latest.from());
        }
        boolean again = latest != null && on.equals(latest.from());
        if (latest != null && !again && Objects.equals(latest.value(), value)) {
            return;
        }
        if (again) {
            jdbc.sql("delete from " + kind.table() + " where account_id = ? and valid_from = ?").param(accountId).param(on).update();
            if (!latest.isFirst() && Objects.equals(latest.before(), value)) {
                return;
            }
        }
        jdbc.sql("insert into " + kind.table() + " (account_id, valid_from, " + kind.column() + ", reason, actor_id, recorded_at) values (?, ?, ?, ?, ?, ?)")
                .param(accountId).param(on).param(value == null ? null : value.name()).param(reason).param(actorId).param(Sql.utc(now)).update();
    }

    /** Latest first. */
    <T extends Enum<T>> List<Start<T>> all(Kind<T> kind, long accountId) {
        List<Start<T>> all = new ArrayList<>();
        jdbc.sql("select p.valid_from, p." + kind.column() + ", p.reason, p.recorded_at, u.display_name from " + kind.table()
                + " p left join security_user u on u.id = p.actor_id where p.account_id = ? order by p.valid_from desc").param(accountId).query(row -> {
                    all.add(new Start<>(kind.value(row.getString(2)), row.getObject(1, LocalDate.class), all.isEmpty() ? null : all.getLast().from(),
                            row.getString(3), row.getString(5), Sql.instant(row.getObject(4, LocalDateTime.class))));
                });
        return all;
    }

    /** Empty before the account existed, and where there was no tier. */
    <T extends Enum<T>> Optional<T> on(Kind<T> kind, long accountId, LocalDate day) {
        return jdbc.sql("select " + kind.column() + " from " + kind.table() + " where account_id = ? and valid_from <= ? order by valid_from desc limit 1")
                .param(accountId).param(day).query((row, n) -> Optional.ofNullable(kind.value(row.getString(1)))).optional().flatMap(value -> value);
    }
}
