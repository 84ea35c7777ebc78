package app.mainstay.jobs;

import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Runs one job from its start, or from its last checkpoint, to an end that people can read. */
@Component
class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** ENDED: for good. PUT_BACK: goes on later. LOST: another server has it. */
    enum Outcome { ENDED, PUT_BACK, LOST }

    private final JobStore store;
    private final JobHost host;
    private final JsonMapper json;
    private final ObjectProvider<JobListener> listeners;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    JobRunner(JobStore store, JobHost host, JsonMapper json, ObjectProvider<JobListener> listeners, TransactionTemplate transaction,
              ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.host = host;
        this.json = json;
        this.listeners = listeners;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param stopping  whether this server is shutting down
     * @param mayRepeat whether a failure that may pass by itself, as of the database's connection, is thrown on instead of ending the job
     */
    <P> Outcome run(JobKind<P> kind, long id, BooleanSupplier stopping, boolean mayRepeat) {
        var begun = transaction.execute(status -> store.begin(id, clock.instant())).orElse(null);
        changed(id);
        if (begun == null) {
            return Outcome.ENDED;
        }
        var run = new JobRun(store, json, this::changed, stopping, begun);
        try {
            host.as(begun.submittedBy(), () -> {
                P payload = json.readValue(begun.payload(), kind.payloadType());
                run.outcomeAt(kind.outcomeAt(payload).orElse(null));
                kind.run(payload, run);
            });
            return end(begun, run, JobState.DONE, run.sentences(), null);
        } catch (JobCancelledException cancelled) {
            return end(begun, run, JobState.CANCELLED, run.sentences(), null);
        } catch (JobStoppedException stopped) {
            return putBack(begun);
        } catch (JobLostException lost) {
            LOG.warn("Job {} ({}) was taken over by another server", Ids.text(id), begun.kind());
            return Outcome.LOST;
        } catch (RuntimeException | Error failure) {
            if (mayRepeat && mayPass(failure)) {
                putBack(begun);
                throw failure;
            }
            return fail(begun, run, failure);
        }
    }

    private Outcome fail(JobStore.Begun job, JobRun run, Throwable failure) {
        String reference = Ids.text(Ids.next());
        List<Problem> sentences = switch (failure) {
            case RefusedException refused -> refused.problems();
            case ConflictException conflict -> List.of(Problem.of(null, "jobs.problem.conflict"));
            case NotFoundException gone -> List.of(Problem.of(null, "problem.notFound"));
            case AccessDeniedException denied -> List.of(Problem.of(null, "jobs.problem.denied"));
            default -> List.of(Problem.of(null, "jobs.problem.unexpected", reference));
        };
        if (sentences.getFirst().key().equals("jobs.problem.unexpected")) {
            LOG.error("Reference {}: job {} ({}) failed", reference, Ids.text(job.id()), job.kind(), failure);
        } else {
            LOG.info("Reference {}: job {} ({}) was refused: {}", reference, Ids.text(job.id()), job.kind(), failure.toString());
        }
        return end(job, run, JobState.FAILED, sentences, reference);
    }

    private Outcome end(JobStore.Begun job, JobRun run, JobState state, List<Problem> sentences, @Nullable String reference) {
        boolean mine = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean ended = store.end(job.id(), job.attempt(), state, clock.instant(), run.done(), run.total(), run.result(), sentences, reference);
            if (ended && job.submittedBy() != null && run.outcomeAt() != null && !(run.hasToldItself() && state == JobState.DONE)) {
                events.publishEvent(new JobEnded(job.id(), job.kind(), job.submittedBy(), state, run.outcomeAt(), sentences));
            }
            return ended;
        }));
        changed(job.id());
        return mine ? Outcome.ENDED : Outcome.LOST;
    }

    private Outcome putBack(JobStore.Begun job) {
        boolean mine = store.putBack(job.id(), job.attempt());
        changed(job.id());
        return mine ? Outcome.PUT_BACK : Outcome.LOST;
    }

    private static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException || cause instanceof RecoverableDataAccessException
                    || cause instanceof DataAccessResourceFailureException || cause instanceof CannotCreateTransactionException) {
                return true;
            }
        }
        return false;
    }

    private void changed(long id) {
        listeners.forEach(listener -> listener.changed(id));
    }
}
