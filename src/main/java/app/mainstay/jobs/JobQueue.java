package app.mainstay.jobs;

import app.mainstay.shared.Ids;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where jobs wait. */
@Component
class JobQueue {

    private final JobStore store;
    private final SchedulerClient tasks;
    private final ObjectProvider<JobListener> listeners;
    private final Clock clock;
    private volatile Runnable onAdded = () -> { };

    JobQueue(JobStore store, DataSource dataSource, ObjectProvider<JobListener> listeners, Clock clock) {
        this.store = store;
        // In the caller's transaction: a job exists when and only when what asked for it was committed.
        this.tasks = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource)).tableName(JobTable.NAME)
                .jdbcCustomization(new JobTable()).build();
        this.listeners = listeners;
        this.clock = clock;
    }

    /** To be told that there is something to do, so that a person's job begins at once and not at the next look into the table. */
    void onAdded(Runnable wake) {
        onAdded = wake;
    }

    /** @param dueAt for work of every day: which day's it is; null for any other */
    @Transactional(propagation = Propagation.MANDATORY)
    public long add(String kind, Object payload, @Nullable Long submittedBy, @Nullable Instant dueAt) {
        long id = Ids.next();
        Instant now = clock.instant();
        store.add(id, kind, payload, submittedBy, now, dueAt);
        tasks.scheduleIfNotExists(new TaskInstance<Void>(kind, Long.toString(id)), now);
        listeners.forEach(listener -> listener.changed(id));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                onAdded.run();
            }
        });
        return id;
    }
}
