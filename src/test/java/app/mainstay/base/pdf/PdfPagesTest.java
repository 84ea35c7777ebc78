package app.mainstay.base.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.base.pdf.PdfPages.Column;
import app.mainstay.base.pdf.PdfPages.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What is written with one library is read with another. */
class PdfPagesTest {

    private static final Instant AT = Instant.parse("2026-03-04T01:30:00Z");

    private static PdfPages pages() {
        return new PdfPages("与华东电力的战略讨论", "2026-03-05 09:30 · 上海", "张三 · 内部资料", AT, Locale.SIMPLIFIED_CHINESE);
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void chineseAndLatinAreFoundAgain() throws IOException {
        byte[] pdf = pages().heading("联系人").facts(List.of(new Fact("决策者", "李娜(财务总监)"), new Fact("Champion", "Zoë Müller – €1,200")))
                .table(List.of(Column.of("商机", 3), new Column("金额", 1, true)), List.of(List.of("储能二期扩容", "¥ 1,250 万")))
                .text("上次会面:\n客户希望三月底前给出方案。").remark("没有未结的承诺").bytes();

        assertThat(text(pdf)).contains("与华东电力的战略讨论", "2026-03-05 09:30 · 上海", "联系人", "李娜(财务总监)", "Zoë Müller – €1,200", "储能二期扩容", "¥ 1,250 万",
                "客户希望三月底前给出方案。", "没有未结的承诺", "张三 · 内部资料", "1 / 1");
        // Of the font only what is used, whatever fonts the reader's machine has.
        assertThat(pdf.length).isLessThan(100_000);
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("与华东电力的战略讨论");
            assertThat(document.getDocumentInformation().getCreationDate().toInstant()).isEqualTo(AT);
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("zh-CN");
            for (var name : document.getPage(0).getResources().getFontNames()) {
                PDFont font = document.getPage(0).getResources().getFont(name);
                assertThat(font.isEmbedded()).as(font.getName()).isTrue();
            }
        }
    }

    @Test
    void pagesAreCountedAndTheTablesHeadIsRepeated() throws IOException {
        byte[] pdf = pages().heading("联系记录").table(List.of(Column.of("日期", 1), Column.of("内容", 4)),
                Collections.nCopies(90, List.of("2026-02-01", "电话:确认交付时间"))).bytes();

        String text = text(pdf);
        assertThat(text).contains("1 / 3", "2 / 3", "3 / 3");
        assertThat(text.split("日期 ?内容", -1)).hasSize(4);
    }

    /** A line that begins with a comma is read as a mistake. */
    @Test
    void noLineBeginsWithAClosingMark() throws IOException {
        String text = text(pages().text("我们说好了,".repeat(120)).bytes());

        assertThat(text.lines().filter(line -> line.contains("我们说好了")).count()).isGreaterThan(3);
        assertThat(text.lines().map(String::strip)).noneMatch(line -> line.startsWith(","));
    }

    @Test
    void whatTheFontDoesNotHaveIsShownAsUnknown() throws IOException {
        assertThat(text(pages().text("好👍\u0007的\u200b𠮷").bytes())).contains("好□的□");
    }

    @Test
    void nothingToSayIsADocumentToo() throws IOException {
        byte[] pdf = new PdfPages("T", null, "", AT, Locale.ENGLISH).facts(List.of()).bytes();

        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(text(pdf)).contains("T");
    }
}
