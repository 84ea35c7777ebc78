package app.mainstay.account.ui.note;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountDocuments;
import app.mainstay.account.AccountService;
import app.mainstay.account.note.NoteDraft;
import app.mainstay.account.note.NoteRow;
import app.mainstay.account.note.Notes;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.Documents;
import app.mainstay.base.ui.LeaveDialog;
import app.mainstay.base.ui.files.FilesPanel;
import app.mainstay.security.Viewer;
import com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.UploadKt;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class NotesViewsTest extends ViewTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 'I', 'H', 'D', 'R'};

    @Autowired
    private Notes notes;
    @Autowired
    private Documents documents;
    @Autowired
    private AccountService accounts;

    private Fixtures.Company company;
    private long account;

    @BeforeEach
    void company() {
        company = fixtures.company();
        account = fixtures.account(company, "Acme", company.member());
    }

    // ---- notes ----

    @Test
    void aNoteIsWrittenChangedRemovedAndBroughtBack() {
        open(company.member());
        assertThat(text()).contains("No notes yet");
        _click(button("Write a note"));
        _click(button("Save"));
        assertThat(area().getErrorMessage()).isEqualTo("This is needed.");
        _setValue(area(), "**Likes** tea");
        _click(button("Save"));
        _assertNone(Dialog.class);
        assertThat(contents()).containsExactly("**Likes** tea");

        _click(button("Pin"));
        assertThat(text()).contains("Pinned");
        _click(noteButton("Edit"));
        _setValue(area(), "**Likes** coffee");
        _click(button("Save"));
        assertThat(contents()).containsExactly("**Likes** coffee");
        assertThat(text()).contains("Member · ").contains("changed 24 Nov 2026");

        _click(button("Remove"));
        assertThat(text()).contains("No notes yet");
        _click(button("Undo"));
        assertThat(contents()).containsExactly("**Likes** coffee");
        assertThat(text()).contains("Pinned");
    }

    /** What makes it harmless is the one component that sanitises; nothing of it comes to the page by another way. */
    @Test
    void htmlInANoteIsHandedToTheSanitisingComponentOnly() {
        String attack = "<img src=x onerror=alert(1)><script>alert(2)</script>[x](javascript:alert(3))";
        write(company.member(), attack);
        open(company.member());
        assertThat(contents()).containsExactly(attack);
        assertThat(view().getElement().getOuterHTML()).doesNotContain("<script").doesNotContain("<img src=x").doesNotContain("innerHTML");
    }

    @Test
    void whatIsTypedIsKeptAndOfferedAgain() {
        open(company.member());
        _click(button("Write a note"));
        _setValue(area(), "half a thought");
        open(company.member());
        _click(button("Write a note"));
        assertThat(area().getValue()).isEmpty();
        _click(button("Use the draft"));
        assertThat(area().getValue()).isEqualTo("half a thought");
        _click(button("Cancel"));
        ConfirmDialogKt._fireReject(_get(LeaveDialog.class));
        _assertNone(TextArea.class);
        _click(button("Write a note"));
        _assertNone(Button.class, spec -> spec.withText("Use the draft"));
    }

    @Test
    void whoComesSecondIsToldAndChooses() {
        long id = write(company.member(), "before");
        open(company.member());
        _click(noteButton("Edit"));
        fixtures.as(company.manager(), () -> notes.save(new NoteDraft(id, account, "theirs", 0)));
        _setValue(area(), "mine");
        _click(button("Save"));
        assertThat(fixtures.as(company.member(), () -> notes.get(id)).text()).isEqualTo("theirs");
        _click(button("Save these"));
        assertThat(fixtures.as(company.member(), () -> notes.get(id)).text()).isEqualTo("mine");
    }

    @Test
    void aNoteThatWasRemovedMeanwhileIsToldAndTheTextStays() {
        long id = write(company.member(), "before");
        open(company.member());
        _click(noteButton("Edit"));
        fixtures.as(company.manager(), () -> notes.remove(id, 0));
        _setValue(area(), "mine");
        _click(button("Save"));
        assertThat(_get(Dialog.class).getElement().getTextRecursively()).contains("Somebody removed this note in the meantime.");
        assertThat(area().getValue()).isEqualTo("mine");
    }

    @Test
    void olderOnesComeOnRequest() {
        for (int i = 0; i < 23; i++) {
            write(company.member(), "note " + i);
        }
        open(company.member());
        assertThat(contents()).hasSize(20).first().isEqualTo("note 22");
        _click(button("Older notes"));
        assertThat(contents()).hasSize(23).last().isEqualTo("note 0");
        _assertNone(Button.class, spec -> spec.withText("Older notes"));
    }

    @Test
    void whoMayNotIsOfferedNothing() {
        write(company.manager(), "by the manager");
        open(company.member());
        _assertNone(_get(NotesPanel.class), Button.class, spec -> spec.withText("Edit"));
        _assertNone(_get(NotesPanel.class), Button.class, spec -> spec.withText("Remove"));
        _get(Button.class, spec -> spec.withText("Pin"));
        store("plan.txt", "words".getBytes(StandardCharsets.UTF_8));
        fixtures.as(company.manager(), () -> accounts.archive(account, accounts.get(account).draft().version()));
        open(company.member());
        for (String offer : List.of("Pin", "Edit", "Remove", "Write a note")) {
            _assertNone(_get(NotesPanel.class), Button.class, spec -> spec.withText(offer));
            _assertNone(_get(FilesPanel.class), Button.class, spec -> spec.withText(offer));
        }
        _assertNone(Upload.class);
        assertThat(contents()).hasSize(1);
        assertThat(text()).contains("plan.txt");
    }

    @Test
    void everythingIsSaidInChinese() {
        write(company.member(), "备注");
        openAs(company.member(), Locale.SIMPLIFIED_CHINESE, AccountNavigation.account(account, "notes"));
        assertThat(text()).contains("写备注", "置顶", "单个文件不超过 20 MB", "暂无文件。");
    }

    // ---- files ----

    @Test
    void aFileIsTakenInListedAndRemovedWhenThatIsConfirmed() {
        open(company.member());
        upload("../../年度 plan.txt", "words".getBytes(StandardCharsets.UTF_8));
        assertThat(text()).contains("年度 plan.txt").contains("5 B · Member · 24 Nov 2026").doesNotContain("..");
        var link = _find(Anchor.class).stream().filter(anchor -> anchor.getText().equals("年度 plan.txt")).findFirst().orElseThrow();
        var file = fixtures.as(company.member(), () -> documents.page(AccountDocuments.of(account), null, 9)).getFirst().file();
        assertThat(link.getHref()).isEqualTo(file.address());
        _assertNone(Button.class, spec -> spec.withText("Preview"));

        _click(button("Remove"));
        assertThat(text()).contains("年度 plan.txt");
        ConfirmDialogKt._fireConfirm(_get(ConfirmDialog.class));
        assertThat(text()).contains("No files yet.");
    }

    @Test
    void whatIsRefusedIsSaidInWordsAndNothingStays() {
        open(company.member());
        assertThat(text()).contains("or drop them here, up to 20 MB each");
        refused("empty.txt", new byte[0]);
        refused("letter.docx", new byte[] {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0});
        byte[] large = new byte[20 * 1024 * 1024 + 1];
        refused("large.bin", large);
        assertThat(text()).contains("empty.txt: The file is empty.", "letter.docx: The file is a program.", "large.bin: The file is larger than 20 MB.",
                "No files yet.");
        assertThat(fixtures.as(company.member(), () -> documents.page(AccountDocuments.of(account), null, 9))).isEmpty();
    }

    @Test
    void picturesAndPdfsAreShownAndADrawingWithScriptIsNot() {
        store("photo.png", PNG);
        open(company.member());
        _click(button("Preview"));
        assertThat(_get(Image.class).getSrc()).matches("files/[0-9A-Z]{13}\\?show=true");
        _click(button("Close"));
        fixtures.as(company.member(), () -> documents.remove(documents.page(AccountDocuments.of(account), null, 1).getFirst().file().id()));

        store("offer.pdf", "%PDF-1.7 x".getBytes(StandardCharsets.UTF_8));
        open(company.member());
        _click(button("Preview"));
        assertThat(_get(IFrame.class).getSrc()).endsWith("?show=true");
        fixtures.as(company.member(), () -> documents.remove(documents.page(AccountDocuments.of(account), null, 1).getFirst().file().id()));

        store("logo.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".getBytes(StandardCharsets.UTF_8));
        open(company.member());
        assertThat(text()).contains("logo.png");
        _assertNone(Button.class, spec -> spec.withText("Preview"));
    }

    // ---- helpers ----

    private void open(Viewer person) {
        openAs(person, AccountNavigation.account(account, "notes"));
    }

    private long write(Viewer person, String text) {
        return fixtures.as(person, () -> notes.save(new NoteDraft(null, account, text, 0)));
    }

    private void store(String name, byte[] content) {
        fixtures.as(company.member(), () -> documents.add(AccountDocuments.of(account), name, new ByteArrayInputStream(content)));
    }

    private static void upload(String name, byte[] content) {
        UploadKt._upload(_get(Upload.class), name, "application/octet-stream", content);
        MockVaadin.clientRoundtrip(true);
    }

    private static void refused(String name, byte[] content) {
        upload(name, content);
    }

    private String text() {
        return view().getElement().getTextRecursively();
    }

    private static List<String> contents() {
        return _find(Markdown.class).stream().map(Markdown::getContent).toList();
    }

    private static TextArea area() {
        return _get(TextArea.class, spec -> spec.withLabel("Text"));
    }

    private static Button button(String text) {
        return _get(Button.class, spec -> spec.withText(text));
    }

    /** The page has an Edit of its own. */
    private static Button noteButton(String text) {
        return _get(_get(NotesPanel.class), Button.class, spec -> spec.withText(text));
    }
}
