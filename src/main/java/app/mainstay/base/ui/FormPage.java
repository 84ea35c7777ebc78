package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * A whole form on a page: what is typed is kept as a draft, problems stand beside their fields, a conflict is settled field by field, leaving with
 * changes asks.
 *
 * @param <K> what is kept as a draft: a record that Jackson writes and reads
 */
public abstract class FormPage<K> extends Page implements BeforeLeaveObserver {

    protected final Form form = new Form();
    protected final Div foot = new Div();
    private final transient Drafts drafts;
    private final String kind;
    private final Class<K> type;
    private final KeptBar kept = new KeptBar();
    private boolean done;
    private boolean writes = true;
    /** What the fields showed before anything was typed. */
    private transient @Nullable K base;

    protected FormPage(Drafts drafts, String kind, Class<K> type) {
        super("");
        this.drafts = drafts;
        this.kind = kind;
        this.type = type;
        form.onChange(this::keep);
        var cancel = new Button(tr("base.cancel"), click -> cancel());
        var save = new Button(tr("base.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, this::save, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        foot.add(cancel, save);
        foot.addClassName("form-foot");
        body.addClassName("narrow");
        body.add(kept, form, foot);
    }

    /** What is stored now, or what something new begins with. */
    protected abstract K stored();

    /** Fills the fields. */
    protected abstract void write(K content);

    /** What the fields say. */
    protected abstract K content();

    protected abstract void store(K content);

    /** What {@link #store} would refuse, storing nothing: told together with what cannot be read, so that nobody mends in two rounds. */
    protected List<Problem> problems(K content) {
        return List.of();
    }

    /** Where to go when all is done. */
    protected abstract void goBack();

    /** The record's id; {@link Drafts#NEW} for something new. */
    protected abstract long record();

    /** To be called when a navigation has entered the view. */
    protected final void open(boolean mayEdit) {
        writes = mayEdit;
        // The next record may be shown by the same page.
        done = false;
        kept.setVisible(false);
        read(stored());
        form.setReadOnly(!mayEdit);
        foot.setVisible(mayEdit);
        if (mayEdit) {
            drafts.find(kind, record(), type).ifPresent(found -> kept.offer(() -> {
                // Compared with what was read then, so that a change in between is told as a conflict.
                read(found.base());
                write(found.draft());
            }, () -> drafts.discard(kind, record())));
        }
    }

    private void read(K content) {
        write(content);
        form.read();
        base = content;
    }

    protected final void keep() {
        drafts.keep(kind, record(), content(), Objects.requireNonNull(base));
    }

    protected final void save() {
        if (!writes) {
            return;
        }
        if (!form.isReadable()) {
            form.show(problems(content()));
            return;
        }
        try {
            store(content());
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            form.settle(() -> read(stored()), this::save);
            return;
        }
        drafts.discard(kind, record());
        leave();
        Notices.done(tr("base.saved"));
    }

    private void cancel() {
        // Asked before navigating: a navigation of the server's own that is then postponed confuses the browser's history.
        if (form.isChanged()) {
            ask(this::leave, () -> { });
        } else {
            leave();
        }
    }

    private void leave() {
        done = true;
        goBack();
    }

    @Override
    public final void beforeLeave(BeforeLeaveEvent event) {
        if (!done && writes && form.isChanged()) {
            var leaving = event.postpone();
            ask(leaving::proceed, leaving::cancel);
        }
    }

    private void ask(Runnable leave, Runnable stay) {
        new LeaveDialog(() -> {
            keep();
            leave.run();
        }, () -> {
            drafts.discard(kind, record());
            leave.run();
        }, stay).open();
    }
}
