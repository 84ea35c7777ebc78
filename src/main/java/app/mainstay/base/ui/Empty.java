package app.mainstay.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** What stands where nothing is yet: one sentence that says what to do, and at most one action. */
public final class Empty extends Div {

    public Empty(String sentence, Component... action) {
        addClassName("empty");
        add(new Paragraph(sentence));
        add(action);
    }
}
