package app.mainstay.invariants;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.stereotype.Component;

/** The database keeps foreign keys by itself, except from what was loaded while it was told to look away: a restore by hand, a repair. */
@Component
class SchemaInvariants implements InvariantSource {

    private record Column(String name, String referred) {
    }

    /** @param table the one that refers */
    private record Reference(String name, String table, String referredTable, List<Column> columns) {

        String orphans() {
            return "select c." + columns.getFirst().name() + " from " + table + " c left join " + referredTable + " p on "
                    + columns.stream().map(column -> "p." + column.referred() + " = c." + column.name()).collect(Collectors.joining(" and "))
                    + " where p." + columns.getFirst().referred() + " is null"
                    + columns.stream().map(column -> " and c." + column.name() + " is not null").collect(Collectors.joining());
        }
    }

    /** The schema changes with the version of the product alone, and MySQL's driver asks for each table's keys by itself. */
    private volatile List<Reference> references = List.of();

    @Override
    public List<Invariant> invariants() {
        return List.of(Invariant.of("schema-references", found -> references(found).forEach(reference ->
                found.of(reference.name(), reference.orphans(), Map.of()))));
    }

    private List<Reference> references(Violations found) {
        if (references.isEmpty()) {
            references = Objects.requireNonNull(found.template().execute((ConnectionCallback<List<Reference>>) SchemaInvariants::read));
        }
        if (references.isEmpty()) {
            throw new IllegalStateException("the database tells no references");
        }
        return references;
    }

    private static List<Reference> read(Connection connection) throws SQLException {
        var meta = connection.getMetaData();
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = meta.getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        Map<String, Reference> references = new LinkedHashMap<>();
        for (String table : tables) {
            try (ResultSet rows = meta.getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
                while (rows.next()) {
                    references.computeIfAbsent(name(rows), name -> reference(name, table, rows)).columns()
                            .add(new Column(rows.getString("FKCOLUMN_NAME"), rows.getString("PKCOLUMN_NAME")));
                }
            }
        }
        return List.copyOf(references.values());
    }

    private static String name(ResultSet rows) throws SQLException {
        return rows.getString("FK_NAME");
    }

    private static Reference reference(String name, String table, ResultSet rows) {
        try {
            return new Reference(name, table, rows.getString("PKTABLE_NAME"), new ArrayList<>());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
