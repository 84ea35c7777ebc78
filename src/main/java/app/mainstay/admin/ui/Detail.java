package app.mainstay.admin.ui;

import com.vaadin.flow.component.html.Div;
import org.jspecify.annotations.Nullable;

/** What the side panel shows of the record that the address names. */
abstract class Detail extends Div {

    protected final @Nullable Long id;

    /** @param id null for something new */
    Detail(@Nullable Long id) {
        this.id = id;
    }

    abstract String title();

    /** It stands in the panel now. */
    void open() {
    }

    void focus() {
    }
}
