package app.mainstay.base.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;

/** Something that a feature puts into the header between the search and the user's menu. */
public interface HeaderItem {

    /** A new component for the signed-in viewer; empty where it is not for them. */
    Optional<Component> create();

    /** Smaller stands further left. */
    default int order() {
        return 100;
    }
}
