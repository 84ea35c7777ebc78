package app.mainstay.base.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.mail.MailServer;
import app.mainstay.security.Invitations;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.PasswordField;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class InviteViewsTest extends ViewTest {

    @Autowired
    Invitations invitations;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;
    private final MailServer server = new MailServer();
    private String path = "";

    @BeforeEach
    void invited() {
        var company = fixtures.company();
        server.use(jdbc);
        fixtures.as(company.administrator(), () -> invitations.send(company.member().id(), Locale.ENGLISH));
        var link = Pattern.compile("invite/\\S+").matcher(jdbc.sql("select body_text from mail_message").query(String.class).single());
        assertThat(link.find()).isTrue();
        path = link.group();
    }

    @AfterEach
    void down() {
        server.close();
    }

    private static PasswordField password(String label) {
        return _get(PasswordField.class, spec -> spec.withLabel(label));
    }

    private String shown() {
        return view().getElement().getTextRecursively();
    }

    @Test
    void whoHasALinkChoosesAPasswordAndIsLedToTheSignIn() {
        open(path);
        assertThat(shown()).contains("Welcome, Member").contains("Your user name is member.");
        _setValue(password("Password"), Fixtures.PASSWORD);
        _setValue(password("Password again"), "something else");
        _click(_get(Button.class, spec -> spec.withText("Set password")));
        assertThat(password("Password again").getErrorMessage()).isEqualTo("The two new passwords differ.");

        _setValue(password("Password"), "member1234");
        _setValue(password("Password again"), "member1234");
        _click(_get(Button.class, spec -> spec.withText("Set password")));
        assertThat(password("Password").getErrorMessage()).startsWith("This is mostly a name");

        _setValue(password("Password"), Fixtures.PASSWORD);
        _setValue(password("Password again"), Fixtures.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Set password")));
        assertThat(shown()).contains("Your password is set").contains("Sign in with the user name member.");
        _assertNone(PasswordField.class);

        open(path);
        assertThat(shown()).contains("This link no longer works").contains("If that was not you").doesNotContain("member.");
        _assertNone(PasswordField.class);
    }

    @Test
    void aLinkThatDoesNotWorkSaysWhy() {
        open("invite/guessed");
        assertThat(shown()).contains("This link no longer works").contains("Part of the address may be missing");
        clock.advance(Duration.ofDays(8));
        open(path);
        assertThat(shown()).contains("Invitations work for seven days.");
    }

    @Test
    void whoUsesItTwiceAtOnceIsToldBesideTheForm() {
        open(path);
        invitations.accept(path.substring("invite/".length()), Fixtures.PASSWORD);
        _setValue(password("Password"), "quite another secret");
        _setValue(password("Password again"), "quite another secret");
        _click(_get(Button.class, spec -> spec.withText("Set password")));
        assertThat(shown()).contains("Open it once more to see why.");
    }
}
