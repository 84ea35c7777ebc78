package app.mainstay.base.list;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A workbook that is on its way while its rows are still read. Texts stand in their cells instead of in a table of all texts, and rows are
 * forgotten once they are written: what stays in memory is a batch, and a reference a row.
 */
final class XlsxFile implements ExportFile {

    /** What a sheet holds, the header among them. */
    static final int ROWS = 1_048_576;
    private static final int BATCH = 500;
    /** Excel counts the days of 1900 wrongly until here. */
    private static final LocalDate FIRST_DATE = LocalDate.of(1900, 3, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    private final OutputStream out;
    private final Workbook workbook;
    private final String title;
    private final List<Column> columns;
    private final int rowsPerSheet;
    /** Of the batch: which columns hold any. */
    private final boolean[] dates;
    private final boolean[] amounts;
    private Worksheet sheet;
    private int sheets;
    private int next;
    private int batchFrom;

    XlsxFile(OutputStream out, String title, List<Column> columns, int rowsPerSheet) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.workbook = new Workbook(this.out, "Mainstay", null);
        this.title = title.length() > 24 ? title.substring(0, 24) : title;
        this.columns = columns;
        this.rowsPerSheet = rowsPerSheet;
        dates = new boolean[columns.size()];
        amounts = new boolean[columns.size()];
        sheet = newSheet();
    }

    private Worksheet newSheet() {
        sheets++;
        var begun = workbook.newWorksheet(sheets == 1 ? title : title + " " + sheets);
        for (int c = 0; c < columns.size(); c++) {
            begun.inlineString(0, c, Harmless.xlsx(columns.get(c).header()));
            // A character is about seven pixels wide; a date needs eleven.
            begun.width(c, Math.clamp(columns.get(c).width() / 7.0, 11, 60));
        }
        begun.range(0, 0, 0, Math.max(0, columns.size() - 1)).style().bold().set();
        begun.freezePane(0, 1);
        next = 1;
        batchFrom = 1;
        return begun;
    }

    @Override
    public void row(@Nullable Object[] cells) throws IOException {
        if (next == rowsPerSheet) {
            format();
            sheet.finish();
            sheet = newSheet();
        }
        for (int c = 0; c < cells.length; c++) {
            switch (cells[c]) {
                case null -> {
                }
                case String text -> sheet.inlineString(next, c, Harmless.xlsx(text));
                case LocalDate date when date.isBefore(FIRST_DATE) || date.isAfter(LAST_DATE) -> sheet.inlineString(next, c, date.toString());
                case LocalDate date -> {
                    sheet.value(next, c, date);
                    dates[c] = true;
                }
                case BigDecimal amount -> {
                    sheet.value(next, c, amount);
                    amounts[c] = true;
                }
                case Number number -> sheet.value(next, c, number);
                default -> throw new IllegalArgumentException(cells[c].getClass().getName());
            }
        }
        next++;
        if (next - batchFrom == BATCH) {
            format();
            sheet.flush();
            batchFrom = next;
        }
    }

    /** A column of a batch at once: cell by cell it would take longer than everything else. */
    private void format() {
        for (int c = 0; c < dates.length && next > batchFrom; c++) {
            if (dates[c]) {
                sheet.range(batchFrom, c, next - 1, c).style().format("yyyy-mm-dd").set();
            }
            if (amounts[c]) {
                sheet.range(batchFrom, c, next - 1, c).style().format("#,##0.00").set();
            }
            dates[c] = false;
            amounts[c] = false;
        }
    }

    @Override
    public void finish() throws IOException {
        format();
        workbook.finish();
        out.flush();
    }
}
