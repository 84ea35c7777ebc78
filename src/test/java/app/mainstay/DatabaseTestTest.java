package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tools of the tests keep their promises. */
@DatabaseTest
class DatabaseTestTest {

    @Autowired
    DataSource dataSource;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Clock clock;
    @Autowired
    TestClock testClock;
    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;

    @Test
    void runsOnTheDatabaseItSays() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualToIgnoringCase(TestDatabase.CURRENT.name());
        }
    }

    @RepeatedTest(2)
    void findsACleanDatabaseAndTheClockAtItsStart() {
        assertThat(jdbc.sql("select count(*) from security_user").query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from settings_code where label_en = 'changed'").query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from settings_code").query(Integer.class).single()).isGreaterThan(50);
        assertThat(clock.instant()).isEqualTo(TestClock.START);

        fixtures.company();
        jdbc.sql("update settings_code set label_en = 'changed'").update();
        testClock.advance(Duration.ofDays(1));
        assertThat(clock.instant()).isEqualTo(TestClock.START.plus(Duration.ofDays(1)));
    }

    @RepeatedTest(2)
    void actsAsPeopleOfASmallCompany() {
        var company = fixtures.company();
        fixtures.account(company, "Acme", company.member());

        assertThat(fixtures.as(company.member(), () -> accounts.count(AccountFilter.ALL))).isEqualTo(1);
        assertThat(fixtures.as(company.outsider(), () -> accounts.count(AccountFilter.ALL))).isZero();
    }
}
