import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;

/**
 * Fills an empty database with the demonstration company through the product's own mass door, while most indexes are away: sorted and built at
 * the end they cost a fraction of what a million random insertions into each cost. At the end the schema is compared with what it was.
 */
public class LoadAccounts {

    /** Rows come in the order of these, another table refers to them, or the demonstration asks by them while it is made. */
    private static final List<String> KEPT = List.of("account.PRIMARY", "account.account_primary_rep", "account.account_rep_sort", "account.account_rep_live",
            "account.account_merged_state", "account_timeline.PRIMARY", "account_tag.PRIMARY");
    private static final List<String> TABLES = List.of("account", "account_gram", "account_duplicate_key", "account_timeline", "account_tag");

    /** ER_DROP_INDEX_FK */
    private static final int NEEDED = 1553;

    private record Index(String table, String name, boolean unique, String columns) {

        String drop() {
            return name.equals("PRIMARY") ? "drop primary key" : "drop index " + name;
        }

        String add() {
            return name.equals("PRIMARY") ? "add primary key (" + columns + ")" : "add " + (unique ? "unique " : "") + "index " + name + " (" + columns + ")";
        }
    }

    public static void main(String[] args) throws SQLException {
        String url = System.getenv("SPRING_DATASOURCE_URL");
        String user = System.getenv("SPRING_DATASOURCE_USERNAME");
        String password = System.getenv("SPRING_DATASOURCE_PASSWORD");
        long begun = System.nanoTime();
        Flyway.configure().dataSource(url, user, password).locations("classpath:db/migration/common", "classpath:db/migration/mysql").load().migrate();
        try (var connection = DriverManager.getConnection(url, user, password)) {
            run(connection, "set foreign_key_checks = 0");
            // What breaks off is thrown away.
            run(connection, "alter instance disable innodb redo_log");
            var before = indexes(connection);
            Map<String, List<Index>> away = new LinkedHashMap<>();
            for (var index : before) {
                if (!KEPT.contains(index.table() + "." + index.name()) && drop(connection, index)) {
                    away.computeIfAbsent(index.table(), none -> new ArrayList<>()).add(index);
                }
            }
            say(begun, "schema ready, " + away.values().stream().mapToInt(List::size).sum() + " indexes away");
            System.setProperty("spring.datasource.url", url + (url.contains("?") ? "&" : "?") + "sessionVariables=unique_checks=0,foreign_key_checks=0");
            // The migrations that are beans of the product follow now, over empty tables.
            System.setProperty("spring.flyway.out-of-order", "true");
            SpringApplication.exit(Bench.start(args));
            say(begun, "rows written");
            run(connection, "set innodb_ddl_buffer_size = 268435456");
            for (var entry : away.entrySet()) {
                // The clustered one first: it moves the rows.
                entry.getValue().stream().filter(index -> index.name().equals("PRIMARY")).toList()
                        .forEach(index -> run(connection, "alter table " + index.table() + " " + index.add()));
                var others = entry.getValue().stream().filter(index -> !index.name().equals("PRIMARY")).map(Index::add).toList();
                if (!others.isEmpty()) {
                    run(connection, "alter table " + entry.getKey() + " " + String.join(", ", others));
                }
                run(connection, "analyze table " + entry.getKey());
                say(begun, "indexes of " + entry.getKey());
            }
            run(connection, "alter instance enable innodb redo_log");
            if (!new TreeSet<>(names(before)).equals(new TreeSet<>(names(indexes(connection))))) {
                throw new IllegalStateException("the indexes are not what they were: " + before + " and " + indexes(connection));
            }
        }
        System.exit(0);
    }

    /** False where a foreign key needs it. */
    private static boolean drop(Connection connection, Index index) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("alter table " + index.table() + " " + index.drop());
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == NEEDED) {
                return false;
            }
            throw e;
        }
    }

    private static List<String> names(List<Index> indexes) {
        return indexes.stream().map(Index::toString).toList();
    }

    private static List<Index> indexes(Connection connection) throws SQLException {
        List<Index> found = new ArrayList<>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("select table_name, index_name, max(non_unique) = 0, "
                + "group_concat(column_name order by seq_in_index separator ', ') from information_schema.statistics where table_schema = database() "
                + "and table_name in ('" + String.join("', '", TABLES) + "') group by table_name, index_name order by 1, 2")) {
            while (rows.next()) {
                found.add(new Index(rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getString(4)));
            }
        }
        return found;
    }

    private static void run(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void say(long begun, String what) {
        System.out.printf("%5d s  %s%n", (System.nanoTime() - begun) / 1_000_000_000, what);
    }
}
