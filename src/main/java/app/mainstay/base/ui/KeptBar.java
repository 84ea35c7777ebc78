package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.VaadinSession;

/** Says above a form that a draft of it is kept, and lets its owner take it up or drop it. */
public final class KeptBar extends Div {

    /** In the session: the screen is being built again because the language changed, so what was typed just stays. */
    private record SameWork() {
    }

    public KeptBar() {
        addClassName("kept");
        setVisible(false);
    }

    static void beginSameWork() {
        VaadinSession.getCurrent().setAttribute(SameWork.class, new SameWork());
    }

    static void endSameWork() {
        VaadinSession.getCurrent().setAttribute(SameWork.class, null);
    }

    /** @param use fills the form with the draft, {@code discard} forgets it */
    public void offer(Runnable use, Runnable discard) {
        offer(tr("draft.found"), use, discard);
    }

    /** As {@link #offer(Runnable, Runnable)}, in other words. */
    public void offer(String sentence, Runnable use, Runnable discard) {
        if (VaadinSession.getCurrent().getAttribute(SameWork.class) != null) {
            use.run();
            return;
        }
        removeAll();
        var take = new Button(tr("draft.use"), click -> {
            setVisible(false);
            use.run();
        });
        take.addThemeVariants(ButtonVariant.SMALL);
        var drop = new Button(tr("draft.discard"), click -> {
            setVisible(false);
            discard.run();
        });
        drop.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        add(new Span(sentence), take, drop);
        setVisible(true);
    }
}
