package app.mainstay;

import app.mainstay.base.list.Milestones;
import app.mainstay.shared.Cached;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.util.AopTestUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Brings the database back to what the migrations leave behind. Tests commit, as the application does, because history, constraints at
 * commit and what runs after it are part of what is tested; so nothing can be rolled back.
 */
class CleanDatabase {

    private final DataSource dataSource;
    private final ApplicationContext context;
    /** Rows of each table right after the migrations, before anything of the application ran. */
    private final Map<String, List<Map<String, Object>>> seed = new LinkedHashMap<>();

    CleanDatabase(DataSource dataSource, ApplicationContext context, FlywayMigrationInitializer migrated, Flyway flyway) {
        this.dataSource = dataSource;
        this.context = context;
        var jdbc = new JdbcTemplate(dataSource);
        jdbc.queryForList("select table_name from information_schema.tables where table_schema = "
                        + (TestDatabase.CURRENT == TestDatabase.H2 ? "'public'" : "database()") + " and table_type = 'BASE TABLE'", String.class)
                .stream().filter(table -> !table.equalsIgnoreCase(flyway.getConfiguration().getTable()))
                .forEach(table -> seed.put(table, jdbc.queryForList("select " + columns(jdbc, table) + " from " + table)));
        if (seed.isEmpty()) {
            throw new IllegalStateException("no tables found");
        }
    }

    /** Those that the database makes by itself cannot be written. */
    private static String columns(JdbcTemplate jdbc, String table) {
        boolean h2 = TestDatabase.CURRENT == TestDatabase.H2;
        return String.join(", ", jdbc.queryForList("select column_name from information_schema.columns where table_schema = " + (h2 ? "'public'" : "database()")
                + " and table_name = ? and " + (h2 ? "is_generated = 'NEVER'" : "generation_expression = ''") + " order by ordinal_position", String.class, table));
    }

    void clean() {
        // One query tells which tables hold anything: most hold nothing, and of those with a seed somebody may have emptied one.
        String filled = seed.keySet().stream().map(table -> "select '" + table + "' from (select 1) x"
                        + (seed.get(table).isEmpty() ? " where exists (select 1 from " + table + ")" : ""))
                .collect(Collectors.joining(" union all "));
        var connection = new SingleConnectionDataSource(org.springframework.jdbc.datasource.DataSourceUtils.getConnection(dataSource), true);
        var jdbc = new JdbcTemplate(connection);
        boolean h2 = TestDatabase.CURRENT == TestDatabase.H2;
        jdbc.execute(h2 ? "set referential_integrity false" : "set foreign_key_checks = 0");
        try {
            for (String table : jdbc.queryForList(filled, String.class)) {
                var rows = seed.get(table);
                if (rows.isEmpty() || !jdbc.queryForList("select " + String.join(", ", rows.getFirst().keySet()) + " from " + table).equals(rows)) {
                    jdbc.update("delete from " + table);
                    rows.forEach(row -> insert(jdbc, table, row));
                }
            }
        } finally {
            jdbc.execute(h2 ? "set referential_integrity true" : "set foreign_key_checks = 1");
            connection.destroy();
        }
        forgetCaches();
    }

    private static void insert(JdbcTemplate jdbc, String table, Map<String, Object> row) {
        jdbc.update("insert into " + table + " (" + String.join(", ", row.keySet()) + ") values ("
                + row.keySet().stream().map(column -> "?").collect(Collectors.joining(", ")) + ")", row.values().toArray());
    }

    /** The application's caches do not know that rows vanished behind their back. */
    private void forgetCaches() {
        context.getBean(Milestones.class).forget();
        for (Object bean : context.getBeansOfType(Object.class, false, false).values()) {
            Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
            if (type.getName().startsWith("app.mainstay")) {
                ReflectionUtils.doWithFields(type, field -> {
                    field.setAccessible(true);
                    ((Cached<?>) field.get(AopTestUtils.getUltimateTargetObject(bean))).changed();
                }, field -> field.getType() == Cached.class);
            }
        }
    }

    static class BeforeEach implements TestExecutionListener {

        @Override
        public void beforeTestMethod(TestContext test) {
            var context = test.getApplicationContext();
            SecurityContextHolder.clearContext();
            context.getBean(CleanDatabase.class).clean();
            context.getBean(TestClock.class).set(TestClock.START);
        }
    }
}
