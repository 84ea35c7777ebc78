import app.mainstay.Application;
import app.mainstay.importing.ImportHistory;
import app.mainstay.importing.ImportReading;
import app.mainstay.importing.ImportService;
import app.mainstay.importing.ImportTarget;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.Jobs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;

/** Imports new accounts from a file, and writes the same rows by plain batched JDBC; run by src/bench/import. Goals: 120 s for a million, three times. */
public class ImportRows {

    private static final String[] CITIES = {"上海", "北京", "深圳", "成都", "杭州", "苏州", "Hamburg", "Lyon", "Austin", "Leeds"};
    private static final String[] WORDS = {"恒精", "远景", "瑞达", "华润", "天工", "明德", "Norvane", "Aldergate", "Quillon", "Tessera"};
    private static final String[] KINDS = {"半导体有限公司", "机械有限公司", "电子科技股份有限公司", "Industries", "贸易有限公司", "Systems GmbH", "能源集团"};
    private static final String[] SECTORS = {"technology", "energy", "finance", "retail"};
    private static final String[] TIERS = {"CORE", "STANDARD", "STRATEGIC", ""};

    public static void main(String[] args) throws Exception {
        // The server's threads would go on without it, and whoever waits for the benchmark, too.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            if (thread.getName().equals("main")) {
                Runtime.getRuntime().halt(1);
            }
        });
        int rows = Integer.parseInt(args[0]);
        Path path = Path.of(args[1]);
        var context = SpringApplication.run(Application.class, Arrays.copyOfRange(args, 2, args.length));
        var imports = context.getBean(ImportService.class);
        var reading = context.getBean(ImportReading.class);
        var history = context.getBean(ImportHistory.class);
        var jobs = context.getBean(Jobs.class);
        var jdbc = context.getBean(JdbcTemplate.class);
        var user = context.getBean(UserDetailsService.class).loadUserByUsername("director");
        SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
        List<String> people = jdbc.queryForList("select username from security_user where active = true and role <> 'ADMINISTRATOR' order by id", String.class);
        write(path, rows, people);
        System.out.printf("%,d rows, %d representatives, %.0f MB, heap of at most %d MB%n", rows, people.size(), Files.size(path) / 1e6,
                Runtime.getRuntime().maxMemory() >> 20);

        ImportTarget target = imports.targets().stream().filter(each -> each.id().equals("accounts")).findFirst().orElseThrow();
        long begun = System.nanoTime();
        var file = reading.read(path, "accounts.csv");
        var mapping = reading.guess(target, file);
        print("file read and guessed", begun, rows);
        begun = System.nanoTime();
        var checked = imports.check(target, file, mapping, new app.mainstay.importing.ImportProgress(() -> { }));
        print("dry run (" + checked.created() + " new, " + checked.rejected() + " rejected)", begun, rows);
        begun = System.nanoTime();
        var started = imports.start(target, file, mapping, "measured");
        JobRow job = await(jobs, started.jobId());
        double imported = print("import with history (" + job.state() + ")", begun, rows);
        var report = history.report(started.batchId());
        if (report.created() != rows) {
            throw new IllegalStateException(report.toString());
        }
        System.out.printf("heap at its highest after a collection: %d MB%n", ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getCollectionUsage() != null).mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum() >> 20);
        if (!Boolean.getBoolean("noplain")) {
            double plain = plain(context.getBean(DataSource.class), jdbc, started.batchId());
            System.out.printf("import takes %.2f times as long as plain JDBC; goals: 3, and 120 s for 1,000,000: %s%n", imported / plain,
                    imported <= 3 * plain && imported <= 120.0 * rows / 1_000_000 ? "met" : "MISSED");
        }
        if (!Boolean.getBoolean("noagain")) {
            begun = System.nanoTime();
            long revisions = jdbc.queryForObject("select count(*) from audit_revision", Long.class);
            var again = imports.start(target, file, mapping, "measured");
            job = await(jobs, again.jobId());
            print("the same file again (" + history.report(again.batchId()).unchanged() + " unchanged)", begun, rows);
            System.out.printf("revisions written by it: %d%n", jdbc.queryForObject("select count(*) from audit_revision", Long.class) - revisions);
        }
        if (Boolean.getBoolean("undo")) {
            begun = System.nanoTime();
            job = await(jobs, history.undo(started.batchId()));
            print("undo (" + job.state() + ")", begun, rows);
        }
        System.exit(SpringApplication.exit(context));
    }

    private static void write(Path path, int rows, List<String> people) throws IOException {
        try (var out = Files.newBufferedWriter(path)) {
            out.write("name,tier,sector,region,revenue,employees,founded,website,address,representative\n");
            for (int i = 0; i < rows; i++) {
                // Names come in no order, as they do.
                long n = i * 7_919L % rows;
                String name = CITIES[(int) (n % 10)] + " " + WORDS[(int) (n / 10 % 10)] + n + KINDS[(int) (n % 7)];
                out.write(name.replace(" ", n % 10 < 6 ? "" : " ") + ',' + TIERS[i % 4] + ',' + SECTORS[i % 4] + ",CN-E," + (n * 1_237 % 100_000_000) + ','
                        + n % 90_000 + ',' + (1950 + n % 70) + ",www.example" + n + ".com," + CITIES[(int) (n % 10)] + "路 " + n % 900 + " 号," + people.get(i % people.size()) + '\n');
            }
        }
    }

    private static JobRow await(Jobs jobs, long id) throws InterruptedException {
        while (true) {
            var job = jobs.find(id).orElseThrow();
            if (job.state().hasEnded()) {
                return job;
            }
            Thread.sleep(100);
        }
    }

    private static double print(String what, long begun, int rows) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%-60s %8.1f s  %,8.0f rows/s%n", what, seconds, rows / seconds);
        return seconds;
    }

    /** Into empty tables of the same shape, without foreign keys, in the order of their keys as the import wrote them. */
    private static double plain(DataSource source, JdbcTemplate jdbc, long batchId) throws SQLException {
        double total = 0;
        Map<String, Double> each = new TreeMap<>();
        for (String table : List.of("account", "account_aud", "account_representative", "account_tier_period", "account_lifecycle_period", "account_timeline",
                "account_duplicate_key", "account_gram")) {
            jdbc.execute("create table plain_" + table + " like " + table);
            List<String> columns = jdbc.queryForList("select column_name from information_schema.columns where table_schema = database() and table_name = ? "
                    + "and generation_expression = '' order by ordinal_position", String.class, table);
            String names = String.join(", ", columns);
            double seconds = 0;
            try (Connection read = source.getConnection(); Connection write = source.getConnection();
                 Statement statement = read.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
                 PreparedStatement insert = write.prepareStatement("insert into plain_" + table + " (" + names + ") values ("
                         + "?, ".repeat(columns.size() - 1) + "?)")) {
                statement.setFetchSize(Integer.MIN_VALUE);
                write.setAutoCommit(false);
                String order = table.startsWith("account_gram") || table.startsWith("account_duplicate") ? " order by account_id" : "";
                try (ResultSet rows = statement.executeQuery("select " + names + " from " + table + order)) {
                    boolean more = true;
                    while (more) {
                        int n = 0;
                        while (n < 2_000 && (more = rows.next())) {
                            for (int i = 1; i <= columns.size(); i++) {
                                insert.setObject(i, rows.getObject(i));
                            }
                            insert.addBatch();
                            n++;
                        }
                        long begun = System.nanoTime();
                        insert.executeBatch();
                        write.commit();
                        seconds += (System.nanoTime() - begun) / 1e9;
                    }
                }
            }
            each.put(table, seconds);
            total += seconds;
            jdbc.execute("drop table plain_" + table);
        }
        System.out.printf("the same rows by plain batched JDBC, without reading them        %8.1f s  %s%n", total, each);
        return total;
    }
}
