import app.mainstay.Application;
import app.mainstay.account.Tier;
import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListColumn.CodeValue;
import app.mainstay.base.list.ListExport;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.settings.CodeList;
import app.mainstay.shared.Money;
import app.mainstay.shared.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.boot.SpringApplication;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;

/** Times exports of made-up rows; run by src/bench/export. */
public class ExportRows {

    private static final String[] CITIES = {"上海", "北京", "深圳", "成都", "Hamburg", "Lyon"};
    private static final String[] WORDS = {"恒精", "远景", "瑞达", "华润", "Norvane", "Aldergate"};
    private static final String[] SECTORS = {"technology", "energy", "finance", "retail"};

    private record Row(int number) {

        String name() {
            return CITIES[number % 6] + WORDS[number / 6 % 6] + number + "半导体有限公司";
        }

        String creditCode() {
            return "91310000MA" + (10_000_000 + number);
        }

        String representative() {
            return "王小明 " + number % 2_000;
        }

        Money revenue() {
            return new Money(BigDecimal.valueOf(number * 1_234_567L % 100_000_000_000L, 2), number % 5 == 0 ? "USD" : "CNY");
        }

        Instant day(int factor) {
            return Instant.ofEpochSecond(1_700_000_000L + (long) number * factor % 80_000_000);
        }
    }

    private enum Sort {
        NAME
    }

    /** @param afterRow what is done after some of the rows */
    private record Source(int rows, Consumer<Integer> afterRow) implements ListSource<Row, String, Sort> {

        @Override
        public String id() {
            return "bench";
        }

        @Override
        public String titleKey() {
            return "account.list";
        }

        @Override
        public List<ListColumn<Row, Sort>> columns() {
            return List.of(ListColumn.<Row, Sort>of("name", "account.name", Row::name).width(280), ListColumn.of("code", "account.creditCode", Row::creditCode),
                    ListColumn.of("tier", "account.tier", row -> Tier.values()[row.number % 3]),
                    ListColumn.of("sector", "account.sector", row -> new CodeValue(CodeList.SECTOR, SECTORS[row.number % 4])),
                    ListColumn.of("region", "account.region", row -> new CodeValue(CodeList.REGION, "CN-NW")),
                    ListColumn.<Row, Sort>of("revenue", "account.revenue", Row::revenue).asMoney(),
                    ListColumn.<Row, Sort>of("employees", "account.employees", row -> row.number % 90_000).asNumber(),
                    ListColumn.of("representative", "account.primaryRepId", Row::representative), ListColumn.of("unit", "account.unit", row -> "华东大客户部"),
                    ListColumn.of("contact", "account.updated", row -> row.day(7_919)), ListColumn.of("meeting", "account.created", row -> row.day(104_729)),
                    ListColumn.of("founded", "account.founded", row -> LocalDate.of(1950 + row.number % 70, 1 + row.number % 12, 1)));
        }

        @Override
        public List<ListFilter> filters() {
            return List.of();
        }

        @Override
        public Class<Sort> sorts() {
            return Sort.class;
        }

        @Override
        public Slice.Order<Sort> standardOrder() {
            return new Slice.Order<>(Sort.NAME, false);
        }

        @Override
        public String filter(ListQuery query) {
            return "";
        }

        @Override
        public long id(Row row) {
            return row.number;
        }

        @Override
        public List<Row> page(String filter, Slice<Sort> slice) {
            return List.of();
        }

        @Override
        public int estimate(String filter, int bound) {
            return rows;
        }

        @Override
        public long count(String filter) {
            return rows;
        }

        @Override
        public void stream(String filter, List<Slice.Order<Sort>> orders, Consumer<Row> consumer) {
            for (int i = 0; i < rows; i++) {
                consumer.accept(new Row(i));
                afterRow.accept(i + 1);
            }
        }

        @Override
        public String changeKind() {
            return "bench";
        }

        @Override
        public boolean sees(long id) {
            return true;
        }
    }

    public static void main(String[] args) throws IOException {
        int rows = Integer.parseInt(args[0]);
        Path file = Path.of(args[1]);
        var context = SpringApplication.run(Application.class, Arrays.copyOfRange(args, 2, args.length));
        var export = context.getBean(ListExport.class);
        var user = context.getBean(UserDetailsService.class).loadUserByUsername("director");
        SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
        System.out.printf("%,d rows, 12 columns, heap of at most %d MB, %.0f MB of it the application's%n", rows,
                Runtime.getRuntime().maxMemory() >> 20, usedAfterCollection());
        for (var format : ListExport.Format.values()) {
            time(format + " to nowhere", () -> write(export, rows, format, OutputStream.nullOutputStream(), row -> {
            }));
            time(format + " to a file", () -> {
                try (var out = Files.newOutputStream(file)) {
                    write(export, rows, format, out, row -> {
                    });
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            System.out.printf("%-16s %8.1f MB%n", "", Files.size(file) / 1e6);
            var heap = new ArrayList<Double>();
            write(export, rows, format, OutputStream.nullOutputStream(), row -> {
                if (row % Math.max(1, rows / 5) == 0) {
                    heap.add(usedAfterCollection());
                }
            });
            System.out.printf("%-16s heap after a collection at %s: %s MB%n", "", IntStream.rangeClosed(1, 5).mapToObj(i -> i * 20 + " %").toList(),
                    heap.stream().map("%.0f"::formatted).toList());
        }
        System.exit(SpringApplication.exit(context));
    }

    private static void write(ListExport export, int rows, ListExport.Format format, OutputStream out, Consumer<Integer> afterRow) {
        export.write(new Source(rows, afterRow), ListQuery.ALL, List.of(), format, Locale.SIMPLIFIED_CHINESE, out);
    }

    private static double usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }

    private static void time(String label, Runnable work) {
        long cpu = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        long begun = System.nanoTime();
        work.run();
        System.out.printf("%-16s %8.1f s  %6.1f s CPU%n", label, (System.nanoTime() - begun) / 1e9,
                (((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() - cpu) / 1e9);
    }
}
