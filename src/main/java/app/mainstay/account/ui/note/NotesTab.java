package app.mainstay.account.ui.note;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountDocuments;
import app.mainstay.account.AccountService;
import app.mainstay.account.note.Notes;
import app.mainstay.account.ui.AccountTab;
import app.mainstay.base.Changes;
import app.mainstay.base.Documents;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.files.FilesPanel;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import org.springframework.stereotype.Component;

/** What is written down about the account, and its documents. */
@Component
class NotesTab implements AccountTab {

    private final Notes notes;
    private final Documents documents;
    private final AccountService accounts;
    private final SettingsService settings;
    private final Drafts drafts;
    private final Changes changes;

    NotesTab(Notes notes, Documents documents, AccountService accounts, SettingsService settings, Drafts drafts, Changes changes) {
        this.notes = notes;
        this.documents = documents;
        this.accounts = accounts;
        this.settings = settings;
        this.drafts = drafts;
        this.changes = changes;
    }

    @Override
    public String titleKey() {
        return "note.tab";
    }

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        long id = account.id();
        var written = new NotesPanel(id, notes, drafts, settings.zone());
        Live.rows(written, changes, Notes.CHANGED, changed -> changed == id && accounts.sees(id), changed -> written.reload());
        var stored = new FilesPanel(AccountDocuments.of(id), documents, settings.zone());
        Live.rows(stored, changes, AccountDocuments.CHANGED, changed -> changed == id && accounts.sees(id), changed -> stored.reload());
        var head = new Div(new H2(tr("note.file.title")));
        head.addClassName("notes-head");
        var content = new Div(written, new Section(head, stored));
        content.addClassName("notes-and-files");
        return content;
    }
}
