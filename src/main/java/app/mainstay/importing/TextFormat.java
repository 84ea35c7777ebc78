package app.mainstay.importing;

import static app.mainstay.importing.TableFile.refused;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Text with separated values. The encoding is found by decoding the whole file strictly: a single character from line 90,000 decides
 * between UTF-8 and GB18030 as well as one from the first.
 */
record TextFormat(Charset charset, char delimiter) implements TableFile.Format {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final char[] DELIMITERS = {',', ';', '\t'};
    private static final int SAMPLE = 1 << 16;
    /** One line in so many may look like UTF-8 by chance. */
    private static final long CHANCE = 100_000;
    private static final int ZEROS = 8;
    /** An opened and never closed quotation mark would otherwise gather the rest of the file in one cell. */
    private static final int LONGEST_ROW = 1 << 20;

    static TextFormat of(Path path) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(SAMPLE);
        }
        for (Charset candidate : candidates(start)) {
            if (candidate.equals(GB18030)) {
                refuseMixture(path);
            }
            if (isText(path, candidate)) {
                return new TextFormat(candidate, delimiter(path, candidate));
            }
        }
        throw refused("import.problem.notText");
    }

    private static List<Charset> candidates(byte[] start) {
        if (start.length >= 2 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe) {
            return List.of(StandardCharsets.UTF_16LE);
        }
        if (start.length >= 2 && (start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff) {
            return List.of(StandardCharsets.UTF_16BE);
        }
        // Without a mark: the delimiters, digits and line ends of UTF-16 leave zeros on one side; on the other a rare Chinese character may.
        int[] zeros = new int[2];
        for (int i = 0; i < start.length; i++) {
            if (start[i] == 0) {
                zeros[i % 2]++;
            }
        }
        if (zeros[1] > ZEROS * zeros[0]) {
            return List.of(StandardCharsets.UTF_16LE);
        }
        if (zeros[0] > ZEROS * zeros[1]) {
            return List.of(StandardCharsets.UTF_16BE);
        }
        return List.of(StandardCharsets.UTF_8, GB18030);
    }

    /** Decodes to the end without an error, and holds nothing that no text holds. */
    private static boolean isText(Path path, Charset charset) throws IOException {
        try (var reader = reader(path, charset)) {
            char[] buffer = new char[SAMPLE];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    char c = buffer[i];
                    if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f || c == 0xfffe || c == 0xffff) {
                        return false;
                    }
                }
            }
            return true;
        } catch (CharacterCodingException otherEncoding) {
            return false;
        }
    }

    /**
     * Nearly every sequence of bytes is some GB18030 text, so a file that was put together from two encodings would be read as nonsense in
     * part. Three Chinese characters of UTF-8 and nothing else make a line of UTF-8; by chance that happens in one of millions.
     */
    private static void refuseMixture(Path path) throws IOException {
        long line = 1;
        long utf8 = 0;
        long other = 0;
        long firstUtf8 = 0;
        long firstOther = 0;
        var bytes = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), SAMPLE)) {
            for (int b = in.read(); ; b = in.read()) {
                if (b >= 0x80 && bytes.size() < SAMPLE) {
                    bytes.write(b);
                }
                if (b == '\n' || b < 0) {
                    if (isThreeByteUtf8(bytes.toByteArray())) {
                        utf8++;
                        firstUtf8 = firstUtf8 == 0 ? line : firstUtf8;
                    } else if (bytes.size() > 0) {
                        other++;
                        firstOther = firstOther == 0 ? line : firstOther;
                    }
                    bytes.reset();
                    line++;
                }
                if (b < 0) {
                    break;
                }
            }
        }
        if (other > 0 && utf8 > (utf8 + other) / CHANCE) {
            throw refused("import.problem.mixedEncodings", firstUtf8, firstOther);
        }
    }

    private static boolean isThreeByteUtf8(byte[] bytes) {
        if (bytes.length < 9 || bytes.length % 3 != 0) {
            return false;
        }
        for (int i = 0; i < bytes.length; i += 3) {
            if ((bytes[i] & 0xf0) != 0xe0 || (bytes[i + 1] & 0xc0) != 0x80 || (bytes[i + 2] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Reader reader(Path path, Charset charset) throws IOException {
        var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(path), decoder), SAMPLE);
        try {
            reader.mark(1);
            if (reader.read() != 0xfeff) {
                reader.reset();
            }
            return reader;
        } catch (IOException failed) {
            reader.close();
            throw failed;
        }
    }

    /** The one that divides the first rows into most columns and always into as many as the first. */
    private static char delimiter(Path path, Charset charset) throws IOException {
        char[] sample = new char[SAMPLE];
        int length;
        try (var reader = reader(path, charset)) {
            length = 0;
            for (int n = 0; n >= 0 && length < sample.length; n = reader.read(sample, length, sample.length - length)) {
                length += n;
            }
        }
        char best = ',';
        double bestScore = 0;
        for (char delimiter : DELIMITERS) {
            double score = score(new String(sample, 0, length), delimiter);
            if (score > bestScore) {
                bestScore = score;
                best = delimiter;
            }
        }
        return best;
    }

    private static double score(String sample, char delimiter) {
        int width = 0;
        int rows = 0;
        int even = 0;
        try (var parser = csv(delimiter).parse(new StringReader(sample))) {
            for (CSVRecord row : parser) {
                if (row.size() == 1 && row.get(0).isBlank()) {
                    continue;
                }
                width = rows == 0 ? row.size() : width;
                even += row.size() == width ? 1 : 0;
                if (++rows == 50) {
                    break;
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException endOfSampleOrMalformed) {
            // What was counted so far decides.
        }
        return width < 2 ? 0 : (double) even / rows + width / 1000.0;
    }

    private static CSVFormat csv(char delimiter) {
        return CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(false).get();
    }

    @Override
    public TableRows open(Path path) throws IOException {
        return new Rows(reader(path, charset), csv(delimiter));
    }

    private static final class Rows implements TableRows {

        private final RowLimit reader;
        private final CSVParser parser;
        private final Iterator<CSVRecord> records;

        Rows(Reader source, CSVFormat format) throws IOException {
            reader = new RowLimit(source);
            parser = format.parse(reader);
            records = parser.iterator();
        }

        @Override
        public @Nullable Row next() throws IOException {
            while (true) {
                long line = parser.getCurrentLineNumber() + 1;
                reader.rowBegins();
                try {
                    if (!records.hasNext()) {
                        return null;
                    }
                    var row = new Row(line, List.of(records.next().values()));
                    if (!row.isBlank()) {
                        return row;
                    }
                } catch (UncheckedIOException | IllegalStateException malformed) {
                    if (malformed.getCause() instanceof TooLong) {
                        throw refused("import.problem.rowTooLong", line);
                    }
                    throw refused("import.problem.quotes", line);
                }
            }
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }

    private static final class TooLong extends IOException {
    }

    private static final class RowLimit extends FilterReader {

        private int read;

        RowLimit(Reader in) {
            super(in);
        }

        void rowBegins() {
            read = 0;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(n);
            return n;
        }

        private void count(int n) throws TooLong {
            read += n;
            if (read > LONGEST_ROW) {
                throw new TooLong();
            }
        }
    }
}
