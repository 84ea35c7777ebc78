package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.Timeline;
import app.mainstay.shared.Slice;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Timestamps are UTC in the database and keep their microseconds, whatever zones the machine and the database server live in. */
@DatabaseTest
class TimestampsTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    TestClock clock;
    @Autowired
    AccountService accounts;
    @Autowired
    Timeline timeline;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void needsAZoneThatShows() {
        assumeFalse(ZoneId.systemDefault().getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC),
                "in UTC nothing can go wrong: run with -Duser.timezone=Asia/Shanghai, as the build does");
    }

    /** One of them in the hour that New York's clocks skip, one before 1970. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T02:30:00.123456Z", "2026-03-08T02:30:00.000001Z", "1969-12-31T23:59:59.999999Z", "2026-12-31T16:00:00Z"})
    void roundTripInUtc(Instant instant) {
        var company = fixtures.company();
        clock.set(instant);
        long id = fixtures.account(company, "Acme", company.member());

        String utc = instant.toString().replace("T", " ").replace("Z", "");
        assertThat(jdbc.sql("select cast(created_at as char(26)) from account where id = ?").param(id).query(String.class).single())
                .startsWith(utc);
        assertThat(jdbc.sql("select cast(valid_from as char(26)) from account_representative where account_id = ?").param(id)
                .query(String.class).single()).startsWith(utc);
        fixtures.as(company.member(), () -> {
            var details = accounts.get(id);
            assertThat(details.createdAt()).isEqualTo(instant);
            assertThat(details.repSince()).isEqualTo(instant);
            assertThat(accounts.page(AccountFilter.ALL, Slice.first(1, AccountSort.NAME)).getFirst().updatedAt()).isEqualTo(instant);
            assertThat(timeline.page(id, null, 1).getFirst().occurredAt()).isEqualTo(instant);
            assertThat(accounts.representativeAt(id, instant)).contains(company.member().id());
            assertThat(accounts.representativeAt(id, instant.minusNanos(1000))).isEmpty();
        });
    }

    @Test
    void archivedAtIsStoredLikewise() {
        var company = fixtures.company();
        long id = fixtures.account(company, "Acme", company.member());
        fixtures.as(company.manager(), () -> accounts.archive(id, 0));

        assertThat(jdbc.sql("select cast(archived_at as char(26)) from account where id = ?").param(id).query(String.class).single())
                .startsWith("2026-11-24 02:30:00");
        assertThat(fixtures.as(company.member(), () -> accounts.get(id)).archivedAt()).isEqualTo(TestClock.START);
    }
}
