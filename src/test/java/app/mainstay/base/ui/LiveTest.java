package app.mainstay.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.ViewTest;
import app.mainstay.base.Changes;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LiveTest extends ViewTest {

    @Autowired
    Changes changes;

    /** As the progress of a job that had ended before it was seen. */
    @Test
    void whatIsTakenOffWhileItIsAttachedListensToNothing() {
        openAs(fixtures.company().director(), "accounts");
        List<Long> heard = new ArrayList<>();
        var part = new Div();
        part.addAttachListener(event -> part.removeFromParent());
        Live.rows(part, changes, "test", id -> true, heard::add);

        UI.getCurrent().add(new Div(part));

        assertThat(part.getUI()).isEmpty();
        assertThat(heard).isEmpty();
    }
}
