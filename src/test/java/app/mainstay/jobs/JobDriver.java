package app.mainstay.jobs;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.security.core.context.SecurityContextHolder;

/** Works on jobs in the test's own thread, when the test says so. */
public class JobDriver {

    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final JobTasks tasks;
    private final DataSource dataSource;
    private final Clock clock;

    JobDriver(JobTasks tasks, DataSource dataSource, Clock clock) {
        this.tasks = tasks;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Runs everything that is due by the test's clock. Who is signed in stays so, and plays no part. */
    public void runDue() {
        server().runDue();
    }

    /** A server that has started: each run does the daily work that has become due since. */
    public Runnable nights() {
        Server server = server();
        server.start();
        return () -> {
            // The day's turn submits the job, the next look runs it.
            server.runDue();
            server.runDue();
        };
    }

    /** One more server on the same database; the test's clock is its clock. */
    Server server() {
        var builder = TestHelper.createManualScheduler(dataSource, tasks.once()).startTasks(tasks.recurring()).tableName(JobTable.NAME)
                .clock(new SettableClock() {
                    @Override
                    public Instant now() {
                        return clock.instant();
                    }
                });
        builder.jdbcCustomization(new JobTable());
        builder.heartbeatInterval(HEARTBEAT);
        return new Server(builder.build());
    }

    record Server(ManualScheduler scheduler) {

        void runDue() {
            var before = SecurityContextHolder.getContext();
            SecurityContextHolder.clearContext();
            try {
                scheduler.runAnyDueExecutions();
            } finally {
                SecurityContextHolder.setContext(before);
            }
        }

        /** What the application does when it starts. */
        void start() {
            scheduler.start();
        }

        /** Takes over what a silent server had in hand. */
        void takeOver() {
            scheduler.runDeadExecutionDetection();
        }
    }
}
