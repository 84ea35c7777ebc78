package app.mainstay.meeting.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.security.PrivateFeeds;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.textfield.TextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FeedViewTest extends ViewTest {

    @Autowired
    private PrivateFeeds feeds;

    private Fixtures.Company company;

    @BeforeEach
    void open() {
        company = fixtures.company();
        openAs(company.member(), "calendar/feed");
    }

    private static void press(String label) {
        _click(_get(Button.class, spec -> spec.withText(label)));
    }

    private static String shown() {
        return _get(TextField.class).getValue();
    }

    private boolean works(String address) {
        return feeds.read(address.replaceAll(".*/|\\.ics$", ""), "127.0.0.1", locale -> true).content() != null;
    }

    @Test
    void theAddressIsShownOnceRenewedAndRevoked() {
        press("Make an address");
        String first = shown();
        assertThat(first).matches("http.*/feed/[A-Za-z0-9_-]{43}\\.ics");
        assertThat(works(first)).isTrue();

        navigate("calendar/feed");
        openAs(company.member(), "calendar/feed");
        _assertNone(TextField.class);

        press("Make a new address");
        assertThat(works(first)).as("before it is confirmed").isTrue();
        _fireConfirm(_get(ConfirmDialog.class));
        String second = shown();
        assertThat(works(first)).isFalse();
        assertThat(works(second)).isTrue();

        press("Revoke the address");
        _fireConfirm(_get(ConfirmDialog.class));
        assertThat(works(second)).isFalse();
        _get(Button.class, spec -> spec.withText("Make an address"));
    }
}
