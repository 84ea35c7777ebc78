package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListSource;
import app.mainstay.base.list.ListTrail;
import app.mainstay.base.ui.Icons;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Over a record: back to its list at the same place, and on to the neighbours in that list's order. Alone it leads to the plain list. */
public final class RecordTrail<R, F, S extends Enum<S>> extends Nav {

    private final transient ListSource<R, F, S> source;
    private final String path;
    private final transient LongFunction<String> address;
    private final Anchor back = new Anchor();
    private final Button previous = step(Icons.UP, "list.previous", -1);
    private final Button next = step(Icons.DOWN, "list.next", 1);
    private transient @Nullable VisitedList trail;
    private transient @Nullable Long before;
    private transient @Nullable Long after;
    private int place;

    /** @param path the list's address; @param address a record's */
    public RecordTrail(ListSource<R, F, S> source, String path, LongFunction<String> address) {
        this.source = source;
        this.path = path;
        this.address = address;
        addClassName("record-trail");
        setAriaLabel(tr(source.titleKey()));
        back.add(Icons.BACK.create());
        back.add(tr(source.titleKey()));
        Shortcuts.addShortcutListener(this, () -> go(before, -1), Key.PAGE_UP, KeyModifier.ALT);
        Shortcuts.addShortcutListener(this, () -> go(after, 1), Key.PAGE_DOWN, KeyModifier.ALT);
        add(back, previous, next);
    }

    private Button step(Icons icon, String labelKey, int step) {
        var button = new Button(icon.create(), click -> go(step < 0 ? before : after, step));
        button.setAriaLabel(tr(labelKey));
        button.setTooltipText(tr(labelKey));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }

    /** Shows what lies around a record. One query, and only for who came from the list. */
    public void show(long id) {
        trail = VisitedList.find(UI.getCurrent(), source.id()).orElse(null);
        var found = trail == null || trail.place(id).isEmpty() ? null
                : ListTrail.neighbours(source, trail.query(), id, trail.place(id).getAsInt()).orElse(null);
        String query = found == null || trail == null ? "" : trail.query().text();
        back.setHref(query.isEmpty() ? path : path + "?" + query);
        before = found == null ? null : found.previous();
        after = found == null ? null : found.next();
        previous.setVisible(found != null);
        next.setVisible(found != null);
        previous.setEnabled(before != null);
        next.setEnabled(after != null);
        if (found != null && trail != null) {
            place = (int) found.index();
            trail.opened(place, id);
        }
    }

    /** The address of the list, as it was when one came from it. */
    public String way() {
        return back.getHref();
    }

    private void go(@Nullable Long id, int step) {
        if (id != null && trail != null) {
            trail.opened(place + step, id);
            getUI().ifPresent(ui -> ui.navigate(address.apply(id)));
        }
    }
}
