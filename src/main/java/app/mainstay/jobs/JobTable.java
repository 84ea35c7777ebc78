package app.mainstay.jobs;

import app.mainstay.shared.Sql;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** How db-scheduler reads and writes its table on both of our databases: timestamps in UTC as everywhere, and LIMIT, which both know. */
final class JobTable extends DefaultJdbcCustomization {

    static final String NAME = "jobs_task";

    JobTable() {
        super(true);
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
        statement.setObject(index, value == null ? null : Sql.utc(value));
    }

    @Override
    public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : Sql.instant(value);
    }

    @Override
    public String getQueryLimitPart(int limit) {
        return " limit " + limit;
    }

    @Override
    public String getName() {
        return "H2 and MySQL";
    }
}
