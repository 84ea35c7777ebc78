package app.mainstay.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;

/**
 * The frame of every screen: a head with the title, the facts that matter and the actions, and a body that takes the rest of the window.
 * A view extends it and adds its content to {@link #body}.
 */
public abstract class Page extends Section implements HasDynamicTitle {

    private final H1 title = new H1();
    private final Div facts = new Div();
    private final Div actions = new Div();
    protected final Div body = new Div();

    protected Page(String title) {
        addClassName("page");
        getElement().setAttribute("role", "main");
        facts.addClassName("page-facts");
        actions.addClassName("page-actions");
        body.addClassName("page-body");
        var titles = new Div(this.title, facts);
        titles.addClassName("page-titles");
        var head = new Header(titles, actions);
        head.addClassName("page-head");
        add(head, body);
        title(title);
    }

    protected final void title(String text) {
        title.setText(text);
        getUI().ifPresent(ui -> ui.getPage().setTitle(getPageTitle()));
    }

    /** Where one is, over the title. */
    protected final void above(Component component) {
        addComponentAsFirst(component);
    }

    /** Two or three facts beside the title; replaces those before. */
    protected final void facts(Component... components) {
        facts.removeAll();
        facts.add(components);
    }

    /** The one primary action last, at the right; replaces those before. */
    protected final void actions(Component... components) {
        actions.removeAll();
        actions.add(components);
    }

    protected static Span fact(String label, String value) {
        var name = new Span(label);
        name.addClassName("fact-label");
        var fact = new Span(name, new Span(value));
        fact.addClassName("fact");
        return fact;
    }

    @Override
    public String getPageTitle() {
        return title.getText() + " · " + Translations.tr("app.name");
    }
}
