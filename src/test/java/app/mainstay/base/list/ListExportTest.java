package app.mainstay.base.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.ApplicationTest;
import app.mainstay.Fixtures;
import app.mainstay.Statements;
import app.mainstay.account.Tier;
import app.mainstay.audit.AuditEntry;
import app.mainstay.audit.AuditTrail;
import app.mainstay.base.list.ListExport.Format;
import app.mainstay.base.list.MemoryList.Row;
import app.mainstay.security.SystemWork;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Money;
import app.mainstay.shared.Slice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;

@ApplicationTest
class ListExportTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    /** 00:30 of the next day in the business zone. */
    private static final Instant LATE = Instant.parse("2026-03-01T16:30:00Z");
    private static final List<String> NASTY = List.of("=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1",
            "\u200b=1", "\u00a0@x", "=HYPERLINK(\"http://x\",\"y\")", "-", "+86 10 6554-1234");

    @Autowired
    ListExport export;
    @Autowired
    AuditTrail trail;
    @Autowired
    CodeLists codes;
    @Autowired
    Fixtures fixtures;

    private final MemoryList list = new MemoryList();
    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
        Fixtures.signIn(company.member());
        list.rows.add(new Row(1, "华为技术", 195_000, Money.of("704200000000.5", "CNY"), LATE, LocalDate.of(1987, 9, 15), Tier.STRATEGIC, "technology"));
        list.rows.add(new Row(2, "Acme, \"Inc.\"\nLtd <&>", null, null, null, LocalDate.of(1850, 1, 1), null, null));
        list.rows.add(new Row(3, "Bolt", 0, Money.of("-0.0001", "USD"), Instant.parse("2026-03-01T15:59:59Z"), null, Tier.CORE, "no such code"));
    }

    private byte[] write(Format format, String query, Locale locale, String... columns) {
        var out = new ByteArrayOutputStream();
        export.write(list, ListQuery.parse(query), List.of(columns), format, locale, out);
        return out.toByteArray();
    }

    private static List<List<String>> csv(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\ufeff").endsWith("\r\n");
        return CSVFormat.RFC4180.parse(new StringReader(text.substring(1))).stream().map(CSVRecord::toList).toList();
    }

    private List<String> csvNames(List<String> names) throws IOException {
        names(names);
        return csv(write(Format.CSV, "", Locale.ENGLISH, "name")).stream().skip(1).map(List::getFirst).toList();
    }

    private List<String> xlsxNames(List<String> names) throws IOException {
        names(names);
        return sheets(write(Format.XLSX, "", Locale.ENGLISH, "name")).getFirst().stream().skip(1).map(row -> {
            assertThat(row.getFirst().getType()).isEqualTo(CellType.STRING);
            return row.getFirst().asString();
        }).toList();
    }

    /** In the order given: by the second column. */
    private void names(List<String> names) {
        list.rows.clear();
        for (int i = 0; i < names.size(); i++) {
            list.rows.add(new Row(i, names.get(i), i));
        }
    }

    /** Rows come over a connection of MySQL that answers nothing else until the last one. */
    @ParameterizedTest
    @EnumSource
    void nothingIsAskedBetweenTheRows(Format format) {
        List<String> asked = new ArrayList<>();
        var streaming = new MemoryList() {

            @Override
            public void stream(String filter, List<Slice.Order<Sort>> orders, Consumer<Row> consumer) {
                // What is remembered of codes is out of date by now, as after some seconds.
                fixtures.as(company.administrator(), () -> codes.move(codes.entries(CodeList.SECTOR).getFirst().id(), false));
                asked.addAll(Statements.of(() -> super.stream(filter, orders, consumer)));
            }
        };
        streaming.rows.addAll(list.rows);
        var out = new ByteArrayOutputStream();
        export.write(streaming, ListQuery.ALL, streaming.columns().stream().map(ListColumn::key).toList(), format, CHINESE, out);
        assertThat(out.size()).isGreaterThan(100);
        assertThat(asked).isEmpty();
    }

    private static List<List<Cell>> table(ReadableWorkbook workbook, int sheet) throws IOException {
        return workbook.getSheet(sheet).orElseThrow().read().stream().map(row -> row.stream().toList()).toList();
    }

    private static List<List<List<Cell>>> sheets(byte[] bytes) throws IOException {
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, false))) {
            List<List<List<Cell>>> sheets = new ArrayList<>();
            for (int i = 0; i < workbook.getSheets().count(); i++) {
                sheets.add(table(workbook, i));
            }
            return sheets;
        }
    }

    @Test
    void aCsvFileHoldsWhatIsShown() throws IOException {
        assertThat(csv(write(Format.CSV, "sort=-employees", CHINESE, "tier", "name", "employees", "revenue", "updated", "founded", "sector")))
                .containsExactly(List.of("等级", "名称", "员工人数", "年营业额", "年营业额 · 币种", "最近修改", "成立年份", "行业"),
                        List.of("战略", "华为技术", "195000", "704200000000.5", "CNY", "2026-03-02", "1987-09-15", "科技"),
                        List.of("核心", "Bolt", "0", "-0.0001", "USD", "2026-03-01", "", "no such code"),
                        List.of("", "Acme, \"Inc.\"\nLtd <&>", "", "", "", "", "1850-01-01", ""));
    }

    @Test
    void aWorkbookHoldsTheSameWithTypes() throws IOException {
        var rows = sheets(write(Format.XLSX, "sort=-employees", CHINESE, "tier", "name", "employees", "revenue", "updated", "founded", "sector"))
                .getFirst();

        assertThat(texts(rows.get(0))).containsExactly("等级", "名称", "员工人数", "年营业额", "年营业额 · 币种", "最近修改", "成立年份", "行业");
        var huawei = rows.get(1);
        assertThat(texts(huawei)).startsWith("战略", "华为技术");
        assertThat(huawei.get(2).asNumber()).isEqualByComparingTo("195000");
        assertThat(huawei.get(3).asNumber()).isEqualByComparingTo("704200000000.5");
        assertThat(huawei.get(3).getDataFormatString()).isEqualTo("#,##0.00");
        assertThat(huawei.get(4).asString()).isEqualTo("CNY");
        assertThat(huawei.get(5).asDate().toLocalDate()).as("a date of the business zone").isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(huawei.get(5).getType()).isEqualTo(CellType.NUMBER);
        assertThat(huawei.get(5).getDataFormatString()).isEqualTo("yyyy-mm-dd");
        assertThat(huawei.get(6).asDate().toLocalDate()).isEqualTo(LocalDate.of(1987, 9, 15));
        assertThat(huawei.get(7).asString()).isEqualTo("科技");
        assertThat(rows.get(3).get(1).asString()).isEqualTo("Acme, \"Inc.\"\nLtd <&>");
        assertThat(rows.get(3).get(6).asString()).as("before Excel’s first date").isEqualTo("1850-01-01");
    }

    private static List<String> texts(List<Cell> row) {
        return row.stream().filter(Objects::nonNull).filter(cell -> cell.getType() == CellType.STRING).map(Cell::asString).toList();
    }

    @Test
    void onlyKnownColumnsAreWrittenEachOnce() throws IOException {
        assertThat(csv(write(Format.CSV, "", Locale.ENGLISH, "founded", "secret", "name", "founded")).getFirst())
                .containsExactly("Founded in", "Name");
        assertThat(csv(write(Format.CSV, "", Locale.ENGLISH)).getFirst()).as("the standard ones")
                .containsExactly("Name", "Employees", "Revenue", "Revenue · Currency", "Last change", "Founded in");
        assertThat(csv(write(Format.CSV, "", Locale.ENGLISH, "undeclared")).get(3)).as("readable, but no number").containsExactly("CNY 704200000000.5");
    }

    @Test
    void filterAndOrderAreThoseOfTheQuery() throws IOException {
        assertThat(csv(write(Format.CSV, "q=l&sort=name&unknown=1", Locale.ENGLISH, "employees"))).extracting(List::getFirst)
                .containsExactly("Employees", "0");
        assertThat(csv(write(Format.CSV, "q=nothing", Locale.ENGLISH, "name"))).containsExactly(List.of("Name"));
        assertThat(sheets(write(Format.XLSX, "q=nothing", Locale.ENGLISH, "name")).getFirst()).hasSize(1);
    }

    @Test
    void noTextIsAFormulaInACsvFile() throws IOException {
        assertThat(csvNames(NASTY)).allMatch(text -> text.startsWith("'")).map(text -> text.substring(1)).containsExactlyInAnyOrderElementsOf(NASTY);
        var good = List.of("a=b", "1-2", "华为＝技术", "'quoted", "a@b.c", "", "−5 °C");
        assertThat(csvNames(good)).containsExactlyInAnyOrderElementsOf(good);
    }

    @Test
    void noTextIsAFormulaInAWorkbookNorIfThatIsSavedAsCsv() throws IOException {
        assertThat(xlsxNames(NASTY)).filteredOn(text -> !text.startsWith("'")).containsExactlyInAnyOrder("-", "+86 10 6554-1234");
        assertThat(xml(write(Format.XLSX, "", Locale.ENGLISH, "name"))).doesNotContain("<f>");
        var good = List.of("a=b", "1-2", "华为＝技术", "'quoted", "a@b.c", "−5 °C", "😀🇨🇳", "]]>&#x41;<b>");
        assertThat(xlsxNames(good)).containsExactlyInAnyOrderElementsOf(good);
    }

    @Test
    void whatNoFileMayHoldIsLeftOut() throws IOException {
        var broken = List.of("a\u0000b\u0007c\u001f", "half \ud83d of a sign", "\uffff", "x".repeat(40_000));
        assertThat(csvNames(broken)).contains("abc", "half ? of a sign", "x".repeat(40_000));
        assertThat(xlsxNames(broken)).contains("abc", "half  of a sign", "x".repeat(32_767));
        assertThat(xlsxNames(List.of("a\r\nb\rc"))).containsExactly("a\nb\nc");
        assertThat(xlsxNames(List.of("_x0041_ _xyz"))).as("Excel would read an A").containsExactly("_x005F_x0041_ _xyz");
    }

    @Test
    void aWorkbookHasAFrozenHeaderAndWidths() throws IOException {
        assertThat(xml(write(Format.XLSX, "", Locale.ENGLISH, "name", "founded"))).contains("state=\"frozen\"", "ySplit=\"1\"", "width=\"40.0\"")
                .contains("name=\"Accounts\"").doesNotContain("t=\"s\"");
    }

    private static String xml(byte[] xlsx) throws IOException {
        Path file = Files.createTempFile("export", ".xlsx");
        try {
            Files.write(file, xlsx);
            var text = new StringBuilder();
            try (var zip = new ZipFile(file.toFile())) {
                for (var entry : zip.stream().toList()) {
                    text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return text.toString();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void rowsThatNoSheetHoldsGoOnInTheNext() throws IOException {
        var out = new ByteArrayOutputStream();
        var file = new XlsxFile(out, "A title of more than 31 characters", List.of(new ExportFile.Column("Number", 100), new ExportFile.Column("Date", 100)),
                1_001);
        for (int i = 0; i < 2_001; i++) {
            file.row(new Object[] {i, i % 2 == 0 ? LocalDate.of(2026, 1, 1).plusDays(i) : null});
        }
        file.finish();

        var sheets = sheets(out.toByteArray());
        assertThat(sheets).extracting(List::size).containsExactly(1_001, 1_001, 2);
        assertThat(sheets).allSatisfy(sheet -> assertThat(texts(sheet.getFirst())).containsExactly("Number", "Date"));
        assertThat(sheets.stream().flatMap(sheet -> sheet.stream().skip(1)).map(row -> row.getFirst().asNumber().intValue()))
                .isEqualTo(IntStream.range(0, 2_001).boxed().toList());
        assertThat(sheets.getLast().getLast().get(1).asDate().toLocalDate()).isEqualTo(LocalDate.of(2026, 1, 1).plusDays(2_000));
        assertThat(xml(out.toByteArray())).contains("name=\"A title of more than 31 \"", "name=\"A title of more than 31  2\"");
    }

    /** All of a file is not kept before its first byte is sent. */
    @ParameterizedTest
    @EnumSource
    void bytesLeaveWhileRowsAreRead(Format format) {
        names(IntStream.range(0, 60_000).mapToObj(i -> "name " + i * 7_919L % 100_003).toList());
        var out = new ByteArrayOutputStream();
        var sizes = new ArrayList<Integer>();
        list.afterRow = row -> {
            if (row % 20_000 == 0) {
                sizes.add(out.size());
            }
        };
        export.write(list, ListQuery.ALL, List.of("name"), format, Locale.ENGLISH, out);

        sizes.add(out.size());
        assertThat(sizes).isSorted().doesNotHaveDuplicates().doesNotContain(0).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void whenTheReaderIsGoneReadingStops(Format format) {
        names(IntStream.range(0, 60_000).mapToObj(i -> "name " + i * 7_919L % 100_003).toList());
        var read = new int[1];
        list.afterRow = row -> read[0] = row;

        export.write(list, ListQuery.ALL, List.of("name"), format, Locale.ENGLISH, new Closing(100_000));

        assertThat(read[0]).isBetween(1, 59_999);
        assertThat(entry().parameters()).containsEntry("outcome", "BROKEN_OFF").containsEntry("rows", read[0]);
    }

    /** A connection that is closed from the other side after some bytes. */
    private static final class Closing extends OutputStream {

        private int left;

        Closing(int left) {
            this.left = left;
        }

        @Override
        public void write(int b) throws IOException {
            if (--left < 0) {
                throw new IOException("Broken pipe");
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("Broken pipe");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyListMayBreakOffToo(Format format) {
        list.rows.clear();
        export.write(list, ListQuery.ALL, List.of("name"), format, Locale.ENGLISH, new Closing(0));
        assertThat(entry().parameters()).containsEntry("outcome", "BROKEN_OFF").containsEntry("rows", 0);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureOfTheListIsNoCompleteFile(Format format) {
        list.afterRow = row -> {
            throw new IllegalStateException("the database is gone");
        };
        var out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> export.write(list, ListQuery.ALL, List.of("name"), format, Locale.ENGLISH, out)).hasMessage("the database is gone");

        assertThat(entry().parameters()).containsEntry("outcome", "FAILED").containsEntry("rows", 1);
        if (format == Format.XLSX) {
            assertThatThrownBy(() -> sheets(out.toByteArray())).isInstanceOf(Exception.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStreamStaysOpen(Format format) throws IOException {
        var closed = new boolean[1];
        var out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        export.write(list, ListQuery.ALL, List.of("name"), format, Locale.ENGLISH, out);
        assertThat(closed[0]).isFalse();
    }

    @Test
    void theAuditTrailTellsOfIt() {
        write(Format.CSV, "sort=-employees&q=华为&unknown=1", CHINESE, "tier", "name", "nothing");

        assertThat(entry().actorId()).isEqualTo(company.member().id());
        assertThat(entry().kind()).isEqualTo("list.export");
        assertThat(entry().subject()).isEqualTo("memory");
        assertThat(entry().parameters()).isEqualTo(Map.of("query", "sort=-employees&q=%E5%8D%8E%E4%B8%BA", "columns", "tier,name", "format", "CSV",
                "rows", 1, "outcome", "ENDED"));
    }

    private AuditEntry entry() {
        return fixtures.as(company.director(), () -> trail.page(null, 2)).getFirst();
    }

    @Test
    void nobodySignedInGetsNothing() {
        SecurityContextHolder.clearContext();
        assertThatThrownBy(() -> write(Format.CSV, "", Locale.ENGLISH)).isInstanceOf(AuthenticationCredentialsNotFoundException.class);
        assertThatThrownBy(() -> SystemWork.run(() -> write(Format.CSV, "", Locale.ENGLISH))).isInstanceOf(AccessDeniedException.class);
        assertThat(list.streams).isZero();
        assertThat(list.pages).isEmpty();
    }

    @Test
    void theFileIsCalledAsTheListWithTheDate() {
        assertThat(export.fileName(list, Format.XLSX, CHINESE)).isEqualTo("客户 2026-11-24.xlsx");
        assertThat(export.fileName(list, Format.CSV, Locale.ENGLISH)).isEqualTo("Accounts 2026-11-24.csv");
        var wild = new MemoryList() {
            @Override
            public String titleKey() {
                return "import.rows.of.no.text";
            }
        };
        assertThat(export.fileName(wild, Format.CSV, Locale.ENGLISH)).isEqualTo("2026-11-24.csv");
    }

    @Test
    void numbersOfAnySizeArePlain() throws IOException {
        var out = new ByteArrayOutputStream();
        var file = new CsvFile(out, List.of(new ExportFile.Column("a", 1)));
        for (var number : Arrays.asList(new BigDecimal("1E+3"), new BigDecimal("0.0000"), new BigDecimal("123456789012345.6789"), Long.MAX_VALUE, null)) {
            file.row(new Object[] {number});
        }
        file.finish();
        assertThat(csv(out.toByteArray())).extracting(List::getFirst)
                .containsExactly("a", "1000", "0", "123456789012345.6789", "9223372036854775807", "");
    }
}
