package app.mainstay.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** A database as it is written into an archive and read back. */
abstract sealed class Database permits H2Database, MySqlDatabase {

    protected final String url;
    protected final String username;
    protected final String password;

    Database(String url, String username, String password) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    /**
     * @param mustExist connecting shall not make an embedded database where there is none
     * @param clients   folder of MySQL's programs; null where they are on PATH
     */
    static Database of(String url, String username, String password, boolean mustExist, @Nullable Path clients) {
        if (url.startsWith("jdbc:h2:")) {
            return new H2Database(mustExist ? url + ";IFEXISTS=TRUE" : url, username, password);
        }
        if (url.startsWith("jdbc:mysql:")) {
            return new MySqlDatabase(url, username, password, clients);
        }
        throw new BackupException("Backup knows H2 and MySQL, and not " + shown(url) + ".");
    }

    /** As it stands in the archive; never changes. */
    abstract String kind();

    /** Everything as of one moment, as SQL. {@code scratch} is a folder for what does not stream. */
    abstract void dump(OutputStream out, Path scratch) throws IOException, SQLException;

    /** Into a database that is empty. */
    abstract void load(InputStream sql, Path scratch) throws IOException, SQLException;

    /** How texts are compared, which the next tables take over; "" where the database has no such choice. */
    abstract String collation() throws SQLException;

    abstract void setCollation(String collation) throws SQLException;

    /** Throws away everything that is there. */
    abstract void empty() throws SQLException;

    /** @throws BackupException when somebody else, most likely the product, works with the database */
    abstract void requireNobodyElse() throws SQLException;

    final boolean isEmpty() throws SQLException {
        return tables().isEmpty();
    }

    /** The highest migration script that ran; null when no product was here. */
    final @Nullable MigrationVersion version() throws SQLException {
        if (tables().stream().noneMatch("flyway_schema_history"::equalsIgnoreCase)) {
            return null;
        }
        return query("select version from flyway_schema_history where type = 'SQL' and success = true and version is not null").stream()
                .map(MigrationVersion::fromVersion).max(MigrationVersion::compareTo).orElse(null);
    }

    abstract List<String> tables() throws SQLException;

    protected final List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var connection = connect(); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    protected final void execute(List<String> statements) throws SQLException {
        try (var connection = connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    protected Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    /** An address for people, without what may be secret. */
    String shown() {
        return shown(url);
    }

    private static String shown(String url) {
        return url.replaceFirst("[;?].*", "").replaceFirst("//[^/@]*@", "//");
    }
}
