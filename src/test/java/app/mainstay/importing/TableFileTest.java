package app.mainstay.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String TABLE = "客户;行业\n华为技术;电信\n\"中兴\n通讯\";\"电子; \"\"器件\"\"\"\n";

    @TempDir
    Path folder;

    @Test
    void readsEveryEncodingAndDelimiterToTheSameRows() throws IOException {
        for (char delimiter : new char[] {',', ';', '\t'}) {
            String text = delimiter == ';' ? TABLE : TABLE.replace("; ", "§").replace(';', delimiter).replace("§", "; ");
            for (byte[] bytes : List.of(text.getBytes(StandardCharsets.UTF_8), ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
                    text.getBytes(GB18030), ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
                    ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE), text.getBytes(StandardCharsets.UTF_16LE),
                    text.getBytes(StandardCharsets.UTF_16BE), text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))) {
                var file = read("table.csv", bytes);

                assertThat(file.headers()).containsExactly("客户", "行业");
                assertThat(file.rows()).isEqualTo(2);
                assertThat(file.samples().getFirst()).containsExactly("华为技术", "电信");
                assertThat(file.samples().getLast().getFirst().replace("\r", "")).isEqualTo("中兴\n通讯");
                assertThat(file.samples().getLast().getLast()).isEqualTo("电子; \"器件\"");
            }
        }
    }

    @Test
    void findsTheEncodingByACharacterFarDownTheFile() throws IOException {
        var text = new StringBuilder("name,city\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("Company ").append(i).append(",Town\n");
        }
        text.append("上海汽车,上海\n");

        var file = read("late.csv", text.toString().getBytes(GB18030));

        assertThat(last(file)).containsExactly("上海汽车", "上海");
    }

    @Test
    void tellsTheLineWhereARowBegins() throws IOException {
        var file = read("lines.csv", "\nname,city\n\na,\"x\ny\"\n\n\nb,z\n".getBytes(StandardCharsets.UTF_8));

        assertThat(lines(file)).containsExactly(4L, 8L);
    }

    @Test
    void readsWorkbooks() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            var sheet = workbook.newWorksheet("Accounts");
            sheet.value(1, 0, "name");
            sheet.value(1, 1, "employees");
            sheet.value(1, 2, "revenue");
            sheet.value(1, 3, "since");
            sheet.value(3, 0, "华为技术");
            sheet.value(3, 1, 195_000);
            sheet.value(3, 2, 0.1);
            sheet.value(3, 3, LocalDate.of(2017, 3, 1));
            sheet.style(3, 3).format("yyyy-MM-dd").set();
            workbook.newWorksheet("Second").value(0, 0, "ignored");
        }

        var file = read("book.csv", bytes.toByteArray());

        assertThat(file.headers()).containsExactly("name", "employees", "revenue", "since");
        assertThat(file.samples()).containsExactly(List.of("华为技术", "195000", "0.1", "2017-03-01"));
        assertThat(lines(file)).containsExactly(4L);
    }

    /** What Excel has reckoned stands beside a formula; the formula itself is never read, and what failed there is refused as a row. */
    @Test
    void aFormulaCellIsItsStoredValueOnASecondSheetToo() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            workbook.newWorksheet("Notes").value(0, 0, "read the second sheet");
            var sheet = workbook.newWorksheet("Accounts");
            for (int column = 0; column < 3; column++) {
                sheet.value(0, column, List.of("name", "employees", "founded").get(column));
                sheet.value(1, column, column == 0 ? 900_001 : 900_001 + column);
            }
        }
        Path path = folder.resolve("formulas.xlsx");
        rewrite(Files.write(folder.resolve("plain.xlsx"), bytes.toByteArray()), path, xml -> xml
                .replaceFirst("<c r=\"A2\"([^>]*?)(?: t=\"\\w+\")?><v>900001</v>", "<c r=\"A2\"$1 t=\"str\"><f>CONCATENATE(\"Ac\",\"me\")</f><v>Acme</v>")
                .replace("<v>900002</v>", "<f>SUM(40,2)</f><v>42</v>")
                .replaceFirst("<c r=\"C2\"([^>]*?)(?: t=\"\\w+\")?><v>900003</v>", "<c r=\"C2\"$1 t=\"e\"><f>1/0</f><v>#DIV/0!</v>"));

        var file = TableFile.read(path, "formulas.xlsx", new TableFile.Place(1, null));

        assertThat(file.sheets()).containsExactly("Notes", "Accounts");
        assertThat(file.samples()).containsExactly(List.of("Acme", "42", "#DIV/0!"));
    }

    @Test
    void refusesWhatIsNoTableWithOneSentence() throws IOException {
        byte[] png = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        refused("import.problem.notText", png);
        refused("import.problem.empty", new byte[0]);
        refused("import.problem.empty", "\n\n  \n".getBytes(StandardCharsets.UTF_8));
        refused("import.problem.empty", "\ufeff".getBytes(StandardCharsets.UTF_8));
        refused("import.problem.onlyHeader", "name,sector\n\n,\n".getBytes(StandardCharsets.UTF_8));
        refused("import.problem.duplicateHeader", "name,sector,Name\na,b,c\n".getBytes(StandardCharsets.UTF_8));
        refused("import.problem.quotes", "name,sector\n\"a\"b,c\nd,e\n".getBytes(StandardCharsets.UTF_8));
        refused("import.problem.quotes", "name,sector\n\"a,c\nd,e\n".getBytes(StandardCharsets.UTF_8));
        refused("import.problem.rowTooLong", ("name\n\"" + "x\n".repeat(600_000)).getBytes(StandardCharsets.UTF_8));
        refused("import.problem.oldExcel", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1});
        refused("import.problem.brokenExcel", new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0, 8});
        refused("import.problem.notText", zip("word/document.xml", "<w/>"));
        refused("import.problem.brokenExcel", zip("xl/workbook.xml", "<workbook"));
        refused("import.problem.brokenExcel", zip("xl/workbook.xml", "<workbook/>"));
    }

    @Test
    void refusesFiveThousandColumnsInATextAndInAWorkbook() throws IOException {
        refused("import.problem.tooManyColumns", (String.join(",", columns(5_000)) + "\n1\n").getBytes(StandardCharsets.UTF_8));
        refused("import.problem.tooManyColumns", workbook(List.of(List.copyOf(columns(5_000)), List.of("1"))));
    }

    @Test
    void refusesAFileWhoseLinesAreInDifferentEncodings() throws IOException {
        var mixed = new ByteArrayOutputStream();
        mixed.write("客户名称,所在城市\n".getBytes(StandardCharsets.UTF_8));
        mixed.write("华为技术有限公司,深圳\n".getBytes(GB18030));
        mixed.write("上海汽车集团,上海\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read("mixed.csv", mixed.toByteArray())).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).containsExactly(Problem.of(null, "import.problem.mixedEncodings", 1L, 2L)));
        // "联通" in GB18030 is valid UTF-8 by chance.
        assertThat(read("gb.csv", "名称\n联通\n华为技术\n".getBytes(GB18030)).headers()).containsExactly("名称");
    }

    @Test
    void refusesMoreThanTwoHundredMegabytes() throws IOException {
        Path path = folder.resolve("large.csv");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(201L * 1024 * 1024);
        }

        assertThatThrownBy(() -> TableFile.read(path, "large.csv")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("import.problem.tooLarge");
    }

    @Test
    void refusesAWorkbookThatUnpacksToGigabytes() throws IOException {
        Path path = folder.resolve("bomb.xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            byte[] nothing = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(nothing);
            }
            zip.closeEntry();
        }

        assertThatThrownBy(() -> TableFile.read(path, "bomb.xlsx")).hasMessageContaining("import.problem.unpacksTooLarge");
    }

    @Test
    void resolvesNoExternalEntities() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "s3cret");
        byte[] workbook = workbook(List.of(List.of("name"), List.of("value")));
        Path path = folder.resolve("entity.xlsx");
        rewrite(Files.write(folder.resolve("plain.xlsx"), workbook), path, xml -> xml.replaceFirst("\\?>", "?><!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>")
                .replace(">value<", ">&e;<"));

        String seen;
        try {
            seen = TableFile.read(path, "entity.xlsx").samples().toString();
        } catch (RefusedException refused) {
            seen = refused.getMessage();
        }
        assertThat(seen).doesNotContain("s3cret");
    }

    /** Whatever the bytes, the answer is a table or one of the designed sentences. */
    @Test
    void neverFailsInAnyOtherWay() throws IOException {
        var random = new Random(20_261_124);
        byte[] workbook = workbook(List.of(List.of("name", "sector"), List.of("a", "b"), List.of("c", "d")));
        byte[][] seeds = {TABLE.getBytes(StandardCharsets.UTF_8), TABLE.getBytes(GB18030), TABLE.getBytes(StandardCharsets.UTF_16LE), workbook};
        int tables = 0;
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] bytes;
            if (round % 5 == 4) {
                bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
            } else {
                bytes = seeds[random.nextInt(seeds.length)].clone();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
            }
            try {
                read("fuzz", bytes);
                tables++;
            } catch (RefusedException designed) {
                assertThat(designed.problems()).hasSize(1).allMatch(problem -> problem.key().startsWith("import.problem."));
                refused++;
            }
        }
        assertThat(tables).isPositive();
        assertThat(refused).isPositive();
    }

    private TableFile read(String name, byte[] bytes) throws IOException {
        return TableFile.read(Files.write(folder.resolve("upload"), bytes), name);
    }

    private void refused(String key, byte[] bytes) {
        assertThatThrownBy(() -> read("file.csv", bytes)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).singleElement().satisfies(problem -> assertThat(problem.key()).isEqualTo(key)));
    }

    private static List<Long> lines(TableFile file) throws IOException {
        var lines = new ArrayList<Long>();
        try (var rows = file.open()) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                lines.add(row.line());
            }
        }
        return lines;
    }

    private static List<String> last(TableFile file) throws IOException {
        List<String> last = List.of();
        try (var rows = file.open()) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                last = row.cells();
            }
        }
        return last;
    }

    private static List<String> columns(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    private static byte[] zip(String entry, String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] workbook(List<List<String>> rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            var sheet = workbook.newWorksheet("Sheet");
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < rows.get(r).size(); c++) {
                    sheet.inlineString(r, c, rows.get(r).get(c));
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void rewrite(Path workbook, Path target, UnaryOperator<String> sheet) throws IOException {
        try (var in = new ZipFile(workbook.toFile()); var out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (var entry : Collections.list(in.entries())) {
                String content = new String(in.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write((entry.getName().contains("worksheets/") ? sheet.apply(content) : content).getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
    }
}
