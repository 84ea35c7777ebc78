package app.mainstay.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The embedded database. Only one process opens it, so the product must be stopped. Written as SQL and not copied: any later version of H2
 * reads it.
 */
final class H2Database extends Database {

    private static final int ALREADY_OPEN = 90020;
    private static final int NOT_FOUND = 90146;

    H2Database(String url, String username, String password) {
        super(url, username, password);
    }

    @Override
    String kind() {
        return "h2";
    }

    @Override
    void dump(OutputStream out, Path scratch) throws IOException, SQLException {
        Path script = scratch.resolve("script.sql");
        // Settings belong to the address of the database, not to its content.
        execute(List.of("script nosettings to '" + quoted(script) + "' charset 'UTF-8'"));
        Files.copy(script, out);
        Files.delete(script);
    }

    @Override
    void load(InputStream sql, Path scratch) throws IOException, SQLException {
        Path script = scratch.resolve("script.sql");
        Files.copy(sql, script);
        execute(List.of("runscript from '" + quoted(script) + "' charset 'UTF-8'"));
        Files.delete(script);
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("'", "''");
    }

    /** H2 compares binary by itself. */
    @Override
    String collation() {
        return "";
    }

    @Override
    void setCollation(String collation) {
    }

    @Override
    void empty() throws SQLException {
        execute(List.of("drop all objects"));
    }

    /** Whoever else has it open has locked it: connecting tells. */
    @Override
    void requireNobodyElse() throws SQLException {
        query("select 1");
    }

    @Override
    List<String> tables() throws SQLException {
        return query("select table_name from information_schema.tables where table_schema = current_schema()");
    }

    @Override
    protected Connection connect() throws SQLException {
        try {
            return super.connect();
        } catch (SQLException e) {
            if (e.getErrorCode() == ALREADY_OPEN) {
                throw new BackupException("The database " + shown() + " is open in a running Mainstay. The embedded database can be read by one"
                        + " program at a time: stop Mainstay and begin again.", e);
            }
            if (e.getErrorCode() == NOT_FOUND) {
                throw new BackupException("There is no database " + shown() + ".", e);
            }
            throw e;
        }
    }
}
