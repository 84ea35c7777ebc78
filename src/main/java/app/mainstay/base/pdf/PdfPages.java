package app.mainstay.base.pdf;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A headed document of A4 pages, filled from top to bottom and fetched once with {@link #bytes}. Everything stays in memory: for pages that people
 * read, not for exports. Used by one thread.
 */
public final class PdfPages {

    /** A name and what stands beside it. */
    public record Fact(String label, String value) {
    }

    /**
     * A column of a table.
     *
     * @param share of the width, relative to the other columns
     */
    public record Column(String title, float share, boolean number) {

        public static Column of(String title, float share) {
            return new Column(title, share, false);
        }
    }

    private static final Color INK = new Color(0x1f, 0x29, 0x37);
    private static final Color QUIET = new Color(0x5b, 0x64, 0x72);
    private static final Color ACCENT = new Color(0x0f, 0x76, 0x6e);
    private static final Color LINE = new Color(0xd7, 0xdb, 0xe0);
    private static final float MARGIN = 42;
    private static final float BOTTOM = MARGIN + 12;
    private static final float SIZE = 9.5f;
    private static final float LEADING = 15;
    private static final float PADDING = 4;
    private static final Font TEXT = PdfFont.of(SIZE, false, INK);
    private static final Font LABEL = PdfFont.of(SIZE, false, QUIET);
    private static final Font SMALL = PdfFont.of(8, false, QUIET);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, BOTTOM);
    private final PdfWriter writer;

    /**
     * @param subtitle below the title, null for none
     * @param foot     stands on each page beside its number, such as for whom and when it was made
     * @param at       the document's date
     */
    public PdfPages(String title, @Nullable String subtitle, String foot, Instant at, Locale locale) {
        writer = PdfWriter.getInstance(document, out);
        writer.setPageEvent(new Foot(foot));
        writer.setViewerPreferences(PdfWriter.DisplayDocTitle);
        document.addTitle(title);
        document.addCreator("Mainstay");
        document.open();
        // After opening, which sets the machine's time.
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString(locale.toLanguageTag()));
        writer.getInfo().put(PdfName.CREATIONDATE, new PdfDate(GregorianCalendar.from(at.atZone(ZoneOffset.UTC))));
        var head = paragraph(title, PdfFont.of(17, true, INK), 23);
        head.setSpacingAfter(2);
        document.add(head);
        if (subtitle != null) {
            document.add(paragraph(subtitle, PdfFont.of(10.5f, false, QUIET), 16));
        }
    }

    /** Begins a section; its title stays with what follows it. */
    public PdfPages heading(String text) {
        var title = new PdfPCell(new Phrase(PdfFont.chunk(text, PdfFont.of(11.5f, true, ACCENT))));
        title.setBorder(Rectangle.BOTTOM);
        title.setBorderColor(LINE);
        title.setPadding(0);
        title.setPaddingBottom(5);
        var table = new PdfPTable(1);
        table.setWidthPercentage(100);
        table.setSpacingBefore(14);
        table.setSpacingAfter(4);
        table.addCell(title);
        // A title at the foot of a page, with its text on the next one, is worse than a short page.
        if (writer.getVerticalPosition(true) < BOTTOM + 5 * LEADING) {
            document.newPage();
        }
        document.add(table);
        return this;
    }

    /** Names and values below each other; nothing where there are none. */
    public PdfPages facts(List<Fact> facts) {
        if (facts.isEmpty()) {
            return this;
        }
        var table = new PdfPTable(new float[]{22, 78});
        table.setWidthPercentage(100);
        table.setSpacingBefore(4);
        for (var fact : facts) {
            table.addCell(cell(fact.label(), LABEL, Element.ALIGN_LEFT, Rectangle.NO_BORDER));
            table.addCell(cell(fact.value(), TEXT, Element.ALIGN_LEFT, Rectangle.NO_BORDER));
        }
        document.add(table);
        return this;
    }

    /** The head is repeated on each page; cells break between lines. */
    public PdfPages table(List<Column> columns, List<List<String>> rows) {
        float[] shares = new float[columns.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = columns.get(i).share();
        }
        var table = new PdfPTable(shares);
        table.setWidthPercentage(100);
        table.setSpacingBefore(4);
        table.setHeaderRows(1);
        table.setSplitLate(false);
        columns.forEach(column -> table.addCell(cell(column.title(), SMALL, align(column), Rectangle.BOTTOM)));
        for (var row : rows) {
            for (int i = 0; i < shares.length; i++) {
                table.addCell(cell(i < row.size() ? row.get(i) : "", TEXT, align(columns.get(i)), Rectangle.BOTTOM));
            }
        }
        document.add(table);
        return this;
    }

    private static int align(Column column) {
        return column.number() ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT;
    }

    private static PdfPCell cell(String text, Font font, int align, int border) {
        var cell = new PdfPCell();
        var words = paragraph(text, font, font == SMALL ? 11 : 13.5f);
        words.setAlignment(align);
        cell.addElement(words);
        cell.setBorder(border);
        cell.setBorderColor(LINE);
        cell.setBorderWidth(0.5f);
        cell.setPadding(0);
        cell.setPaddingRight(PADDING * 2);
        cell.setPaddingBottom(PADDING);
        return cell;
    }

    /** Line breaks in it stay. */
    public PdfPages text(String text) {
        document.add(paragraph(text, TEXT, LEADING));
        return this;
    }

    /** Less important than {@link #text}, such as that there is nothing. */
    public PdfPages remark(String text) {
        document.add(paragraph(text, LABEL, LEADING));
        return this;
    }

    private static Paragraph paragraph(String text, Font font, float leading) {
        var paragraph = new Paragraph(leading);
        paragraph.setFont(font);
        paragraph.add(PdfFont.chunk(text, font));
        return paragraph;
    }

    /** Ends the document and returns it; nothing can be added any more. */
    public byte[] bytes() {
        document.close();
        return out.toByteArray();
    }

    /** How many pages it has, once it is ended. */
    public int count() {
        // The page that would come next is counted already.
        return writer.getPageNumber() - 1;
    }

    /** The number of pages is known at the end only, so each page keeps a place for it. */
    private static final class Foot extends PdfPageEventHelper {

        private static final float PLACE = 24;

        private final String text;
        private @Nullable PdfTemplate total;

        Foot(String text) {
            this.text = text;
        }

        @Override
        public void onEndPage(PdfWriter writer, Document document) {
            if (total == null) {
                total = writer.getDirectContent().createTemplate(PLACE, 12);
            }
            float y = MARGIN - 8;
            var canvas = writer.getDirectContent();
            canvas.setColorStroke(LINE);
            canvas.setLineWidth(0.5f);
            canvas.moveTo(document.left(), y + 14);
            canvas.lineTo(document.right(), y + 14);
            canvas.stroke();
            String page = writer.getPageNumber() + " / ";
            float right = document.right() - PLACE;
            show(canvas, fit(text, right - document.left() - 40), document.left(), y);
            show(canvas, page, right - SMALL.getBaseFont().getWidthPoint(page, SMALL.getSize()), y);
            canvas.addTemplate(total, right, y);
        }

        private static String fit(String text, float width) {
            String shown = PdfFont.chunk(text.replace('\n', ' '), SMALL).getContent();
            int length = shown.length();
            while (length > 0 && SMALL.getBaseFont().getWidthPoint(shown.substring(0, length), SMALL.getSize()) > width) {
                length--;
            }
            return length == shown.length() ? shown : shown.substring(0, Math.max(0, length - 1)) + "…";
        }

        @Override
        public void onCloseDocument(PdfWriter writer, Document document) {
            if (total != null) {
                // The page that would come next is counted already.
                show(total, String.valueOf(writer.getPageNumber() - 1), 0, 0);
            }
        }

        private static void show(PdfContentByte canvas, String text, float x, float y) {
            canvas.beginText();
            canvas.setFontAndSize(SMALL.getBaseFont(), SMALL.getSize());
            canvas.setColorFill(QUIET);
            canvas.setTextMatrix(x, y);
            canvas.showText(text);
            canvas.endText();
        }
    }
}
