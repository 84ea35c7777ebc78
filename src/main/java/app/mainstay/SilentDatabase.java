package app.mainstay;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * Somebody who has waited for a silent database does not wait again for each further thing that the same page asks of it. For a moment after
 * such a wait whoever asks is told at once, unless the pool has found a connection meanwhile, which it looks for by itself.
 */
@Component
class SilentDatabase implements BeanPostProcessor {

    /** Shorter than people take to try again, longer than a page takes from one question to the next. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool ? new Impatient(pool) : bean;
    }

    static final class Impatient extends DelegatingDataSource {

        private final HikariDataSource pool;
        private volatile long silentAt;
        private volatile boolean silent;

        Impatient(HikariDataSource pool) {
            super((DataSource) pool);
            this.pool = pool;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (silent && System.nanoTime() - silentAt < MOMENT.toNanos() && isEmpty()) {
                throw new SQLTransientConnectionException("The database did not answer a moment ago.");
            }
            try {
                var connection = super.getConnection();
                silent = false;
                return connection;
            } catch (SQLTransientConnectionException none) {
                // A pool whose connections are all in use is busy, not silent.
                if (isEmpty()) {
                    silentAt = System.nanoTime();
                    silent = true;
                }
                throw none;
            }
        }

        private boolean isEmpty() {
            var state = pool.getHikariPoolMXBean();
            return state != null && state.getTotalConnections() == 0;
        }
    }
}
