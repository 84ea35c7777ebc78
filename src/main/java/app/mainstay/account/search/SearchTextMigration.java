package app.mainstay.account.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.stereotype.Component;

/**
 * Fills what the search looks into for accounts that are already there. In portions, each committed, so that a million of them need
 * neither memory nor a huge transaction; begun again it finds what it wrote and goes on.
 */
@Component
class SearchTextMigration implements JavaMigration {

    private static final int PORTION = 4_000;

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        boolean grams = connection.getMetaData().getDatabaseProductName().equals("MySQL");
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        long last = Long.MIN_VALUE;
        do {
            last = portion(connection, last, grams);
            connection.commit();
        } while (last != Long.MIN_VALUE);
        connection.setAutoCommit(before);
    }

    /** @return the last id of the portion; the smallest number once there are no more */
    private static long portion(Connection connection, long after, boolean withGrams) throws SQLException {
        long last = Long.MIN_VALUE;
        // In the order of the table's key its pages are touched one after the other.
        SortedMap<String, List<Long>> pieces = new TreeMap<>();
        try (PreparedStatement read = connection.prepareStatement("select id, name, short_name from account where id > ? order by id limit " + PORTION);
             PreparedStatement text = connection.prepareStatement("update account set search_text = ? where id = ?");
             PreparedStatement gram = connection.prepareStatement(
                     withGrams ? "insert ignore into account_gram (gram, account_id) values (?, ?)" : "select 1")) {
            read.setLong(1, after);
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    last = rows.getLong("id");
                    String found = SearchText.of(rows.getString("name"), rows.getString("short_name"));
                    text.setString(1, found);
                    text.setLong(2, last);
                    text.addBatch();
                    for (String piece : withGrams ? Grams.stored(found) : Set.<String>of()) {
                        pieces.computeIfAbsent(piece, none -> new ArrayList<>()).add(last);
                    }
                }
            }
            if (last != Long.MIN_VALUE) {
                text.executeBatch();
            }
            if (!pieces.isEmpty()) {
                for (var piece : pieces.entrySet()) {
                    for (long id : piece.getValue()) {
                        gram.setString(1, piece.getKey());
                        gram.setLong(2, id);
                        gram.addBatch();
                    }
                }
                gram.executeBatch();
            }
        }
        return last;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("012.2");
    }

    @Override
    public String getDescription() {
        return "account search texts";
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
