package app.mainstay.jobs;

import app.mainstay.shared.Ids;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Our jobs told to db-scheduler: one of its tasks for each kind, one more for each kind that the system submits every day. */
@Component
class JobTasks {

    private static final Logger LOG = LoggerFactory.getLogger(JobTasks.class);
    private static final int REPEATS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration DAILY_PAUSE = Duration.ofMinutes(5);

    // Asked late: kinds are parts of services that submit jobs themselves.
    private final ObjectProvider<JobKind<?>> kinds;
    private final ObjectProvider<SteadyWork> steady;
    private final JobRunner runner;
    private final JobQueue queue;
    private final JobStore store;
    private final JobHost host;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JobTasks(ObjectProvider<JobKind<?>> kinds, ObjectProvider<SteadyWork> steady, JobRunner runner, JobQueue queue, JobStore store, JobHost host, TransactionTemplate transaction,
             Clock clock) {
        this.kinds = kinds;
        this.steady = steady;
        this.runner = runner;
        this.queue = queue;
        this.store = store;
        this.host = host;
        this.transaction = transaction;
        this.clock = clock;
    }

    List<Task<?>> once() {
        return kinds.stream().<Task<?>>map(this::once).toList();
    }

    /** What comes by itself: every day, or after a short while. */
    List<RecurringTask<Void>> recurring() {
        return Stream.concat(kinds.stream().filter(DailyJob.class::isInstance).map(kind -> daily((DailyJob<?>) kind)),
                steady.stream().map(this::steady)).toList();
    }

    private Task<Void> once(JobKind<?> kind) {
        return Tasks.custom(kind.id(), Void.class)
                // The library's own handlers ask the machine's clock.
                .onDeadExecution((dead, operations) -> {
                    LOG.warn("Job {} ({}) goes on after its server fell silent", name(dead.getExecution().taskInstance), kind.id());
                    operations.reschedule(dead, clock.instant());
                })
                .onFailure((failed, operations) -> operations.reschedule(failed, clock.instant()
                        .plus(FIRST_PAUSE.multipliedBy(1L << Math.min(failed.getExecution().consecutiveFailures, REPEATS)))))
                .execute((instance, context) -> run(kind, instance, context));
    }

    private CompletionHandler<Void> run(JobKind<?> kind, TaskInstance<Void> instance, ExecutionContext context) {
        var outcome = runner.run(kind, Long.parseLong(instance.getId()), () -> context.getSchedulerState().isShuttingDown(),
                context.getExecution().consecutiveFailures < REPEATS);
        return switch (outcome) {
            case ENDED -> new CompletionHandler.OnCompleteRemove<>();
            case PUT_BACK -> (complete, operations) -> operations.reschedule(complete, clock.instant());
            case LOST -> (complete, operations) -> { };
        };
    }

    private RecurringTask<Void> daily(DailyJob<?> job) {
        var schedule = new EveryDay(job.at());
        FailureHandler<Void> soon = (failed, operations) -> {
            Instant next = schedule.getNextExecutionTime(failed);
            Instant again = clock.instant().plus(DAILY_PAUSE);
            operations.reschedule(failed, next.isBefore(again) ? next : again);
        };
        return Tasks.recurring("daily-" + job.id(), schedule)
                // At the hour that it was meant for, by which a job that was submitted before the crash is known.
                .onDeadExecution((dead, operations) -> operations.reschedule(dead, dead.getExecution().executionTime))
                .onFailure(soon)
                .execute((instance, context) -> submit(job, context.getExecution().executionTime));
    }

    private RecurringTask<Void> steady(SteadyWork work) {
        var schedule = FixedDelay.of(work.pause());
        return Tasks.recurring("steady-" + work.id(), schedule)
                .onDeadExecution((dead, operations) -> operations.reschedule(dead, clock.instant()))
                .onFailure((failed, operations) -> {
                    LOG.error("{} failed and is tried again", work.id(), failed.getCause().orElse(null));
                    operations.reschedule(failed, clock.instant().plus(work.pause()));
                })
                .execute((instance, context) -> host.as(null, work::run));
    }

    private void submit(DailyJob<?> job, Instant dueAt) {
        transaction.executeWithoutResult(status -> {
            if (!store.exists(job.id(), dueAt)) {
                queue.add(job.id(), job.payload(), null, dueAt);
            }
        });
    }

    private static String name(TaskInstance<?> instance) {
        return Ids.text(Long.parseLong(instance.getId()));
    }

    /** The hour in the business zone as it is when the next day is computed. */
    private final class EveryDay implements Schedule {

        private final LocalTime at;

        EveryDay(LocalTime at) {
            this.at = at;
        }

        @Override
        public Instant getNextExecutionTime(ExecutionComplete last) {
            var zone = host.zone();
            var date = last.getTimeDone().atZone(zone).toLocalDate();
            Instant today = date.atTime(at).atZone(zone).toInstant();
            return today.isAfter(last.getTimeDone()) ? today : date.plusDays(1).atTime(at).atZone(zone).toInstant();
        }

        /** A start of the application puts right what was computed for another zone or hour. */
        @Override
        public boolean isDeterministic() {
            return true;
        }
    }
}
