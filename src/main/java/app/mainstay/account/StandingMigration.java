package app.mainstay.account;

import app.mainstay.shared.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives the accounts that are already there their periods, as far as it is known: changes of tier stand in the timeline, those of the lifecycle in
 * the history. In Java, because days are those of the business zone. In portions, each committed; begun again it writes the same again.
 */
@Component
class StandingMigration implements JavaMigration {

    private static final int PORTION = 4_000;

    private record Since(LocalDate from, @Nullable String value, @Nullable Long actorId, Instant at) {
    }

    private final JsonMapper json = new JsonMapper();

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        ZoneId zone = zone(connection);
        long last = Long.MIN_VALUE;
        do {
            last = portion(connection, last, zone);
            connection.commit();
        } while (last != Long.MIN_VALUE);
        connection.setAutoCommit(before);
    }

    private static ZoneId zone(Connection connection) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery("select zone from settings_business")) {
            return row.next() ? ZoneId.of(row.getString(1)) : ZoneId.of("Asia/Shanghai");
        }
    }

    /** Returns the last id of the portion; the smallest number once there are no more. */
    private long portion(Connection connection, long after, ZoneId zone) throws SQLException {
        record Known(LocalDate created, Instant createdAt, Instant updatedAt, @Nullable String tier, String lifecycle) {
        }
        Map<Long, Known> accounts = new HashMap<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (var read = connection.prepareStatement(
                "select id, created_at, updated_at, tier, lifecycle from account where id > ? order by id limit " + PORTION)) {
            read.setLong(1, after);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    first = Math.min(first, last);
                    Instant created = instant(row, 2);
                    accounts.put(last, new Known(LocalDate.ofInstant(created, zone), created, instant(row, 3), row.getString(4), row.getString(5)));
                }
            }
        }
        if (accounts.isEmpty()) {
            return Long.MIN_VALUE;
        }
        Map<Long, List<Since>> tiers = new HashMap<>();
        try (var read = connection.prepareStatement("select account_id, occurred_at, actor_id, parameters from account_timeline "
                + "where account_id between ? and ? and kind = 'account.tier' order by account_id, occurred_at, id")) {
            read.setLong(1, first);
            read.setLong(2, last);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong(1);
                    var known = Objects.requireNonNull(accounts.get(id));
                    var parameters = json.readTree(row.getString(4));
                    var list = tiers.computeIfAbsent(id, none -> new ArrayList<>());
                    if (list.isEmpty()) {
                        list.add(new Since(known.created(), code(parameters.path("from").asString("")), null, known.createdAt()));
                    }
                    add(list, new Since(LocalDate.ofInstant(instant(row, 2), zone), code(parameters.path("to").asString("")), row.getObject(3, Long.class),
                            instant(row, 2)));
                }
            }
        }
        Map<Long, List<Since>> lifecycles = new HashMap<>();
        try (var read = connection.prepareStatement("select h.id, h.lifecycle, r.created_at, r.actor_id from account_aud h "
                + "join audit_revision r on r.id = h.rev where h.id between ? and ? and h.revtype <> 2 order by h.id, h.rev")) {
            read.setLong(1, first);
            read.setLong(2, last);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    var known = accounts.get(row.getLong(1));
                    if (known == null || row.getString(2) == null) {
                        continue;
                    }
                    var list = lifecycles.computeIfAbsent(row.getLong(1), none -> new ArrayList<>());
                    add(list, list.isEmpty() ? new Since(known.created(), row.getString(2), null, known.createdAt())
                            : new Since(LocalDate.ofInstant(instant(row, 3), zone), row.getString(2), row.getObject(4, Long.class), instant(row, 3)));
                }
            }
        }
        for (var entry : accounts.entrySet()) {
            var known = entry.getValue();
            end(tiers.computeIfAbsent(entry.getKey(), none -> new ArrayList<>()), known.created(), known.createdAt(), known.updatedAt(), known.tier(), zone);
            end(lifecycles.computeIfAbsent(entry.getKey(), none -> new ArrayList<>()), known.created(), known.createdAt(), known.updatedAt(),
                    known.lifecycle(), zone);
        }
        write(connection, "account_tier_period", "tier", tiers, first, last);
        write(connection, "account_lifecycle_period", "lifecycle", lifecycles, first, last);
        return last;
    }

    private static @Nullable String code(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The last of a day counts, and no two neighbours are alike. */
    private static void add(List<Since> list, Since next) {
        if (!list.isEmpty() && !next.from().isAfter(list.getLast().from())) {
            var same = list.removeLast();
            next = new Since(same.from(), next.value(), next.actorId(), next.at());
        }
        if (list.isEmpty() || !Objects.equals(list.getLast().value(), next.value())) {
            list.add(next);
        }
    }

    /** Whatever is known, in the end it stands as it does. */
    private static void end(List<Since> list, LocalDate created, Instant createdAt, Instant updatedAt, @Nullable String value, ZoneId zone) {
        if (list.isEmpty()) {
            list.add(new Since(created, value, null, createdAt));
        } else if (!Objects.equals(list.getLast().value(), value)) {
            add(list, new Since(LocalDate.ofInstant(updatedAt, zone), value, null, updatedAt));
        }
    }

    private static void write(Connection connection, String table, String column, Map<Long, List<Since>> all, long first, long last) throws SQLException {
        try (PreparedStatement clear = connection.prepareStatement("delete from " + table + " where account_id between ? and ?");
             PreparedStatement insert = connection.prepareStatement("insert into " + table + " (account_id, valid_from, " + column
                     + ", actor_id, recorded_at) values (?, ?, ?, ?, ?)")) {
            clear.setLong(1, first);
            clear.setLong(2, last);
            clear.executeUpdate();
            for (var entry : all.entrySet()) {
                for (var since : entry.getValue()) {
                    insert.setLong(1, entry.getKey());
                    insert.setObject(2, since.from());
                    insert.setString(3, since.value());
                    insert.setObject(4, since.actorId(), Types.BIGINT);
                    insert.setObject(5, Sql.utc(since.at()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Sql.instant(row.getObject(column, LocalDateTime.class));
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("079");
    }

    @Override
    public String getDescription() {
        return "account standing of existing accounts";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }
}
