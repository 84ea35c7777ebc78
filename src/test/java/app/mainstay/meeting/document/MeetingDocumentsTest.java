package app.mainstay.meeting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.account.duplicate.MergeDraft;
import app.mainstay.account.duplicate.Merging;
import app.mainstay.base.Documents;
import app.mainstay.files.Files;
import app.mainstay.files.StoredFile;
import app.mainstay.meeting.Extent;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.PrepPack;
import app.mainstay.meeting.PrepSection;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;

@DatabaseTest
class MeetingDocumentsTest {

    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    private MeetingDocuments ofMeetings;
    @Autowired
    private Documents documents;
    @Autowired
    private Files files;
    @Autowired
    private Meetings meetings;
    @Autowired
    private PrepPack packs;
    @Autowired
    private AccountService accounts;
    @Autowired
    private Merging merging;
    @Autowired
    private Timeline timeline;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcTemplate jdbc;

    private Fixtures.Company company;
    private long acme;
    private long meeting;

    /** The stranger takes part without seeing the account. */
    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        meeting = plan(List.of(acme), null);
    }

    private long plan(List<Long> about, @Nullable String rule) {
        return fixtures.as(company.member(), () -> meetings.save(new MeetingDraft(null, "Quarter review", about.isEmpty() ? MeetingKind.INTERNAL : MeetingKind.BUSINESS_REVIEW, about,
                null, null, null, TEN, TEN.plusHours(1), "Asia/Shanghai", rule, company.member().id(), List.of(company.stranger().id()), List.of(), List.of(), List.of(), null, true, 0),
                Extent.THIS));
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private StoredFile add(Viewer by, long id, String name) {
        return fixtures.as(by, () -> documents.add(MeetingDocuments.of(id), name, stream(name)));
    }

    private List<String> names(Viewer viewer, long id) {
        return fixtures.as(viewer, () -> documents.page(MeetingDocuments.of(id), null, 9)).stream().map(document -> document.file().name() + " " + document.uploader()).toList();
    }

    private List<String> story() {
        return fixtures.as(company.member(), () -> timeline.page(acme, null, 9)).stream().filter(entry -> entry.kind().startsWith("meeting.file"))
                .map(entry -> entry.kind() + " " + String.join(" ", entry.parameters().values())).toList();
    }

    private static void refused(ThrowingCallable call, String key) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, refusal -> assertThat(refusal.problems()).extracting(Problem::key).containsExactly(key));
    }

    @Test
    void whoSeesTheMeetingReadsAndWhoTakesPartOrMayChangeItWrites() {
        var file = add(company.member(), meeting, "agenda.txt");
        add(company.stranger(), meeting, "answer.txt");
        add(company.manager(), meeting, "note.txt");
        for (var reader : List.of(company.member(), company.manager(), company.director(), company.stranger())) {
            assertThat(names(reader, meeting)).containsExactly("note.txt Manager", "answer.txt Stranger", "agenda.txt Member");
        }
        for (var foreign : List.of(company.colleague(), company.outsider(), company.administrator())) {
            Fixtures.signIn(foreign);
            for (ThrowingCallable call : List.<ThrowingCallable>of(() -> documents.page(MeetingDocuments.of(meeting), null, 9), () -> files.get(file.id()), () -> files.read(file.id(), System.err),
                    () -> documents.remove(file.id()), () -> documents.add(MeetingDocuments.of(meeting), "x", stream("x")))) {
                assertThatThrownBy(call).as(foreign.getUsername()).isInstanceOf(NotFoundException.class);
            }
            assertThat(documents.writes(MeetingDocuments.of(meeting))).isFalse();
            assertThat(files.some(List.of(file.id()))).isEmpty();
        }
        fixtures.as(company.manager(), () -> documents.remove(file.id()));
        assertThat(names(company.stranger(), meeting)).containsExactly("note.txt Manager", "answer.txt Stranger");
        assertThat(story()).containsExactly("meeting.file.removed agenda.txt Quarter review", "meeting.file.added note.txt Quarter review",
                "meeting.file.added answer.txt Quarter review", "meeting.file.added agenda.txt Quarter review");
    }

    @Test
    void aMeetingAboutNoAccountHasDocumentsForWhoTakesPart() {
        long internal = plan(List.of(), null);
        add(company.stranger(), internal, "plan.txt");
        assertThat(names(company.member(), internal)).containsExactly("plan.txt Stranger");
        Fixtures.signIn(company.director());
        assertThatThrownBy(() -> documents.page(MeetingDocuments.of(internal), null, 9)).isInstanceOf(NotFoundException.class);
        assertThat(story()).isEmpty();
    }

    @Test
    void whatIsNoDocumentIsRefusedAsEverywhere() {
        Fixtures.signIn(company.member());
        var owner = MeetingDocuments.of(meeting);
        refused(() -> documents.add(owner, "letter.docx", new ByteArrayInputStream(new byte[] {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0})), "files.problem.program");
        refused(() -> documents.add(owner, "empty.txt", stream("")), "files.problem.empty");
        refused(() -> documents.add(owner, "large.bin", new ByteArrayInputStream(new byte[(int) documents.maxBytes() + 1])), "files.problem.tooLarge");
        assertThat(documents.page(owner, null, 9)).isEmpty();
    }

    @Test
    void aCancelledMeetingKeepsItsDocumentsAndGetsNoMore() {
        add(company.member(), meeting, "agenda.txt");
        var slow = new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at++ == 0) {
                    fixtures.as(company.member(), () -> meetings.cancel(meeting, meetings.get(meeting).draft().version(), Extent.THIS, null));
                    Fixtures.signIn(company.stranger());
                    return 'x';
                }
                return -1;
            }
        };
        Fixtures.signIn(company.stranger());
        refused(() -> documents.add(MeetingDocuments.of(meeting), "late.txt", slow), "meeting.problem.cancelled");
        Fixtures.signIn(company.member());
        assertThat(documents.writes(MeetingDocuments.of(meeting))).isFalse();
        assertThatThrownBy(() -> documents.add(MeetingDocuments.of(meeting), "x", stream("x"))).isInstanceOf(AccessDeniedException.class);
        assertThat(names(company.stranger(), meeting)).containsExactly("agenda.txt Member");
    }

    @Test
    void theAccountFindsTheDocumentsOfItsMeetingsAndKeepsThemWhenItTurnsOutToBeAnother() {
        long other = plan(List.of(acme), null);
        add(company.member(), meeting, "one.txt");
        add(company.member(), other, "two.txt");
        var found = fixtures.as(company.manager(), () -> ofMeetings.ofAccount(acme, 9));
        assertThat(found).extracting(document -> document.file().name() + " " + document.meetingId() + " " + document.subject())
                .containsExactly("two.txt " + other + " Quarter review", "one.txt " + meeting + " Quarter review");
        assertThat(fixtures.as(company.manager(), () -> ofMeetings.ofAccount(acme, 1))).hasSize(1);
        for (var foreign : List.of(company.colleague(), company.stranger(), company.administrator())) {
            Fixtures.signIn(foreign);
            assertThatThrownBy(() -> ofMeetings.ofAccount(acme, 9)).isInstanceOf(NotFoundException.class);
        }

        long real = fixtures.account(company, "Acme Ltd", company.member());
        Fixtures.signIn(company.director());
        merging.merge(new MergeDraft(acme, accounts.get(acme).draft().version(), real, accounts.get(real).draft().version(), Set.of(), false));
        assertThat(fixtures.as(company.member(), () -> ofMeetings.ofAccount(real, 9))).extracting(document -> document.file().name()).containsExactly("two.txt", "one.txt");
        assertThat(names(company.member(), meeting)).containsExactly("one.txt Member");
    }

    @Test
    void whatHasDocumentsStaysWhenItsSeriesGoes() {
        for (String change : List.of("ends", "thins out")) {
            long first = plan(List.of(acme), "FREQ=DAILY;COUNT=6");
            long series = jdbc.queryForObject("select series_id from meeting where id = ?", Long.class, first);
            var ids = jdbc.queryForList("select id from meeting where series_id = ? order by starts_at", Long.class, series);
            add(company.stranger(), ids.get(4), "agenda.txt");
            Fixtures.signIn(company.member());
            var draft = meetings.get(first).draft();
            meetings.save(change.equals("ends") ? draft.repeating(null) : draft.repeating("FREQ=DAILY;COUNT=2"), Extent.ALL);
            assertThat(Stream.of(ids.get(3), ids.get(4), ids.get(5)).filter(id -> meetings.sees(id))).as(change).containsExactly(ids.get(4));
            assertThat(names(company.stranger(), ids.get(4))).containsExactly("agenda.txt Stranger");
            assertThat(meetings.get(ids.get(4)).draft().start()).isEqualTo(TEN.plusDays(4));
            assertThat(jdbc.queryForObject("select count(*) from files_file f where f.owner_kind = 'meeting' and not exists (select 1 from meeting m where m.id = f.owner_id)", Long.class))
                    .as("documents of nothing").isZero();
        }
    }

    @Test
    void aDocumentMovesAlongWithItsMeetingAndStandsInThePreparation() {
        long first = plan(List.of(acme), "FREQ=WEEKLY;COUNT=4");
        var file = add(company.member(), first, "offer.pdf");
        Fixtures.signIn(company.member());
        var draft = meetings.get(first).draft();
        meetings.move(first, draft.version(), TEN.plusHours(3), TEN.plusHours(4), "Asia/Shanghai", Extent.ALL);
        assertThat(meetings.get(first).draft().start()).isEqualTo(TEN.plusHours(3));
        var part = packs.get(first, Locale.SIMPLIFIED_CHINESE).parts().stream().filter(one -> one.titleKey().equals("prep.documents")).findFirst().orElseThrow();
        assertThat(part.rows()).extracting(PrepSection.Row::cells).containsExactly(List.of("offer.pdf", "Member", "2026-11-24", "9 B"));
        assertThat(part.rows().getFirst().path()).startsWith("files/" + Ids.text(file.id()));
    }
}
