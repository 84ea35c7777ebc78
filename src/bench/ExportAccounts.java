import app.mainstay.account.AccountList;
import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListExport;
import app.mainstay.base.list.ListQuery;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.springframework.boot.SpringApplication;

/**
 * Times exports of all accounts with all columns, from the database into a file, as a director asks for them in several orders; run by
 * src/bench/export. Goal: 60 s for 1,000,000 rows, and a heap that does not grow.
 */
public class ExportAccounts {

    private static final int GOAL = 60;
    /** Of the heap after collections, from the first to the last fifth. */
    private static final double MOST_GROWTH = 1.25;

    public static void main(String[] args) throws IOException {
        var context = Bench.start(args);
        var export = context.getBean(ListExport.class);
        var list = context.getBean(AccountList.class);
        Bench.signIn(context, "director");
        var columns = list.columns().stream().map(ListColumn::key).toList();
        long rows = list.count(list.filter(ListQuery.ALL));
        System.out.printf("%,d rows, %d columns, heap of at most %d MB, %.0f MB of it the application's%n", rows, columns.size(),
                Runtime.getRuntime().maxMemory() >> 20, usedAfterCollection());
        Path file = Files.createTempFile("export", "");
        boolean met = true;
        try {
            for (var format : ListExport.Format.values()) {
                for (String query : List.of("", "sort=representative", "sort=-revenue")) {
                    var asked = ListQuery.parse(query);
                    long begun = System.nanoTime();
                    try (var out = Files.newOutputStream(file)) {
                        export.write(list, asked, columns, format, Locale.SIMPLIFIED_CHINESE, out);
                    }
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    long written = rows(file, format);
                    met &= seconds <= GOAL && written == rows;
                    System.out.printf("%-5s %-22s %8.1f s %8.1f MB %,12d rows%n", format, query.isEmpty() ? "by name" : query, seconds, Files.size(file) / 1e6, written);
                }
                // In a run of its own, which is not timed.
                var heap = new ArrayList<Double>();
                try (var out = new Fifths(Files.size(file), heap)) {
                    export.write(list, ListQuery.ALL, columns, format, Locale.SIMPLIFIED_CHINESE, out);
                }
                met &= heap.getLast() <= heap.getFirst() * MOST_GROWTH;
                System.out.printf("%-5s heap after collections on the way: %s MB%n", format, heap.stream().map("%.0f"::formatted).toList());
            }
        } finally {
            Files.delete(file);
        }
        System.out.println(met ? "export: goals met" : "export: GOALS MISSED");
        System.exit(SpringApplication.exit(context));
    }

    /** Without the heading. */
    private static long rows(Path file, ListExport.Format format) throws IOException {
        if (format == ListExport.Format.CSV) {
            // No text of an account has a line break.
            try (var lines = Files.lines(file)) {
                return lines.count() - 1;
            }
        }
        try (var zip = new ZipFile(file.toFile())) {
            long found = 0;
            for (var entry : zip.stream().filter(one -> one.getName().startsWith("xl/worksheets/sheet")).toList()) {
                try (BufferedReader reader = new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
                    char[] part = new char[1 << 16];
                    String rest = "";
                    for (int read = reader.read(part); read >= 0; read = reader.read(part)) {
                        String text = rest + new String(part, 0, read);
                        int at = 0;
                        for (int next = text.indexOf("<row "); next >= 0; next = text.indexOf("<row ", at)) {
                            found++;
                            at = next + 5;
                        }
                        rest = text.substring(Math.max(at, text.length() - 4));
                    }
                }
            }
            return found - 1;
        }
    }

    /** Looks at the heap after every fifth of what is expected. */
    private static final class Fifths extends FilterOutputStream {

        private final long expected;
        private final List<Double> heap;
        private long written;

        Fifths(long expected, List<Double> heap) {
            super(OutputStream.nullOutputStream());
            this.expected = expected;
            this.heap = heap;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            written += length;
            look();
        }

        @Override
        public void write(int one) {
            written++;
            look();
        }

        private void look() {
            if (heap.size() < 5 && written >= expected * (heap.size() + 0.9) / 5) {
                heap.add(usedAfterCollection());
            }
        }
    }

    private static double usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }
}
