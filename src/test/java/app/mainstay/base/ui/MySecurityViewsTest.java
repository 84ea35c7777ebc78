package app.mainstay.base.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.security.log.Origin;
import app.mainstay.security.Viewer;
import app.mainstay.security.signin.SessionStore;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.textfield.PasswordField;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;

class MySecurityViewsTest extends ViewTest {

    private static final String CHROME = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    @Autowired
    SessionStore store;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    private void session(Viewer viewer, String address) {
        store.begin(new MockHttpSession(), viewer, Origin.of(address, CHROME), null);
    }

    private static List<String> rows() {
        return _find(ListItem.class).stream().map(item -> item.getElement().getTextRecursively()).toList();
    }

    private static PasswordField password(String label) {
        return _get(PasswordField.class, spec -> spec.withLabel(label));
    }

    @Test
    void onlyTheOwnSessionsAreListedAndEndOneByOne() {
        session(company.member(), "10.0.0.1");
        clock.advance(Duration.ofMinutes(1));
        session(company.member(), "10.0.0.2");
        session(company.colleague(), "10.0.0.3");
        openAs(company.member(), "security");

        assertThat(rows()).hasSize(2).allMatch(row -> row.contains("Chrome · macOS"));
        assertThat(rows().getFirst()).contains("10.0.0.2 · since 24 Nov 2026 10:31");
        _click(_find(Button.class, spec -> spec.withText("End")).getFirst());

        expectNotifications("The session has ended.");
        assertThat(rows()).singleElement().asString().contains("10.0.0.1");
        assertThat(jdbc.sql("select count(*) from security_session").query(Long.class).single()).isEqualTo(2);
    }

    @Test
    void allOthersEndAtOnce() {
        session(company.member(), "10.0.0.1");
        session(company.member(), "10.0.0.2");
        openAs(company.member(), Locale.SIMPLIFIED_CHINESE, "security");
        _click(_get(Button.class, spec -> spec.withText("退出其他所有设备")));

        assertThat(rows()).isEmpty();
        _assertNone(Button.class, spec -> spec.withText("退出其他所有设备"));
    }

    @Test
    void thePasswordIsChangedHereWithTheCurrentOne() {
        fixtures.password(company.member());
        session(company.member(), "10.0.0.1");
        openAs(company.member(), "security");
        _setValue(password("Current password"), Fixtures.PASSWORD);
        _setValue(password("New password"), "Mainstay1998");
        _setValue(password("New password again"), "Mainstay1998");
        _click(_get(Button.class, spec -> spec.withText("Change password")));
        assertThat(password("New password").getErrorMessage()).contains("mostly a name");

        _setValue(password("New password"), "lamp over river");
        _click(_get(Button.class, spec -> spec.withText("Change password")));
        assertThat(password("New password again").getErrorMessage()).isEqualTo("The two new passwords differ.");

        _setValue(password("New password again"), "lamp over river");
        _setValue(_get(Checkbox.class, spec -> spec.withLabel("Sign out everywhere else")), true);
        _click(_get(Button.class, spec -> spec.withText("Change password")));
        expectNotifications("The password is changed.");
        assertThat(password("New password").getValue()).isEmpty();
        assertThat(rows()).isEmpty();
    }

    @Test
    void aWrongCurrentPasswordIsToldBesideItsFieldAndSoIsTheDelay() {
        fixtures.password(company.member());
        openAs(company.member(), "security");
        _setValue(password("Current password"), "wrong");
        _setValue(password("New password"), "lamp over river");
        _setValue(password("New password again"), "lamp over river");
        for (int i = 0; i < 4; i++) {
            _click(_get(Button.class, spec -> spec.withText("Change password")));
            assertThat(password("Current password").getErrorMessage()).isEqualTo("The current password is wrong.");
        }
        _click(_get(Button.class, spec -> spec.withText("Change password")));
        assertThat(password("Current password").getErrorMessage()).endsWith("Try again in 2 s.");
    }
}
