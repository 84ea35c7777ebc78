package app.mainstay.importing.ui;

import app.mainstay.base.ui.Choices;
import com.vaadin.flow.component.combobox.ComboBox;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The boxes of a step in which only what is offered may be chosen. */
class Boxes implements Serializable {

    private final List<ComboBox<?>> all = new ArrayList<>();

    <T> ComboBox<T> only(ComboBox<T> box) {
        all.add(Choices.only(box));
        return box;
    }

    /** Whether each holds what is written in it; those that do not say so themselves. */
    boolean areRead() {
        // Cells are made anew when a column changes; what is gone has nothing to say.
        all.removeIf(box -> box.getParent().isEmpty());
        return Choices.areRead(all.stream().filter(ComboBox::isAttached).toList());
    }
}
