package app.mainstay.importing;

import static app.mainstay.importing.TableFile.refused;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** A sheet of an Excel workbook: real dates as ISO dates, formulas as the value that was stored with them. */
record XlsxFormat(int sheet) implements TableFile.Format {

    /** What a workbook may unpack to. A few kilobytes can claim to be terabytes. */
    private static final long UNPACKED_LIMIT = 2L << 30;
    /** Texts that cells share are held in memory while reading. */
    private static final long SHARED_LIMIT = 256L << 20;
    private static final Pattern NOT_DATE = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*]");

    /** @param sheet from 0; null: the first one that holds anything */
    static XlsxFormat of(Path path, @Nullable Integer sheet) {
        check(path);
        if (sheet != null) {
            return new XlsxFormat(sheet);
        }
        int sheets = sheets(path).size();
        for (int i = 0; i < sheets; i++) {
            var format = new XlsxFormat(i);
            try (var rows = format.open(path)) {
                if (rows.next() != null) {
                    return format;
                }
            } catch (IOException broken) {
                throw refused("import.problem.brokenExcel");
            }
        }
        throw refused("import.problem.empty");
    }

    static List<String> sheets(Path path) {
        try (var workbook = new ReadableWorkbook(path.toFile())) {
            return workbook.getSheets().map(Sheet::getName).toList();
        } catch (IOException | RuntimeException broken) {
            throw refused("import.problem.brokenExcel");
        }
    }

    private static void check(Path path) {
        long total = 0;
        boolean workbook = false;
        try (var zip = new ZipFile(path.toFile())) {
            byte[] buffer = new byte[1 << 16];
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                workbook |= entry.getName().equals("xl/workbook.xml");
                long size = 0;
                // Really unpacked: the sizes that a file states about itself prove nothing.
                try (InputStream in = zip.getInputStream(entry)) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        size += n;
                        total += n;
                        if (total > UNPACKED_LIMIT || size > SHARED_LIMIT && entry.getName().endsWith("sharedStrings.xml")) {
                            throw refused("import.problem.unpacksTooLarge");
                        }
                    }
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw refused("import.problem.brokenExcel");
        }
        if (!workbook) {
            throw refused("import.problem.notText");
        }
    }

    @Override
    public TableRows open(Path path) {
        try {
            return new Rows(path, sheet);
        } catch (IOException | RuntimeException broken) {
            throw refused("import.problem.brokenExcel");
        }
    }

    private static final class Rows implements TableRows {

        private final ReadableWorkbook workbook;
        private final Stream<org.dhatim.fastexcel.reader.Row> stream;
        private final Iterator<org.dhatim.fastexcel.reader.Row> rows;

        Rows(Path path, int sheet) throws IOException {
            workbook = new ReadableWorkbook(path.toFile(), new ReadingOptions(true, true));
            try {
                stream = workbook.getSheet(sheet).orElseThrow().openStream();
                rows = stream.iterator();
            } catch (IOException | RuntimeException broken) {
                workbook.close();
                throw broken;
            }
        }

        @Override
        public @Nullable Row next() {
            try {
                while (rows.hasNext()) {
                    var source = rows.next();
                    List<String> cells = new ArrayList<>();
                    // A sheet may claim 16,384 columns; those beyond the limit only need to be seen to be refused.
                    for (int i = 0; i < Math.min(source.getCellCount(), TableFile.MOST_COLUMNS + 1); i++) {
                        cells.add(text(source.getCell(i)));
                    }
                    var row = new Row(source.getRowNum(), List.copyOf(cells));
                    if (!row.isBlank()) {
                        return row;
                    }
                }
                return null;
            } catch (RuntimeException broken) {
                throw refused("import.problem.brokenExcel");
            }
        }

        private static String text(@Nullable Cell cell) {
            if (cell == null || cell.getType() == CellType.EMPTY) {
                return "";
            }
            String raw = cell.getRawValue();
            if (cell.getType() == CellType.STRING) {
                return cell.asString();
            }
            if (cell.getType() == CellType.NUMBER) {
                return isDate(cell) ? date(cell.asDate()) : plain(cell.asNumber());
            }
            return raw == null ? "" : raw;
        }

        private static boolean isDate(Cell cell) {
            String format = cell.getDataFormatString();
            if (format == null) {
                return false;
            }
            String bare = NOT_DATE.matcher(format).replaceAll("").toLowerCase(java.util.Locale.ROOT);
            return bare.contains("y") || bare.contains("d") && bare.contains("m") || bare.contains("h") && bare.contains("m");
        }

        private static String date(LocalDateTime value) {
            return value.toLocalTime().equals(LocalTime.MIDNIGHT) ? value.toLocalDate().toString() : value.toString();
        }

        private static String plain(BigDecimal number) {
            // 0.1 is stored as 0.1000000000000000055 by some writers: 15 digits are what a spreadsheet keeps.
            var rounded = number.round(new java.math.MathContext(15));
            return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        }

        @Override
        public void close() throws IOException {
            stream.close();
            workbook.close();
        }
    }
}
