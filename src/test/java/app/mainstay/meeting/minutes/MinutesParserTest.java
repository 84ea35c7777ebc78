package app.mainstay.meeting.minutes;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.meeting.minutes.Mentions.Person;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as people type them. The meeting is on Wednesday, 10 June 2026. */
class MinutesParserTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 10);
    private static final List<Person> ATTENDEES = List.of(new Person(1, "张三", "zhang.san"), new Person(2, "Zhang San", "zsan"), new Person(3, "Emma Whitfield", "emma"),
            new Person(4, "欧阳修远", "ouyang"));
    private static final List<Person> COLLEAGUES = List.of(new Person(1, "张三", "zhang.san"), new Person(5, "张三丰", "zsf"), new Person(6, "李四", "li.si"),
            new Person(7, "李四", "li.si2"), new Person(8, "Emma Stone", "stone"), new Person(9, "Zhang San Jr", "zsj"), new Person(10, "王小明", "wxm"));

    private static List<MarkedLine> parse(String text) {
        return MinutesParser.parse(text, DAY);
    }

    /** The kind, the people, the day and what is left. */
    private static String read(String line) {
        var found = parse(line);
        if (found.isEmpty()) {
            return "-";
        }
        var mentions = new Mentions(ATTENDEES, COLLEAGUES).read(found.getFirst(), DAY);
        return found.getFirst().kind() + " " + mentions.owners().stream().map(person -> String.valueOf(person.id())).collect(Collectors.joining("/")) + " "
                + (mentions.due() == null ? "" : mentions.due()) + " " + mentions.text();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            // as the documentation has it
            "行动:@张三 6/30 提交报价 | ACTION 1 2026-06-30 提交报价",
            "Action: @Zhang San 6/30 send the offer | ACTION 2 2026-06-30 send the offer",
            "需求:希望缩短交期 | NEED   希望缩短交期",
            "承诺:两周内给出书面答复 | PROMISE  2026-06-24 给出书面答复",
            "反馈:服务响应慢 | FEEDBACK   服务响应慢",
            "决议:采用方案二 | DECISION   采用方案二",
            "Need: shorter delivery | NEED   shorter delivery",
            "Promise: a written answer by 6/20 | PROMISE  2026-06-20 a written answer by 6/20",
            "Feedback: support is slow | FEEDBACK   support is slow",
            "Decision: option two | DECISION   option two",
            // colons, width, case, spaces, list marks
            "行动：＠张三　6/30　提交报价 | ACTION 1 2026-06-30 提交报价",
            "ACTION： @emma send it | ACTION 3  send it",
            "  - action : @emma send it | ACTION 3  send it",
            "* 待办:寄样品 | ACTION   寄样品",
            "1. TODO: ship the sample | ACTION   ship the sample",
            "- [ ] Action item: ship | ACTION   ship",
            "**行动:** 寄样品 | ACTION   寄样品",
            "**Action**: ship | ACTION   ship",
            "客户需求:更长质保 | NEED   更长质保",
            // what is no mark
            "行动 提交报价 | -",
            "下一步行动:提交报价 | -",
            "行动: | -",
            "行动:   | -",
            "Actionable: nothing | -",
            "http://example.com | -",
            "10:30 会议开始 | -",
            // names
            "行动:@张三6月30日前提交 | ACTION 1 2026-06-30 前提交",
            "行动:@张三丰 明天打电话 | ACTION 5 2026-06-11 打电话",
            "行动:@张三、@李四 6/30 提交 | ACTION 1 2026-06-30 提交",
            "行动:6/30 @张三 提交 | ACTION 1 2026-06-30 提交",
            "行动:提交报价 @张三 | ACTION 1  提交报价 @张三",
            "行动:@李四 提交 | ACTION 6/7  提交",
            "行动:@修远 提交 | ACTION 4  提交",
            "行动:@小明 提交 | ACTION 10  提交",
            "行动:@王总 确认合同 | ACTION   @王总 确认合同",
            "Action: @Emma, tomorrow: call | ACTION 3 2026-06-11 call",
            "Action: @stone call | ACTION 8  call",
            "Action: @Zhang Sanders call | ACTION 2  Sanders call",
            "Action: @zsan call | ACTION 2  call",
            "Action: @Nobody Known call | ACTION   @Nobody Known call",
            "Action: write to emma@example.com | ACTION   write to emma@example.com",
            // days
            "行动:2026-07-01 提交 | ACTION  2026-07-01 提交",
            "行动:2026年7月1日 提交 | ACTION  2026-07-01 提交",
            "行动:7月1号提交 | ACTION  2026-07-01 提交",
            "行动:6/10 提交 | ACTION  2026-06-10 提交",
            "行动:6/1 提交 | ACTION  2026-06-01 提交",
            "行动:1/15 提交 | ACTION  2027-01-15 提交",
            "行动:30/6 提交 | ACTION  2026-06-30 提交",
            "行动:2/29 提交 | ACTION  2028-02-29 提交",
            "行动:13/32 提交 | ACTION   13/32 提交",
            "行动:今天提交 | ACTION  2026-06-10 提交",
            "行动:明天提交 | ACTION  2026-06-11 提交",
            "行动:后天提交 | ACTION  2026-06-12 提交",
            "行动:大后天提交 | ACTION  2026-06-13 提交",
            "行动:周五提交 | ACTION  2026-06-12 提交",
            "行动:周三提交 | ACTION  2026-06-17 提交",
            "行动:本周五提交 | ACTION  2026-06-12 提交",
            "行动:本周一提交 | ACTION  2026-06-08 提交",
            "行动:下周五提交 | ACTION  2026-06-19 提交",
            "行动:下下周五提交 | ACTION  2026-06-26 提交",
            "行动:下周日提交 | ACTION  2026-06-21 提交",
            "行动:星期天提交 | ACTION  2026-06-14 提交",
            "行动:月底提交 | ACTION  2026-06-30 提交",
            "行动:下月底提交 | ACTION  2026-07-31 提交",
            "行动:年底提交 | ACTION  2026-12-31 提交",
            "行动:3天内提交 | ACTION  2026-06-13 提交",
            "行动:十五天内提交 | ACTION  2026-06-25 提交",
            "行动:一个月内提交 | ACTION  2026-07-10 提交",
            "行动:于6月20日前提交 | ACTION  2026-06-20 于6月20日前提交",
            "行动:提交报价,6/20 | ACTION  2026-06-20 提交报价,6/20",
            "行动:客户 3/4 的产线升级 | ACTION   客户 3/4 的产线升级",
            "Action: tomorrow send it | ACTION  2026-06-11 send it",
            "Action: today | ACTION  2026-06-10 today",
            "Action: Friday send it | ACTION  2026-06-12 send it",
            "Action: this Friday send it | ACTION  2026-06-12 send it",
            "Action: next Friday send it | ACTION  2026-06-19 send it",
            "Action: send it by next Fri | ACTION  2026-06-19 send it by next Fri",
            "Action: send it before 1 July | ACTION  2026-07-01 send it before 1 July",
            "Action: July 1st, 2027 send it | ACTION  2027-07-01 send it",
            "Action: send it by Jan 5 | ACTION  2027-01-05 send it by Jan 5",
            "Action: within 2 weeks send it | ACTION  2026-06-24 send it",
            "Action: send it by the end of the month | ACTION  2026-06-30 send it by the end of the month",
            "Action: Monday.com is the tool | ACTION   Monday.com is the tool",
            "Action: maybe 3 months of data | ACTION   maybe 3 months of data",
            "Action: sunny places | ACTION   sunny places",
            "Action: version 2026.6.30 is live, 99% | ACTION   version 2026.6.30 is live, 99%"})
    void aLineIsRead(String line, String expected) {
        assertThat(read(line)).isEqualTo(expected.strip().equals("-") ? "-" : expected);
    }

    @Test
    void itemsBelowAHeadingThatNamesAKindAreOfIt() {
        assertThat(parse("""
                # Minutes
                - not marked
                ## Needs heard
                - shorter delivery
                plain text
                ### 决议:
                1. 采用方案二
                2. 承诺:免费延保
                ## Other
                - nothing
                ```
                Action: in a quotation
                ```
                Action: outside""")).extracting(line -> line.number() + " " + line.kind() + " " + line.text()).containsExactly("3 NEED shorter delivery", "6 DECISION 采用方案二",
                "7 PROMISE 免费延保", "13 ACTION outside");
    }

    @Test
    void aLineIsTheSameHoweverItIsSpacedAndIsFoundOnce() {
        var lines = parse("行动:@张三 6/30 提交报价\n- 行动：  @张三　6/30 提交报价\r\nAction: x\nneed: x");
        assertThat(lines).extracting(MarkedLine::kind).containsExactly(MarkKind.ACTION, MarkKind.ACTION, MarkKind.NEED);
        assertThat(lines).extracting(MarkedLine::number).containsExactly(0, 2, 3);
        assertThat(lines).extracting(MarkedLine::key).doesNotHaveDuplicates();
    }

    @Test
    void aYearTurnsAtItsEnd() {
        LocalDate december = LocalDate.of(2026, 12, 28);
        assertThat(MinutesParser.parse("行动:1/5 a\n行动:12/1 b\n行动:11/27 c\n行动:下周五 d", december)).extracting(MarkedLine::due)
                .containsExactly(LocalDate.of(2027, 1, 5), LocalDate.of(2026, 12, 1), LocalDate.of(2027, 11, 27), LocalDate.of(2027, 1, 8));
        LocalDate january = LocalDate.of(2027, 1, 5);
        assertThat(MinutesParser.parse("行动:12/20 a\n行动:12/1 b", january)).extracting(MarkedLine::due)
                .containsExactly(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 12, 1));
    }

    /** Whatever the text: no failure, lines in their order and each once, and whatever was marked keeps every sign of its words. */
    @Test
    void neverFailsAndLosesNothing() {
        String[] pieces = {"行动", "Action", ":", "：", "@", "＠", "张三", "Zhang San", "李四", " ", "　", "6/30", "2026-02-30", "99/99", "下周五", "下下下", "下周", "next ", "Fri", "三十五天内", "十",
                "天内", "\n", "\r\n", "- ", "1. ", "## ", "需求", "**", "```", "[ ] ", "by", "前", "(", "$", "\\", "😀", "\u0000", "July", " 31", "Feb 30", "999 days", "in 999 weeks", "年底", "2999年12月31日", "0", "/"};
        var random = new Random(20_260_610);
        var mentions = new Mentions(ATTENDEES, COLLEAGUES);
        int marked = 0;
        for (int run = 0; run < 20_000; run++) {
            var text = new StringBuilder(run % 2 == 0 ? "行动:" : "");
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            var lines = MinutesParser.parse(text.toString(), DAY);
            marked += lines.size();
            int before = -1;
            for (var line : lines) {
                assertThat(line.number()).isGreaterThan(before);
                before = line.number();
                var read = mentions.read(line, DAY);
                assertThat(read.text()).as(text.toString()).isNotBlank();
                assertThat(read.due() == null || read.due().getYear() >= 2000).isTrue();
                assertThat(text.toString().replaceAll("[\\s\\u3000]+", "")).contains(read.text().replaceAll("[\\s\\u3000]+", ""));
            }
            assertThat(lines).extracting(MarkedLine::key).doesNotHaveDuplicates();
        }
        assertThat(marked).isGreaterThan(5_000);
    }

    /** What is typed by a careful person is read back as it was meant. */
    @Test
    void whatIsWrittenInOrderIsReadBack() {
        var random = new Random(7);
        int runs = 0;
        for (; runs < 3_000; runs++) {
            LocalDate due = DAY.plusDays(random.nextInt(300));
            String day = switch (random.nextInt(4)) {
                case 0 -> due.toString();
                case 1 -> due.getMonthValue() + "/" + due.getDayOfMonth();
                case 2 -> due.getMonthValue() + "月" + due.getDayOfMonth() + "日";
                default -> due.getYear() + "年" + due.getMonthValue() + "月" + due.getDayOfMonth() + "日";
            };
            var person = ATTENDEES.get(random.nextInt(ATTENDEES.size()));
            String line = (random.nextBoolean() ? "行动" : "action") + (random.nextBoolean() ? ":" : "：") + " ".repeat(random.nextInt(2))
                    + (random.nextBoolean() ? "@" + person.name() + " " + day : day + " @" + person.name()) + " 提交 v" + runs;
            assertThat(read(line)).as(line).isEqualTo("ACTION " + person.id() + " " + due + " 提交 v" + runs);
        }
        assertThat(runs).isEqualTo(3_000);
    }

    @Test
    void aMillionSignsAreReadAtOnce() {
        @Nullable String line = "行动:@张三 " + "下周".repeat(200) + " 6/ 7/ x@y ".repeat(50);
        assertThat(parse((line + "\n").repeat(3) + "x".repeat(100_000) + "\n" + "行动".repeat(50_000))).hasSize(1);
    }
}
