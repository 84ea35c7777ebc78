package app.mainstay.importing;

import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * An uploaded table that was read once from end to end, so that everything unreadable in it is known before anything is done with it.
 * Its rows stay in the file.
 *
 * @param name    as the user knows it
 * @param headers one per column, none empty
 * @param samples the first rows
 * @param rows    how many there are below the header
 */
public record TableFile(Path path, String name, Format format, List<String> headers, List<List<String>> samples, long rows) {

    /** The largest file that is taken, in bytes. */
    public static final long LIMIT = 200L * 1024 * 1024;
    static final int MOST_COLUMNS = 500;
    private static final int SAMPLES = 20;

    /** How to open the rows of a file whose kind was found out. */
    sealed interface Format permits TextFormat, XlsxFormat {

        TableRows open(Path path) throws IOException;
    }

    /**
     * Finds out what the file is, by its content and never by its name, and reads it through.
     *
     * @throws RefusedException with one sentence when it is not a table that can be read
     */
    static TableFile read(Path path, String name) {
        try {
            if (Files.size(path) == 0) {
                throw refused("import.problem.empty");
            }
            if (Files.size(path) > LIMIT) {
                throw refused("import.problem.tooLarge", LIMIT / 1024 / 1024);
            }
            var format = format(path);
            try (var rows = format.open(path)) {
                return through(path, name, format, rows);
            }
        } catch (IOException unreadable) {
            throw refused("import.problem.unreadable");
        }
    }

    private static Format format(Path path) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(8);
        }
        if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            return XlsxFormat.of(path);
        }
        if (start.length >= 4 && (start[0] & 0xff) == 0xd0 && (start[1] & 0xff) == 0xcf && start[2] == 0x11 && (start[3] & 0xff) == 0xe0) {
            throw refused("import.problem.oldExcel");
        }
        return TextFormat.of(path);
    }

    private static TableFile through(Path path, String name, Format format, TableRows rows) throws IOException {
        var header = rows.next();
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
        return new TableFile(path, name, format, headers, List.copyOf(samples), count);
    }

    private static List<String> headers(List<String> cells) {
        int width = cells.size();
        while (cells.get(width - 1).isBlank()) {
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
        rows.next();
        return rows;
    }

    static RefusedException refused(String key, Object... args) {
        return new RefusedException(Problem.of(null, key, args));
    }
}
