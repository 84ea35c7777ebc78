package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.KeptBar;
import app.mainstay.base.ui.LeaveDialog;
import app.mainstay.base.ui.Notices;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * The form for one record with what belongs to every form: what is typed is kept as a draft, problems stand beside their fields, a conflict
 * is settled field by field, leaving with changes asks.
 *
 * @param <D> the draft record
 */
abstract class Editor<D> extends Detail {

    protected final Form form = new Form();
    private final transient Drafts drafts;
    private final String kind;
    private final Class<D> type;
    private final KeptBar kept = new KeptBar();
    private final Div foot = new Div();
    private final Runnable onSaved;
    /** What the fields showed before anything was typed. */
    private transient @Nullable D base;

    /** @param id null for something new */
    Editor(Drafts drafts, String kind, Class<D> type, @Nullable Long id, Runnable onSaved) {
        super(id);
        this.drafts = drafts;
        this.kind = kind;
        this.type = type;
        this.onSaved = onSaved;
        addClassName("editor");
        form.onChange(this::keep);
        foot.addClassName("form-foot");
        var save = new Button(tr("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        foot.add(save);
        Shortcuts.addShortcutListener(this, this::save, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        add(kept, form, foot);
    }

    /** What is stored now, or what something new begins with. */
    abstract D stored();

    /** Fills the fields. */
    abstract void write(D draft);

    /** What the fields say. */
    abstract D draft();

    abstract void store(D draft);

    /** Runs last of all, when the page shows what has been saved. */
    void saved() {
    }

    final void cancelBy(Runnable cancel) {
        foot.addComponentAsFirst(new Button(tr("base.cancel"), click -> cancel.run()));
    }

    @Override
    final void open() {
        read();
        drafts.find(kind, record(), type).ifPresent(this::offer);
    }

    private void read() {
        read(stored());
    }

    private void read(D stored) {
        write(stored);
        form.read();
        base = stored;
    }

    private long record() {
        return id == null ? Drafts.NEW : id;
    }

    final boolean isChanged() {
        return form.isChanged();
    }

    /** The changes have been dealt with. */
    final void abandon() {
        form.read();
    }

    private void save() {
        if (!form.isReadable()) {
            return;
        }
        try {
            store(draft());
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            form.settle(this::read, this::save);
            return;
        }
        drafts.discard(kind, record());
        kept.setVisible(false);
        read();
        onSaved.run();
        Notices.done(tr("base.saved"));
        saved();
    }

    // ---- drafts ----

    private void keep() {
        drafts.keep(kind, record(), draft(), Objects.requireNonNull(base));
    }

    private void offer(Drafts.Kept<D> draft) {
        kept.offer(() -> {
            // Compared with what was read then, so that a change in between is told as a conflict.
            read(draft.base());
            write(draft.draft());
        }, () -> drafts.discard(kind, record()));
    }

    /** Asks what shall become of the changes. */
    final void ask(Runnable leave, Runnable stay) {
        new LeaveDialog(() -> {
            keep();
            leave.run();
        }, () -> {
            drafts.discard(kind, record());
            leave.run();
        }, stay).open();
    }
}
