package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class MySqlTest {

    /** Skipped, it stands in the report for the second half of all database tests. */
    @Test
    @EnabledIfSystemProperty(named = "mainstay.full", matches = "true",
            disabledReason = "the database tests run on H2 only; ./mainstay test --full runs them on MySQL too")
    void databaseTestsRunOnMySqlToo() {
        assertThat(MySqlServer.home().resolve("bin/mysqld")).isExecutable();
    }
}
