package app.mainstay.jobs;

import app.mainstay.shared.Ids;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import java.time.Clock;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets this server work on jobs, from when everything else has started until before anything else stops. All its threads are virtual. */
@Component
@EnableConfigurationProperties(JobSettings.class)
class JobServer implements SmartLifecycle {

    private final JobTasks tasks;
    private final JobQueue queue;
    private final JobSettings settings;
    private final DataSource dataSource;
    private final Clock clock;
    private @Nullable Thread starting;
    private volatile @Nullable Scheduler scheduler;

    JobServer(JobTasks tasks, JobQueue queue, JobSettings settings, DataSource dataSource, Clock clock) {
        this.tasks = tasks;
        this.queue = queue;
        this.settings = settings;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Apart from the start of the application, which need not wait for it. */
    @Override
    public void start() {
        starting = Thread.ofVirtual().name("jobs-start").start(() -> {
            var built = build();
            scheduler = built;
            queue.onAdded(built::triggerCheckForDueExecutions);
            built.start();
        });
    }

    Scheduler build() {
        return Scheduler.create(dataSource, tasks.once()).startTasks(tasks.recurring())
                .tableName(JobTable.NAME).jdbcCustomization(new JobTable())
                // Not the host's: looking that up may take seconds, and two servers may share it.
                .schedulerName(new SchedulerName.Fixed(Ids.text(Ids.next())))
                .clock(clock::instant)
                .threads(settings.threads())
                .executorService(Executors.newFixedThreadPool(settings.threads(), Thread.ofVirtual().name("jobs-", 1).factory()))
                .dueExecutor(Executors.newSingleThreadExecutor(Thread.ofVirtual().name("jobs-look").factory()))
                .housekeeperExecutor(Executors.newScheduledThreadPool(1, Thread.ofVirtual().name("jobs-heartbeat").factory()))
                .pollingInterval(settings.poll())
                // What was taken over from a dead server goes on at once.
                .enableImmediateExecution()
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(JobSettings.MISSED_HEARTBEATS)
                .shutdownMaxWait(settings.patience())
                .build();
    }

    @Override
    public void stop() {
        if (starting != null) {
            try {
                starting.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            starting = null;
        }
        if (scheduler != null) {
            queue.onAdded(() -> { });
            scheduler.stop();
            scheduler = null;
        }
    }

    @Override
    public boolean isRunning() {
        return starting != null;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.enabled();
    }
}
