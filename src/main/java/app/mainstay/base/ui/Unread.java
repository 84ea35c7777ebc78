package app.mainstay.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.shared.HasValidationProperties;
import java.util.Optional;

/**
 * A text that stands in a field and is no value of it: it stays where it was typed, a sentence beside it says so, and {@link Form} saves
 * nothing while it is there. The field's value is what it was before.
 */
record Unread(String text, String sentence) {

    static Optional<Unread> of(Component field) {
        return Optional.ofNullable(ComponentUtil.getData(field, Unread.class));
    }

    /** Not yet said: whoever is still typing is not corrected. */
    void keep(Component field) {
        ComponentUtil.setData(field, Unread.class, this);
    }

    static void say(Component field) {
        if (field instanceof HasValidationProperties beside) {
            of(field).ifPresent(unread -> {
                beside.setErrorMessage(unread.sentence());
                beside.setInvalid(true);
            });
        }
    }

    static void forget(Component field) {
        if (of(field).isPresent()) {
            ComponentUtil.setData(field, Unread.class, null);
            if (field instanceof HasValidationProperties beside) {
                beside.setInvalid(false);
            }
        }
    }
}
