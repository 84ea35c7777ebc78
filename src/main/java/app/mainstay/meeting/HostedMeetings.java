package app.mainstay.meeting;

import app.mainstay.security.DeactivationCheck;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Nobody leaves while people are going to meet them: a handover gives meetings ahead to the taker, or they are cancelled. */
@Component
class HostedMeetings implements DeactivationCheck {

    private final JdbcClient jdbc;
    private final Clock clock;

    HostedMeetings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<Problem> obstacles(long userId) {
        long ahead = jdbc.sql("select count(*) from meeting where host_id = ? and starts_at > ? and state = 'PLANNED'").param(userId).param(Sql.utc(clock.instant())).query(Long.class)
                .single();
        return ahead == 0 ? List.of() : List.of(Problem.of(null, "meeting.problem.hosts", ahead));
    }
}
