package app.mainstay.account.ui.note;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.note.NoteRow;
import app.mainstay.account.note.Notes;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.markdown.Markdown;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** Notes, pinned ones on top, then newest first, older ones on request. */
class NotesPanel extends Section {

    private static final int PAGE = 20;

    private final long accountId;
    private final transient Notes notes;
    private final transient Drafts drafts;
    private final ZoneId zone;
    private final boolean writes;
    private final UnorderedList list = new UnorderedList();
    private final Button older = new Button(tr("note.older"));
    private final Empty empty = new Empty(tr("note.none"));
    private Notes.@Nullable Position last;
    private int shown;

    NotesPanel(long accountId, Notes notes, Drafts drafts, ZoneId zone) {
        this.accountId = accountId;
        this.notes = notes;
        this.drafts = drafts;
        this.zone = zone;
        writes = notes.writes(accountId);
        var head = new Div(new H2(tr("note.title")));
        head.addClassName("notes-head");
        if (writes) {
            var write = new Button(tr("note.new"), Icons.ADD.create(), click -> new NoteDialog(accountId, null, notes, drafts, this::reload).open());
            write.addThemeVariants(ButtonVariant.SMALL);
            head.add(write);
        }
        list.addClassName("notes");
        older.addThemeVariants(ButtonVariant.TERTIARY);
        older.addClickListener(click -> load(PAGE));
        add(head, empty, list, older);
        reload();
    }

    /** As many as were shown stay shown. */
    final void reload() {
        int before = Math.max(PAGE, shown);
        list.removeAll();
        last = null;
        shown = 0;
        notes.pinned(accountId).forEach(note -> list.add(item(note)));
        load(before);
        boolean none = list.getChildren().findAny().isEmpty();
        list.setVisible(!none);
        empty.setVisible(none);
    }

    private void load(int count) {
        // One more than shown tells whether there are older ones.
        List<NoteRow> page = notes.page(accountId, last, count + 1);
        page.stream().limit(count).forEach(note -> {
            list.add(item(note));
            last = new Notes.Position(note.writtenAt(), note.id());
            shown++;
        });
        older.setVisible(page.size() > count);
    }

    private ListItem item(NoteRow note) {
        var about = new Span(note.authorName() + " · " + Formats.dateTime(note.writtenAt(), zone, getLocale())
                + (note.editedAt() == null ? "" : " · " + tr("note.edited", Formats.dateTime(note.editedAt(), zone, getLocale()))));
        about.addClassName("secondary");
        var foot = new Div(about);
        foot.addClassName("note-foot");
        if (writes) {
            foot.add(button(note.pinned() ? "note.unpin" : "note.pin", () -> pin(note.id(), !note.pinned())));
        }
        if (note.mayEdit()) {
            foot.add(button("note.edit", () -> new NoteDialog(accountId, note, notes, drafts, this::reload).open()),
                    button("note.remove", () -> remove(note)));
        }
        // Sanitised in the browser, where it becomes HTML: everything that could run is taken out there.
        var item = new ListItem(new Markdown(note.text()), foot);
        item.addClassName("note");
        if (note.pinned()) {
            var mark = new Span(tr("note.pinned"));
            mark.addClassName("note-pinned");
            item.addComponentAsFirst(mark);
        }
        return item;
    }

    private static Button button(String key, Runnable act) {
        var button = new Button(tr(key), click -> act.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }

    private void pin(long id, boolean pinned) {
        act(() -> notes.pin(id, pinned));
    }

    private void remove(NoteRow note) {
        if (act(() -> notes.remove(note.id(), note.version()))) {
            Notices.done(tr("note.removed"), () -> act(() -> {
                notes.restore(note.id());
                if (note.pinned()) {
                    notes.pin(note.id(), true);
                }
            }));
        }
    }

    private boolean act(Runnable act) {
        boolean done = false;
        try {
            act.run();
            done = true;
        } catch (RefusedException refused) {
            refused.problems().forEach(problem -> Notices.failed(tr(problem)));
        } catch (ConflictException | OptimisticLockingFailureException changed) {
            Notices.failed(tr("note.changedMeanwhile"));
        }
        reload();
        return done;
    }
}
