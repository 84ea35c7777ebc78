package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SilentDatabaseTest {

    @Test
    void whoHasWaitedOnceIsToldAtOnce() {
        var config = config("jdbc:h2:tcp://127.0.0.1:1/nowhere");
        try (var pool = new HikariDataSource(config)) {
            var database = (DataSource) new SilentDatabase().postProcessAfterInitialization(pool, "dataSource");
            assertThatThrownBy(database::getConnection).isInstanceOf(SQLTransientConnectionException.class).hasMessageContaining("request timed out");
            assertThatThrownBy(database::getConnection).isInstanceOf(SQLTransientConnectionException.class).hasMessageContaining("a moment ago");
        }
    }

    @Test
    void aBusyPoolIsNotASilentDatabase() throws Exception {
        var config = config("jdbc:h2:mem:busy");
        config.setMaximumPoolSize(1);
        // The pool is handed out with its connection: nobody has to wait for the first one.
        config.setInitializationFailTimeout(30_000);
        try (var pool = new HikariDataSource(config)) {
            var database = (DataSource) new SilentDatabase().postProcessAfterInitialization(pool, "dataSource");
            try (var only = database.getConnection()) {
                assertThat(only.isValid(1)).isTrue();
                assertThatThrownBy(database::getConnection).hasMessageContaining("request timed out");
                assertThatThrownBy(database::getConnection).hasMessageContaining("request timed out");
            }
            try (var again = database.getConnection()) {
                assertThat(again.isValid(1)).isTrue();
            }
        }
    }

    private static HikariConfig config(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setConnectionTimeout(250);
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
