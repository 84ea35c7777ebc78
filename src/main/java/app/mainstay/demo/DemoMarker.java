package app.mainstay.demo;

import app.mainstay.shared.Sql;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whether the demonstration made this database. */
@Repository
class DemoMarker {

    enum State { ABSENT, UNFINISHED, COMPLETE }

    private final JdbcClient jdbc;
    private final Clock clock;

    DemoMarker(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    State state() {
        return jdbc.sql("select complete from demo_marker").query(Boolean.class).optional()
                .map(complete -> complete ? State.COMPLETE : State.UNFINISHED).orElse(State.ABSENT);
    }

    /** Before the first row is written, so that a half-made company is never taken for a real one. */
    void begin(int accounts) {
        jdbc.sql("insert into demo_marker (id, made_at, accounts, complete) values (1, ?, ?, false)")
                .param(Sql.utc(clock.instant())).param(accounts).update();
    }

    void complete() {
        jdbc.sql("update demo_marker set complete = true").update();
    }
}
