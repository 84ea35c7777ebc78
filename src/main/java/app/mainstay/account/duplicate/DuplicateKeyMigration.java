package app.mainstay.account.duplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.stereotype.Component;

/**
 * Fills the keys of accounts that are already there. In portions, each committed, so that a million of them need neither memory nor a huge
 * transaction; begun again it writes each portion anew.
 */
@Component
class DuplicateKeyMigration implements JavaMigration {

    private static final int PORTION = 4_000;

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        long last = Long.MIN_VALUE;
        do {
            last = portion(connection, last);
            connection.commit();
        } while (last != Long.MIN_VALUE);
        connection.setAutoCommit(before);
    }

    /** @return the last id of the portion; the smallest number once there are no more */
    private static long portion(Connection connection, long after) throws SQLException {
        long last = Long.MIN_VALUE;
        // In the order of the table's key its pages are touched one after the other.
        Map<String, Set<Long>> keys = new TreeMap<>();
        try (PreparedStatement read = connection.prepareStatement(
                "select id, name, website, credit_code from account where id > ? order by id limit " + PORTION)) {
            read.setLong(1, after);
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    last = rows.getLong("id");
                    for (var key : DuplicateKeys.of(new DuplicateKeys.Named(last, rows.getString("name"), rows.getString("website"),
                            rows.getString("credit_code")))) {
                        keys.computeIfAbsent(key.kind().name() + " " + key.text(), none -> new TreeSet<>()).add(last);
                    }
                }
            }
        }
        if (last == Long.MIN_VALUE) {
            return last;
        }
        try (PreparedStatement read = connection.prepareStatement(
                "select account_id, phone, mobile from account_contact where account_id > ? and account_id <= ? and left_on is null")) {
            read.setLong(1, after);
            read.setLong(2, last);
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    for (String column : new String[] {"phone", "mobile"}) {
                        String phone = PhoneKey.of(rows.getString(column));
                        if (phone != null) {
                            keys.computeIfAbsent(KeyKind.PHONE + " " + phone, none -> new TreeSet<>()).add(rows.getLong("account_id"));
                        }
                    }
                }
            }
        }
        try (PreparedStatement clear = connection.prepareStatement("delete from account_duplicate_key where account_id > ? and account_id <= ?");
             PreparedStatement store = connection.prepareStatement("insert into account_duplicate_key (kind, match_key, account_id) values (?, ?, ?)")) {
            clear.setLong(1, after);
            clear.setLong(2, last);
            clear.executeUpdate();
            for (var entry : keys.entrySet()) {
                int space = entry.getKey().indexOf(' ');
                for (long id : entry.getValue()) {
                    store.setString(1, entry.getKey().substring(0, space));
                    store.setString(2, entry.getKey().substring(space + 1));
                    store.setLong(3, id);
                    store.addBatch();
                }
            }
            store.executeBatch();
        }
        return last;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("077");
    }

    @Override
    public String getDescription() {
        return "account duplicate keys";
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
