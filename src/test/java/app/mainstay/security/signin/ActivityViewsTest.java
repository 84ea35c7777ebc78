package app.mainstay.security.signin;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.base.Changes;
import app.mainstay.security.log.Origin;
import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** An open page tells when somebody uses it; what it does by itself it does not tell. */
class ActivityViewsTest extends ViewTest {

    @Autowired
    SessionStore store;
    @Autowired
    Changes changes;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;
    final MockHttpSession session = new MockHttpSession();

    @BeforeEach
    void signIn() {
        company = fixtures.company();
        store.begin(session, company.member(), Origin.of("10.0.0.1", null), null);
        var request = new MockHttpServletRequest();
        request.setSession(session);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        openAs(company.member(), "accounts");
    }

    @AfterEach
    void forget() {
        RequestContextHolder.resetRequestAttributes();
    }

    private boolean isOpen() {
        store.endOverdue();
        return jdbc.sql("select count(*) from security_session").query(Long.class).single() == 1;
    }

    @Test
    void whoUsesThePageStays() {
        clock.advance(Duration.ofMinutes(119));
        BasicUtilsKt._fireDomEvent(UI.getCurrent(), "mainstay-active");
        clock.advance(Duration.ofMinutes(119));
        assertThat(isOpen()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(isOpen()).isFalse();
    }

    @Test
    void aListThatMovesByItselfKeepsNobodySignedIn() {
        clock.advance(Duration.ofMinutes(119));
        fixtures.account(company, "Acme", company.member());
        changes.announce("account", 1);
        MockVaadin.clientRoundtrip(true);
        assertThat(isOpen()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(isOpen()).isFalse();
    }
}
