package app.mainstay.base.list;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** RFC 4180 in UTF-8. The byte order mark is what Excel knows the encoding by. */
final class CsvFile implements ExportFile {

    private final CSVPrinter printer;

    CsvFile(OutputStream out, List<Column> columns) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        writer.write('\ufeff');
        printer = new CSVPrinter(writer, CSVFormat.RFC4180);
        row(columns.stream().map(Column::header).toArray());
    }

    @Override
    public void row(@Nullable Object[] cells) throws IOException {
        for (Object cell : cells) {
            printer.print(switch (cell) {
                case null -> null;
                case String text -> Harmless.csv(text);
                case BigDecimal number -> plain(number);
                default -> cell.toString();
            });
        }
        printer.println();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    @Override
    public void finish() throws IOException {
        printer.flush();
    }
}
