package app.mainstay;

import static org.assertj.core.api.Assertions.assertThatCode;

import app.mainstay.settings.BusinessHours;
import app.mainstay.settings.Holidays;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DatabaseTest
class ConnectionsTest {

    @Autowired
    private DataSource dataSource;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private BusinessHours hours;
    @Autowired
    private Holidays holidays;

    /** The pool retires every connection after half an hour; H2 once bound constraints to the one that had made them. */
    @Test
    void constraintsOutliveTheConnectionThatMadeThem() throws Exception {
        dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();

        assertThatCode(() -> {
            var company = fixtures.company();
            fixtures.account(company, "Alpha", company.member());
            fixtures.as(company.administrator(), () -> {
                hours.save(hours.of(null).copyFor(company.city()));
                holidays.load(2026);
            });
        }).doesNotThrowAnyException();
    }
}
