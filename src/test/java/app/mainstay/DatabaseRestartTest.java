package app.mainstay;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.getNotifications;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import app.mainstay.account.AccountService;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.shared.Ids;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.RequestContextFilter;

/** MySQL stops and comes back under people who are signed in: they read a sentence, lose nothing, and go on. */
@Tag("database")
class DatabaseRestartTest extends ViewTest {

    @Autowired
    AccountService accounts;
    @Autowired
    WebApplicationContext context;
    @Autowired
    TestClock clock;
    @Autowired
    DataSource database;
    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void company() {
        assumeTrue(TestDatabase.CURRENT == TestDatabase.MYSQL, "H2 lives in the product's own process; ./mainstay test --full stops and starts MySQL");
        // The failures are meant.
        ((Logger) LoggerFactory.getLogger(Unexpected.class)).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("com.zaxxer.hikari")).setLevel(Level.OFF);
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
    }

    @AfterEach
    void backAgain() {
        if (TestDatabase.CURRENT == TestDatabase.MYSQL) {
            started();
            ((Logger) LoggerFactory.getLogger(Unexpected.class)).setLevel(null);
            ((Logger) LoggerFactory.getLogger("com.zaxxer.hikari")).setLevel(null);
        }
    }

    /** For a moment after the last vain wait nobody is kept waiting again, see {@link SilentDatabase}. */
    private void started() {
        TestDatabase.startMySql();
        await().until(() -> {
            try (var connection = database.getConnection()) {
                return true;
            } catch (SQLTransientConnectionException notYet) {
                return false;
            }
        });
    }

    @Test
    void aScreenThatCannotBeReadSaysSoAndOpensLaterInTheSameSession() {
        openAs(company.member(), "accounts/" + Ids.text(acme));
        assertThat(view().getClass().getSimpleName()).isEqualTo("AccountView");

        TestDatabase.stopMySql();
        navigate("accounts/" + Ids.text(acme) + "/edit");
        assertThat(view().getElement().getTextRecursively()).contains("The database does not answer at the moment. Try again in a minute.");

        started();
        navigate("accounts/" + Ids.text(acme));
        assertThat(view().getClass().getSimpleName()).isEqualTo("AccountView");
        assertThat(view().getElement().getTextRecursively()).contains("Acme");
    }

    @Test
    void aPageThatIsLoadedAnewSaysSoToo() {
        TestDatabase.stopMySql();
        openAs(company.member(), "accounts/" + Ids.text(acme));
        assertThat(view().getElement().getTextRecursively()).contains("The database does not answer at the moment. Try again in a minute.");
    }

    /** Whether a session was ended elsewhere, the database knows. While it is silent nobody is signed out for that. */
    @Test
    void nobodyIsSignedOutByIt() throws Exception {
        var mvc = MockMvcBuilders.webAppContextSetup(context).addFilters(new RequestContextFilter()).apply(springSecurity())
                .addFilters((request, response, chain) -> ((HttpServletResponse) response).setStatus(299)).build();
        var session = new MockHttpSession();
        var member = authentication(UsernamePasswordAuthenticationToken.authenticated(company.member(), null, company.member().getAuthorities()));
        assertThat(mvc.perform(get("/").session(session).with(member)).andReturn().getResponse().getStatus()).isEqualTo(299);

        TestDatabase.stopMySql();
        clock.advance(Duration.ofMinutes(2));
        assertThat(mvc.perform(get("/").session(session).with(member)).andReturn().getResponse().getStatus()).isEqualTo(299);
        started();
        clock.advance(Duration.ofMinutes(2));
        assertThat(mvc.perform(get("/").session(session).with(member)).andReturn().getResponse().getStatus()).isEqualTo(299);
        assertThat(session.isInvalid()).isFalse();
    }

    /** Whoever signs in meanwhile reads it on the page of signing in, and nothing is held against them. */
    @Test
    void whoSignsInReadsItThere() throws Exception {
        var mvc = MockMvcBuilders.webAppContextSetup(context).addFilters(new RequestContextFilter()).apply(springSecurity()).build();
        var attempt = post("/login").with(csrf()).param("username", company.member().getUsername()).param("password", "wrong");
        TestDatabase.stopMySql();
        assertThat(mvc.perform(attempt).andReturn().getResponse().getRedirectedUrl()).isEqualTo("/login?unavailable");
        open("login?unavailable");
        assertThat(String.valueOf(_get(LoginForm.class).getElement().getPropertyRaw("i18n"))).contains("The database does not answer. Try again in a minute.");

        started();
        assertThat(mvc.perform(attempt).andReturn().getResponse().getRedirectedUrl()).isEqualTo("/login?error");
    }

    @Test
    void whatWasTypedIsStillThereAndIsSavedAfterwards() {
        openAs(company.director(), "accounts/" + Ids.text(acme) + "/edit");
        TextField name = _get(TextField.class, spec -> spec.withLabel("Name"));
        _setValue(name, "Acme Holding");

        TestDatabase.stopMySql();
        // What a click throws, Vaadin hands to the session's handler; here nobody stands between.
        var thrown = catchThrowable(() -> _click(_get(Button.class, spec -> spec.withText("Save"))));
        VaadinSession.getCurrent().getErrorHandler().error(new ErrorEvent(thrown));
        MockVaadin.clientRoundtrip(true);
        assertThat(getNotifications()).isNotEmpty().allSatisfy(notification -> assertThat(notification.getElement().getTextRecursively())
                .contains("The database does not answer at the moment."));
        assertThat(name.getValue()).isEqualTo("Acme Holding");

        started();
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(fixtures.as(company.director(), () -> accounts.get(acme)).draft().name()).isEqualTo("Acme Holding");
    }
}
