package app.mainstay.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.note.NoteDraft;
import app.mainstay.account.note.Notes;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.task.TaskDraft;
import app.mainstay.task.TaskKind;
import app.mainstay.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DatabaseTest
class PrepPackTest {

    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    Fixtures fixtures;
    @Autowired
    Meetings meetings;
    @Autowired
    PrepPack packs;
    @Autowired
    Contacts contacts;
    @Autowired
    Notes notes;
    @Autowired
    Tasks tasks;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "宏远精密制造有限公司", company.member());
    }

    private long plan(List<Long> invited) {
        return fixtures.as(company.member(), () -> meetings.save(new MeetingDraft(null, "年度战略讨论", MeetingKind.STRATEGY, List.of(acme), "上海总部 3 号会议室", null,
                "了解明年的采购计划", TEN, TEN.plusHours(2), "Asia/Shanghai", null, company.member().id(), List.of(company.stranger().id()), invited, List.of(new Guest("王顾问", null)),
                List.of(new AgendaItem("回顾", 20)), 15, true, 0), Extent.THIS));
    }

    private long contact(String name) {
        return fixtures.as(company.member(), () -> contacts.save(new ContactDraft(null, acme, name, "采购总监", "供应链", null, null, null, null, null, null, null, null, null, null, null,
                null, ContactDraft.empty(acme).consent(), null, false, null, null, null, null, 0)));
    }

    private void note(String text) {
        fixtures.as(company.member(), () -> notes.save(new NoteDraft(null, acme, text, 0)));
    }

    @Test
    void whoseAccountItIsReadsPeopleContactsAndOthersReadNothingOfIt() {
        long id = plan(List.of(contact("陈伟")));
        note("## 拜访\n- **价格**偏高，\n- 希望缩短交期");

        var pack = fixtures.as(company.member(), () -> packs.get(id, Locale.SIMPLIFIED_CHINESE));
        assertThat(pack.facts()).extracting(fact -> fact.value()).contains("宏远精密制造有限公司", "战略讨论", "了解明年的采购计划", "– 回顾（20 分钟）", "Member, Stranger (未答复)");
        assertThat(part(pack, "prep.people").rows()).extracting(PrepSection.Row::cells)
                .containsExactly(List.of("陈伟", "采购总监, 供应链", "", "从未"), List.of("王顾问", "来宾", "", ""));
        assertThat(part(pack, "prep.contacts").rows().getFirst().cells()).startsWith("Member · 拜访 价格偏高， 希望缩短交期").endsWith("拜访 价格偏高， 希望缩短交期");

        // Invited, but the account is out of sight: the names of the meeting, and nothing else of the account.
        var stranger = fixtures.as(company.stranger(), () -> packs.get(id, Locale.SIMPLIFIED_CHINESE));
        assertThat(stranger.parts()).extracting(PrepPack.Part::titleKey).containsExactly("prep.people");
        assertThat(part(stranger, "prep.people").rows().getFirst().cells().getFirst()).isEqualTo("陈伟");
        assertThatThrownBy(() -> fixtures.as(company.outsider(), () -> packs.get(id, Locale.ENGLISH))).isInstanceOf(NotFoundException.class);
    }

    private static PrepPack.Part part(PrepPack.Pack pack, String title) {
        return pack.parts().stream().filter(part -> part.titleKey().equals(title)).findFirst().orElseThrow();
    }

    private long task(String title, TaskKind kind, @Nullable LocalDate due) {
        return fixtures.as(company.member(), () -> tasks.save(new TaskDraft(null, title, kind, company.member().id(), due, acme, null, 0)));
    }

    @Test
    void whatIsOwedComesMostUrgentFirst() {
        task("更新联系人名单", TaskKind.NEXT_STEP, LocalDate.of(2026, 11, 1));
        long kept = task("书面答复交期", TaskKind.PROMISE, LocalDate.of(2026, 11, 2));
        fixtures.as(company.member(), () -> tasks.done(kept, tasks.get(kept).version()));
        task("整理技术问题", TaskKind.ACTION, null);
        long first = task("提交寄售方案", TaskKind.PROMISE, LocalDate.of(2026, 11, 30));
        long id = plan(List.of());

        var rows = part(fixtures.as(company.member(), () -> packs.get(id, Locale.SIMPLIFIED_CHINESE)), "prep.tasks").rows();
        assertThat(rows).extracting(PrepSection.Row::cells).containsExactly(List.of("提交寄售方案", "承诺", "Member", "2026-11-30"), List.of("整理技术问题", "待办", "Member", ""));
        assertThat(rows.getFirst().path()).isEqualTo("tasks/" + Ids.text(first));
        // Invited without seeing the account.
        assertThat(fixtures.as(company.stranger(), () -> packs.get(id, Locale.ENGLISH)).parts()).noneMatch(part -> part.titleKey().equals("prep.tasks"));
    }

    @Test
    void thePdfIsOnePageInChineseHoweverMuchThereIs() throws IOException {
        List<Long> all = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            all.add(contact("联系人" + i));
            note("第 " + i + " 次联系：" + "客户希望我们在明年第一季度之前给出完整的报价与交付计划。".repeat(6));
        }
        byte[] pdf = fixtures.as(company.member(), () -> packs.pdf(plan(all), Locale.SIMPLIFIED_CHINESE));
        Files.write(Path.of("target", "prep-pack.pdf"), pdf);
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            String text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
            assertThat(text).contains("年度战略讨论", "宏远精密制造有限公司", "会见对象", "联系人1", "最近联系", "其余见");
        }
    }
}
