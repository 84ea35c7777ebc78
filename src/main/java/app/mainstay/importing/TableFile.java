package app.mainstay.importing;

import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded table that was read once from end to end, so that everything unreadable in it is known before anything is done with it.
 * Its rows stay in the file.
 *
 * @param name       as the user knows it
 * @param headerLine where the row with the columns' names begins
 * @param headers    one per column, none empty
 * @param samples    the first rows
 * @param rows       how many there are below the header
 * @param sheets     of a workbook, in its order; else empty
 * @param top        the first rows from the beginning: the header is one of them
 */
public record TableFile(Path path, String name, Format format, long headerLine, List<String> headers, List<List<String>> samples, long rows,
                        List<String> sheets, List<TableRows.Row> top) {

    /**
     * Which part of a file is the table; null: found out.
     *
     * @param sheet of a workbook, from 0
     */
    public record Place(@Nullable Integer sheet, @Nullable Long headerLine) {

        public static final Place FOUND = new Place(null, null);
    }

    /** How a file that was read through is opened again elsewhere. */
    record Layout(@Nullable String charset, char delimiter, int sheet, long headerLine, List<String> headers, long rows) {

        TableFile of(Path path, String name) {
            Format format = charset == null ? new XlsxFormat(sheet) : new TextFormat(Charset.forName(charset), delimiter);
            return new TableFile(path, name, format, headerLine, headers, List.of(), rows, List.of(), List.of());
        }
    }

    Layout layout() {
        return switch (format) {
            case TextFormat text -> new Layout(text.charset().name(), text.delimiter(), 0, headerLine, headers, rows);
            case XlsxFormat workbook -> new Layout(null, ',', workbook.sheet(), headerLine, headers, rows);
        };
    }

    public Place place() {
        return new Place(format instanceof XlsxFormat workbook ? workbook.sheet() : null, headerLine);
    }

    /** Numbers and dates of a workbook are typed and need no reading. */
    public boolean isTyped() {
        return format instanceof XlsxFormat;
    }

    /** The largest file that is taken, in bytes. */
    public static final long LIMIT = 200L * 1024 * 1024;
    static final int MOST_COLUMNS = 500;
    private static final int SAMPLES = 20;
    /** Among so many rows the header is looked for: what stands above it are titles and remarks. */
    private static final int TOP = 20;

    /** How to open the rows of a file whose kind was found out. */
    sealed interface Format permits TextFormat, XlsxFormat {

        TableRows open(Path path) throws IOException;
    }

    /**
     * Finds out what the file is, by its content and never by its name, and reads it through.
     *
     * @throws RefusedException with one sentence when it is not a table that can be read
     */
    static TableFile read(Path path, String name, Place place) {
        try {
            if (Files.size(path) == 0) {
                throw refused("import.problem.empty");
            }
            if (Files.size(path) > LIMIT) {
                throw refused("import.problem.tooLarge", LIMIT / 1024 / 1024);
            }
            var format = format(path, place);
            List<String> sheets = format instanceof XlsxFormat ? XlsxFormat.sheets(path) : List.of();
            var top = top(path, format);
            if (top.isEmpty()) {
                throw refused("import.problem.empty");
            }
            long headerLine = place.headerLine() != null ? place.headerLine() : header(top).line();
            try (var rows = format.open(path)) {
                return through(path, name, format, headerLine, rows, sheets, top);
            }
        } catch (IOException unreadable) {
            throw refused("import.problem.unreadable");
        }
    }

    static TableFile read(Path path, String name) {
        return read(path, name, Place.FOUND);
    }

    private static List<TableRows.Row> top(Path path, Format format) throws IOException {
        List<TableRows.Row> top = new ArrayList<>();
        try (var rows = format.open(path)) {
            for (var row = rows.next(); row != null && top.size() < TOP; row = rows.next()) {
                top.add(row);
            }
        } catch (RefusedException malformedFurtherDown) {
            if (top.isEmpty()) {
                throw malformedFurtherDown;
            }
        }
        return List.copyOf(top);
    }

    /** The first row that fills more than half of the columns that the fullest one fills. */
    private static TableRows.Row header(List<TableRows.Row> top) {
        long most = top.stream().mapToLong(TableRows.Row::filled).max().orElse(0);
        return top.stream().filter(row -> row.filled() * 2 > most).findFirst().orElse(top.getFirst());
    }

    private static Format format(Path path, Place place) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(8);
        }
        if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            return XlsxFormat.of(path, place.sheet());
        }
        if (start.length >= 4 && (start[0] & 0xff) == 0xd0 && (start[1] & 0xff) == 0xcf && start[2] == 0x11 && (start[3] & 0xff) == 0xe0) {
            throw refused("import.problem.oldExcel");
        }
        return TextFormat.of(path);
    }

    private static TableFile through(Path path, String name, Format format, long headerLine, TableRows rows, List<String> sheets, List<TableRows.Row> top)
            throws IOException {
        var header = to(rows, headerLine);
        if (header == null) {
            throw refused("import.problem.empty");
        }
        List<String> headers = headers(header.cells());
        List<List<String>> samples = new ArrayList<>();
        long count = 0;
        for (var row = rows.next(); row != null; row = rows.next()) {
            if (count++ < SAMPLES) {
                samples.add(row.cells());
            }
        }
        if (count == 0) {
            throw refused("import.problem.onlyHeader");
        }
        return new TableFile(path, name, format, header.line(), headers, List.copyOf(samples), count, sheets, top);
    }

    private static TableRows.@Nullable Row to(TableRows rows, long headerLine) throws IOException {
        var row = rows.next();
        while (row != null && row.line() < headerLine) {
            row = rows.next();
        }
        return row;
    }

    private static List<String> headers(List<String> cells) {
        int width = cells.size();
        while (width > 0 && cells.get(width - 1).isBlank()) {
            width--;
        }
        if (width > MOST_COLUMNS) {
            throw refused("import.problem.tooManyColumns", width, MOST_COLUMNS);
        }
        List<String> headers = new ArrayList<>();
        var seen = new HashSet<String>();
        for (int i = 0; i < width; i++) {
            String header = Names.clean(cells.get(i));
            if (!header.isEmpty() && !seen.add(Names.key(header))) {
                throw refused("import.problem.duplicateHeader", header);
            }
            // A column without a name can still be chosen by its letter, as a spreadsheet shows it.
            headers.add(header.isEmpty() ? "[" + letters(i) + "]" : header);
        }
        return List.copyOf(headers);
    }

    private static String letters(int column) {
        return column < 26 ? String.valueOf((char) ('A' + column)) : letters(column / 26 - 1) + (char) ('A' + column % 26);
    }

    /** The rows below the header. */
    TableRows open() throws IOException {
        var rows = format.open(path);
        to(rows, headerLine);
        return rows;
    }

    static RefusedException refused(String key, Object... args) {
        return new RefusedException(Problem.of(null, key, args));
    }
}
