package app.mainstay.security.signin;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.log.Origin;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;

@DatabaseTest
class SecurityCleaningTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    SecurityLog log;
    @Autowired
    SignInDelays delays;
    @Autowired
    SessionStore sessions;
    @Autowired
    JobDriver driver;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;

    @Test
    void whatIsOverGoesAtNightAndTheRestStays() {
        var company = fixtures.company();
        var nights = driver.nights();
        log.recordEnd(company.member().id(), SecurityReason.IDLE, Origin.of("10.0.0.1", null));
        delays.attempt("somebody", "10.0.0.1");
        // Of a server that died: nobody ends it.
        sessions.begin(new MockHttpSession(), company.member(), Origin.of("10.0.0.1", null), null);
        jdbc.sql("insert into security_remember (id, user_id, token_hash, rotated_at, created_at) values (1, ?, 'x', '2026-11-24 00:00:00', '2026-11-24 00:00:00')")
                .param(company.member().id()).update();

        clock.advance(Duration.ofDays(2));
        nights.run();
        assertThat(rows("security_log")).isEqualTo(2);
        assertThat(rows("security_delay")).isZero();
        assertThat(rows("security_session")).isZero();
        assertThat(rows("security_remember")).isEqualTo(1);

        clock.advance(Duration.ofDays(365));
        log.recordEnd(company.member().id(), SecurityReason.IDLE, Origin.of("10.0.0.2", null));
        nights.run();
        assertThat(rows("security_log")).isEqualTo(1);
        assertThat(rows("security_remember")).isZero();
    }

    private long rows(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
