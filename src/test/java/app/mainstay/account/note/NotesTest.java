package app.mainstay.account.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.Attacks;
import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountDocuments;
import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.account.duplicate.MergeDraft;
import app.mainstay.account.duplicate.Merging;
import app.mainstay.base.Documents;
import app.mainstay.base.Documents.Document;
import app.mainstay.files.Files;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;

/** Notes and documents of accounts, for people who may and who must not. */
@DatabaseTest
class NotesTest {

    @Autowired
    private Notes notes;
    @Autowired
    private Documents documents;
    @Autowired
    private Files files;
    @Autowired
    private AccountService accounts;
    @Autowired
    private Merging merging;
    @Autowired
    private Timeline timeline;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private TestClock clock;
    @Autowired
    private JdbcTemplate jdbc;

    private Fixtures.Company company;
    private long account;

    @BeforeEach
    void company() {
        company = fixtures.company();
        account = fixtures.account(company, "Acme", company.member());
    }

    // ---- notes ----

    @Test
    void aNoteIsKeptAsItWasTypedAndTheStoryTellsOfItWithoutItsWords() {
        String typed = " \r\n    code\r\n\r\n<script>alert(1)</script> **王** 𠮷 \n ";
        long id = write(company.member(), typed);

        var note = fixtures.as(company.manager(), () -> notes.get(id));
        assertThat(note.text()).isEqualTo("    code\n\n<script>alert(1)</script> **王** 𠮷");
        assertThat(note).extracting(NoteRow::authorName, NoteRow::writtenAt, NoteRow::editedAt, NoteRow::pinned, NoteRow::version)
                .containsExactly("Member", TestClock.START, null, false, 0);
        assertThat(story().getFirst()).satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo("account.note.written");
            assertThat(entry.sourceId()).isEqualTo(id);
            assertThat(entry.parameters()).isEmpty();
        });
    }

    @Test
    void tenThousandCharactersFitAndNothingAtAllIsRefused() {
        long id = write(company.member(), "汉".repeat(NoteDraft.LONGEST));
        assertThat(fixtures.as(company.member(), () -> notes.get(id)).text()).hasSize(NoteDraft.LONGEST);
        refused(company.member(), () -> notes.save(new NoteDraft(null, account, "x".repeat(NoteDraft.LONGEST + 1), 0)), "text problem.tooLong");
        refused(company.member(), () -> notes.save(new NoteDraft(null, account, " \n\u3000\t ", 0)), "text problem.required");
        assertThat(texts(company.member())).hasSize(1);
    }

    @Test
    void whoMustNotSeeTheAccountFindsNoNotesAndNoWayToThem() {
        long id = write(company.member(), "secret");
        for (var allowed : List.of(company.member(), company.manager(), company.director())) {
            assertThat(texts(allowed)).containsExactly("secret");
        }
        for (var foreign : List.of(company.colleague(), company.outsider(), company.stranger(), company.administrator())) {
            Fixtures.signIn(foreign);
            assertThatThrownBy(() -> notes.page(account, null, 9)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> notes.pinned(account)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> notes.get(id)).isInstanceOf(NotFoundException.class);
            assertThat(notes.writes(account)).isFalse();
            for (Runnable act : List.<Runnable>of(() -> notes.save(new NoteDraft(null, account, "mine", 0)), () -> notes.save(new NoteDraft(id, account, "mine", 0)),
                    () -> notes.pin(id, true), () -> notes.remove(id, 0), () -> notes.restore(id))) {
                assertThatThrownBy(act::run).isInstanceOfAny(NotFoundException.class, AccessDeniedException.class);
            }
        }
        assertThat(texts(company.member())).containsExactly("secret");
    }

    @Test
    void onlyItsAuthorAndTheManagersOfTheAccountChangeIt() {
        long id = write(company.member(), "by the member");
        long managers = write(company.manager(), "by the manager");
        fixtures.as(company.member(), () -> {
            assertThat(notes.get(managers).mayEdit()).isFalse();
            assertThat(notes.get(id).mayEdit()).isTrue();
        });
        refused(company.member(), () -> notes.save(new NoteDraft(managers, account, "no", 0)), "null problem.note.notYours");
        refused(company.member(), () -> notes.remove(managers, 0), "null problem.note.notYours");
        fixtures.as(company.manager(), () -> {
            assertThat(notes.get(id).mayEdit()).isTrue();
            clock.advance(Duration.ofHours(1));
            notes.save(new NoteDraft(id, account, "better", 0));
        });
        var note = fixtures.as(company.member(), () -> notes.get(id));
        assertThat(note).extracting(NoteRow::text, NoteRow::authorName, NoteRow::editedAt).containsExactly("better", "Member", clock.instant());

        // Who gave the account away reads for a while and writes no more, not even what was theirs.
        fixtures.reassign(company.manager(), account, company.colleague());
        fixtures.as(company.member(), () -> {
            jdbc.update("insert into account_reader (account_id, user_id, until_at) values (?, ?, '2027-01-01 00:00:00')", account, company.member().id());
            assertThat(notes.get(id).mayEdit()).isFalse();
            assertThat(notes.writes(account)).isFalse();
        });
        refused(company.member(), () -> notes.save(new NoteDraft(id, account, "again", 1)), "null problem.readOnly");
        refused(company.member(), () -> notes.pin(id, true), "null problem.readOnly");
        fixtures.as(company.member(), () -> {
            assertThat(documents.writes(AccountDocuments.of(account))).isFalse();
            assertThatThrownBy(() -> documents.add(AccountDocuments.of(account), "x.txt", stream("x"))).isInstanceOf(AccessDeniedException.class);
        });
    }

    @Test
    void nobodyMovesANoteToAnotherAccount() {
        long id = write(company.member(), "stays");
        long other = fixtures.account(company, "Beta", company.member());
        fixtures.as(company.member(), () -> assertThatThrownBy(() -> notes.save(new NoteDraft(id, other, "gone", 0))).isInstanceOf(NotFoundException.class));
        assertThat(texts(company.member())).containsExactly("stays");
    }

    @Test
    void whoComesSecondIsToldAndNobodyRemovesWhatTheyHaveNotRead() {
        long id = write(company.member(), "first");
        fixtures.as(company.manager(), () -> notes.save(new NoteDraft(id, account, "second", 0)));
        fixtures.as(company.member(), () -> {
            assertThatThrownBy(() -> notes.save(new NoteDraft(id, account, "mine", 0))).isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> notes.remove(id, 0)).isInstanceOf(ConflictException.class);
            notes.remove(id, 1);
        });
        refused(company.manager(), () -> notes.save(new NoteDraft(id, account, "third", 1)), "null problem.note.removed");
        refused(company.manager(), () -> notes.pin(id, true), "null problem.note.removed");
        assertThat(texts(company.member())).isEmpty();
    }

    @Test
    void removedItIsUnseenUntilItIsRestoredAndTheHistoryTellsBoth() {
        long id = write(company.member(), "gone and back");
        fixtures.as(company.member(), () -> {
            notes.pin(id, true);
            notes.remove(id, 1);
            notes.remove(id, 1);
            assertThat(notes.pinned(account)).isEmpty();
            assertThatThrownBy(() -> notes.get(id)).isInstanceOf(NotFoundException.class);
        });
        assertThat(texts(company.member())).isEmpty();
        fixtures.as(company.member(), () -> notes.restore(id));
        assertThat(texts(company.member())).containsExactly("gone and back");
        assertThat(jdbc.queryForList("select case when removed_at is null then 0 else 1 end + case when pinned = true then 10 else 0 end from account_note_aud where id = ? order by rev",
                Integer.class, id)).containsExactly(0, 10, 1, 0);
    }

    @Test
    void pinnedOnesStandApartAndAreFew() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i <= Notes.MOST_PINNED; i++) {
            ids.add(write(company.member(), "note " + i));
        }
        Fixtures.signIn(company.manager());
        ids.subList(0, Notes.MOST_PINNED).forEach(id -> notes.pin(id, true));
        refused(company.manager(), () -> notes.pin(ids.getLast(), true), "null problem.note.pinned");
        assertThat(texts(company.manager())).containsExactly("note " + Notes.MOST_PINNED);
        assertThat(notes.pinned(account)).extracting(NoteRow::text).hasSize(Notes.MOST_PINNED).startsWith("note 9").endsWith("note 0");
        notes.pin(ids.getFirst(), false);
        notes.pin(ids.getLast(), true);
        assertThat(texts(company.manager())).containsExactly("note 0");
    }

    @Test
    void olderOnesArePagedByTheirPlaceAlsoWithinOneInstant() {
        for (int i = 0; i < 7; i++) {
            write(company.member(), "note " + i);
            if (i % 3 == 2) {
                clock.advance(Duration.ofMinutes(1));
            }
        }
        Fixtures.signIn(company.member());
        List<String> read = new ArrayList<>();
        Notes.@Nullable Position last = null;
        for (var page = notes.page(account, null, 2); !page.isEmpty(); page = notes.page(account, last, 2)) {
            page.forEach(note -> read.add(note.text()));
            last = new Notes.Position(page.getLast().writtenAt(), page.getLast().id());
        }
        assertThat(read).containsExactly("note 6", "note 5", "note 4", "note 3", "note 2", "note 1", "note 0");
    }

    @Test
    void anArchivedAccountKeepsItsNotesAndFilesAsTheyAre() {
        long id = write(company.member(), "kept");
        var file = fixtures.as(company.member(), () -> documents.add(AccountDocuments.of(account), "plan.txt", stream("words")));
        fixtures.as(company.manager(), () -> accounts.archive(account, accounts.get(account).draft().version()));
        refused(company.member(), () -> notes.save(new NoteDraft(null, account, "more", 0)), "null problem.archived");
        refused(company.member(), () -> notes.remove(id, 0), "null problem.archived");
        Fixtures.signIn(company.member());
        assertThat(notes.get(id).mayEdit()).isFalse();
        assertThat(notes.writes(account)).isFalse();
        assertThatThrownBy(() -> documents.remove(file.id())).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theSchemaRefusesWhatTheServiceWould() {
        long id = write(company.member(), "fact");
        for (String attack : List.of("note_text = ''", "note_text = '   '", "note_text = null", "account_id = " + Ids.next(), "author_id = " + Ids.next(),
                "author_id = null", "pinned = null", "edited_at = '2000-01-01 00:00:00'", "removed_at = '2000-01-01 00:00:00'",
                "removed_at = '2030-01-01 00:00:00', pinned = true", "note_text = '" + "x".repeat(NoteDraft.LONGEST + 1) + "'")) {
            Attacks.refused(attack, () -> jdbc.update("update account_note set " + attack + " where id = ?", id));
        }
        Attacks.refused("author", () -> jdbc.update("delete from security_user where id = ?", company.member().id()));
        Attacks.refused("account", () -> jdbc.update("delete from account where id = ?", account));
    }

    @Test
    void aMergeKeepsAllNotesAndFilesOfBoth() {
        long from = fixtures.account(company, "Acme Ltd", company.member());
        long removed = fixtures.as(company.member(), () -> {
            notes.pin(notes.save(new NoteDraft(null, from, "pinned there", 0)), true);
            notes.save(new NoteDraft(null, from, "from there", 0));
            long gone = notes.save(new NoteDraft(null, from, "removed there", 0));
            notes.remove(gone, 0);
            documents.add(AccountDocuments.of(from), "there.txt", stream("there"));
            documents.add(AccountDocuments.of(account), "here.txt", stream("here"));
            return gone;
        });
        clock.advance(Duration.ofMinutes(1));
        write(company.member(), "from here");

        Fixtures.signIn(company.director());
        assertThat(merging.side(from).holdings()).extracting(holding -> holding.labelKey() + " " + holding.count()).contains("merge.part.notes 2", "merge.part.files 1");
        merging.merge(new MergeDraft(from, accounts.get(from).draft().version(), account, accounts.get(account).draft().version(), Set.of(), false));

        assertThat(texts(company.member())).containsExactly("from here", "from there");
        assertThat(fixtures.as(company.member(), () -> notes.pinned(account))).extracting(NoteRow::text, NoteRow::authorName)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("pinned there", "Member"));
        assertThat(fixtures.as(company.member(), () -> documents.page(AccountDocuments.of(account), null, 9))).extracting(document -> document.file().name())
                .containsExactly("here.txt", "there.txt");
        fixtures.as(company.member(), () -> notes.restore(removed));
        assertThat(texts(company.member())).containsExactly("from here", "removed there", "from there");
        assertThat(jdbc.queryForObject("select count(*) from account_note where account_id = ?", Integer.class, from)).isZero();
        assertThat(jdbc.queryForObject("select count(*) from account_note_aud where account_id = ? and revend is null", Integer.class, account)).isEqualTo(4);
    }

    // ---- files ----

    @Test
    void theStoryTellsOfFilesAndTheListSaysWhoAndWhen() {
        var file = fixtures.as(company.member(), () -> documents.add(AccountDocuments.of(account), "../../x", stream("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>")));
        fixtures.as(company.manager(), () -> documents.add(AccountDocuments.of(account), "second.txt", stream("words")));

        Fixtures.signIn(company.director());
        assertThat(documents.page(AccountDocuments.of(account), null, 9)).extracting(document -> document.file().name() + " " + document.uploader()).containsExactly("second.txt Manager", "x Member");
        assertThat(documents.page(AccountDocuments.of(account), documents.page(AccountDocuments.of(account), null, 1).getFirst().file().id(), 9)).extracting(Document::file).containsExactly(file);
        assertThat(file.isShown()).isFalse();
        documents.remove(file.id());
        assertThat(documents.page(AccountDocuments.of(account), null, 9)).hasSize(1);
        assertThat(story()).extracting(entry -> entry.kind() + entry.parameters().getOrDefault("name", "")).startsWith("account.file.removedx",
                "account.file.addedsecond.txt", "account.file.addedx");
    }

    @Test
    void whoMustNotSeeTheAccountFindsNoFiles() {
        var file = fixtures.as(company.member(), () -> documents.add(AccountDocuments.of(account), "plan.txt", stream("words")));
        for (var foreign : List.of(company.colleague(), company.outsider(), company.stranger(), company.administrator())) {
            Fixtures.signIn(foreign);
            assertThatThrownBy(() -> documents.page(AccountDocuments.of(account), null, 9)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> documents.remove(file.id())).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> documents.add(AccountDocuments.of(account), "x", stream("x"))).isInstanceOf(NotFoundException.class);
            assertThat(documents.writes(AccountDocuments.of(account))).isFalse();
            assertThat(files.page("account", account, null, 9)).isEmpty();
        }
    }

    /** Refused by what it is, whatever it is called. */
    @Test
    void programsAreNotTaken() {
        refused(company.member(), () -> documents.add(AccountDocuments.of(account), "letter.docx", new ByteArrayInputStream(new byte[] {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0})),
                "file files.problem.program");
        assertThat(jdbc.queryForObject("select count(*) from files_content", Integer.class)).isZero();
    }

    /** An upload takes minutes. */
    @Test
    void anAccountThatIsArchivedDuringTheUploadGetsNoFile() {
        var slow = new InputStream() {
            private boolean archived;

            @Override
            public int read() {
                if (archived) {
                    return -1;
                }
                fixtures.as(company.manager(), () -> accounts.archive(account, accounts.get(account).draft().version()));
                archived = true;
                return 'x';
            }
        };
        refused(company.member(), () -> documents.add(AccountDocuments.of(account), "late.txt", slow), "null problem.archived");
        assertThat(fixtures.as(company.member(), () -> documents.page(AccountDocuments.of(account), null, 9))).isEmpty();
    }

    // ---- helpers ----

    private long write(Viewer person, String text) {
        return fixtures.as(person, () -> notes.save(new NoteDraft(null, account, text, 0)));
    }

    private List<String> texts(Viewer person) {
        return fixtures.as(person, () -> notes.page(account, null, 50)).stream().map(NoteRow::text).toList();
    }

    private List<TimelineEntry> story() {
        return fixtures.as(company.director(), () -> timeline.page(account, null, 20));
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(Viewer person, Runnable act, String problem) {
        fixtures.as(person, () -> assertThatThrownBy(act::run).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).extracting((Problem one) -> one.field() + " " + one.key()).containsExactly(problem)));
    }
}
