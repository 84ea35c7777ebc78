package app.mainstay.account.ui.note;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.note.NoteDraft;
import app.mainstay.account.note.NoteRow;
import app.mainstay.account.note.Notes;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.KeptBar;
import app.mainstay.base.ui.LeaveDialog;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** A note being written or changed. What is typed is kept as a draft, so that nothing takes it. */
class NoteDialog extends Dialog {

    private static final String NEW = "newNote";
    private static final String CHANGE = "note";

    private final transient Notes notes;
    private final transient Drafts drafts;
    private final transient Runnable done;
    private final Form form = new Form();
    private final TextArea text;
    private final String kind;
    private final long record;
    private transient NoteDraft base;

    /** @param note null for a new one */
    NoteDialog(long accountId, @Nullable NoteRow note, Notes notes, Drafts drafts, Runnable done) {
        this.notes = notes;
        this.drafts = drafts;
        this.done = done;
        kind = note == null ? NEW : CHANGE;
        record = note == null ? accountId : note.id();
        base = note == null ? NoteDraft.empty(accountId) : note.draft();
        setHeaderTitle(tr(note == null ? "note.new" : "note.change"));
        setWidth("min(720px, 96vw)");
        setCloseOnOutsideClick(false);
        addDialogCloseActionListener(event -> cancel());
        // No limit in the field: it would cut off what is pasted without a word.
        text = form.field("text", new TextArea(tr("note.text")));
        text.setHelperText(tr("note.help", Formats.number(NoteDraft.LONGEST, getLocale())));
        text.getElement().setAttribute("colspan", "2");
        text.setMinRows(8);
        text.setMaxRows(20);
        text.setRequiredIndicatorVisible(true);
        text.setAutofocus(true);
        // Vaadin's client sends what was typed in the last moment before a click without its value, unless each input is sent by itself.
        text.setValueChangeMode(ValueChangeMode.EAGER);
        form.onChange(this::keep);
        var kept = new KeptBar();
        add(kept, form);
        var save = new Button(tr("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER, KeyModifier.CONTROL).setResetFocusOnActiveElement(true);
        getFooter().add(new Button(tr("base.cancel"), click -> cancel()), save);
        read(base);
        drafts.find(kind, record, NoteDraft.class).ifPresent(found -> kept.offer(() -> {
            // Compared with what was read then, so that a change in between is told as a conflict.
            read(found.base());
            text.setValue(found.draft().text());
        }, () -> drafts.discard(kind, record)));
    }

    private void read(NoteDraft stored) {
        base = stored;
        text.setValue(stored.text());
        form.read();
    }

    private NoteDraft draft() {
        return new NoteDraft(base.id(), base.accountId(), text.getValue(), base.version());
    }

    private void keep() {
        drafts.keep(kind, record, draft(), base);
    }

    private void save() {
        try {
            notes.save(draft());
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            settle();
            return;
        }
        drafts.discard(kind, record);
        close();
        done.run();
    }

    private void settle() {
        try {
            var stored = notes.get(record).draft();
            form.settle(() -> read(stored), this::save);
        } catch (NotFoundException gone) {
            form.show(List.of(Problem.of(null, "problem.note.removed")));
        }
    }

    private void cancel() {
        if (!form.isChanged()) {
            close();
            return;
        }
        new LeaveDialog(() -> {
            keep();
            close();
        }, () -> {
            drafts.discard(kind, record);
            close();
        }, () -> { }).open();
    }
}
