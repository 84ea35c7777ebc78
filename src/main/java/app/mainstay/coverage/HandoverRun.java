package app.mainstay.coverage;

import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountScope;
import app.mainstay.account.Timeline;
import app.mainstay.base.Changes;
import app.mainstay.jobs.DailyJob;
import app.mainstay.jobs.JobHost;
import app.mainstay.jobs.JobRun;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries out what has been signed and is due: every night, and at once when somebody signs late. Each document is one transaction in the name
 * and with the rights of who is responsible for it; one that fails says why, and the next night tries again.
 */
@Component
class HandoverRun implements DailyJob<HandoverRun.Nothing> {

    record Nothing() {
    }

    private static final Logger LOG = LoggerFactory.getLogger(HandoverRun.class);
    /** A run that begins so soon counts as on time: the day begins when it does. */
    private static final Duration ON_TIME = Duration.ofHours(1);
    private static final int LONGEST_FAILURE = 2_000;

    private final HandoverRepository repository;
    private final HandoverAccounts accounts;
    private final LeaveDays leaveDays;
    private final List<HandoverPart> parts;
    private final Assigning assigning;
    private final AccountPeople people;
    private final AccountScope scope;
    private final Timeline timeline;
    private final Capacity capacity;
    private final HeldPeople heldPeople;
    private final SettingsService settings;
    private final JobHost host;
    private final Changes changes;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    HandoverRun(HandoverRepository repository, HandoverAccounts accounts, LeaveDays leaveDays, List<HandoverPart> parts, Assigning assigning,
                AccountPeople people, AccountScope scope, Timeline timeline, Capacity capacity, HeldPeople heldPeople, SettingsService settings, JobHost host,
                Changes changes, ApplicationEventPublisher events, TransactionTemplate transaction, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.repository = repository;
        this.accounts = accounts;
        this.leaveDays = leaveDays;
        this.parts = parts.stream().sorted(Comparator.comparingInt(HandoverPart::order).thenComparing(HandoverPart::id)).toList();
        this.assigning = assigning;
        this.people = people;
        this.scope = scope;
        this.timeline = timeline;
        this.capacity = capacity;
        this.heldPeople = heldPeople;
        this.settings = settings;
        this.host = host;
        this.changes = changes;
        this.events = events;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "coverage-handovers";
    }

    @Override
    public Class<Nothing> payloadType() {
        return Nothing.class;
    }

    @Override
    public LocalTime at() {
        return LocalTime.MIDNIGHT;
    }

    @Override
    public Nothing payload() {
        return new Nothing();
    }

    @Override
    public void run(Nothing payload, JobRun run) {
        var due = jdbc.sql("select id from coverage_handover where state = 'SIGNED' and effective_on <= ? order by effective_on, id")
                .param(settings.today()).query(Long.class).list();
        int done = 0;
        int failed = 0;
        for (long id : due) {
            run.check();
            if (attempt(id)) {
                done++;
            } else {
                failed++;
            }
            run.progress(done + failed, due.size());
        }
        run.say("handover.ran", done, failed);
    }

    /** False where it failed. */
    boolean attempt(long id) {
        try {
            long responsible = jdbc.sql("select responsible_id from coverage_handover where id = ?").param(id).query(Long.class).single();
            host.as(responsible, () -> transaction.executeWithoutResult(status -> carryOut(id)));
            return true;
        } catch (RefusedException refused) {
            boolean gone = refused.problems().stream().anyMatch(problem -> problem.key().equals("jobs.problem.inactive"));
            fail(id, gone ? List.of(Problem.of(null, "handover.problem.mayNot")) : refused.problems());
        } catch (NotFoundException | AccessDeniedException denied) {
            fail(id, List.of(Problem.of(null, "handover.problem.mayNot")));
        } catch (TransientDataAccessException | RecoverableDataAccessException | DataAccessResourceFailureException
                 | CannotCreateTransactionException passes) {
            // The job tries again by itself.
            throw passes;
        } catch (RuntimeException unexpected) {
            String reference = Ids.text(Ids.next());
            LOG.error("Reference {}: handover {} failed", reference, Ids.text(id), unexpected);
            fail(id, List.of(Problem.of(null, "handover.problem.unexpected", reference)));
        }
        return false;
    }

    private void carryOut(long id) {
        if (!accounts.lock(id)) {
            return;
        }
        var handover = repository.findById(id).orElseThrow();
        // Somebody else has carried it out, called it off or changed it meanwhile.
        if (handover.state() != HandoverState.SIGNED || handover.effectiveOn().isAfter(settings.today())) {
            return;
        }
        long giver = handover.giverId();
        long taker = handover.takerId();
        var duties = leaveDays.lockDuties(giver, settings.today());
        Set<Long> concerned = new HashSet<>(leaveDays.usersOf(duties));
        concerned.addAll(List.of(giver, taker));
        var held = heldPeople.hold(concerned);
        if (!Stream.of(giver, taker).map(held::get).allMatch(person -> person != null && scope.mayAssignWithin(person.unitId()))) {
            throw new RefusedException(Problem.of(null, "handover.problem.mayNot"));
        }
        if (handover.portfolio()) {
            accounts.set(id, accounts.portfolio(giver, id));
        }
        var ids = accounts.lockThoseOf(accounts.of(id), giver);
        var what = new HandoverPart.Scope(id, ids, giver, taker, handover.portfolio());
        accounts.keep(id, ids, open(what));
        Instant at = since(handover);
        assigning.assign(ids, taker, handover.responsibleId(), at, handover.reason(), handover.overReason(), null);
        int days = capacity.settings().readingDays();
        if (days > 0) {
            people.letRead(ids, giver, at.atZone(settings.zone()).toLocalDate().plusDays(days).atStartOfDay(settings.zone()).toInstant());
        }
        parts.forEach(part -> part.move(what, at));
        Map<String, String> names = new LinkedHashMap<>();
        names.put("from", Objects.requireNonNull(held.get(giver)).displayName());
        names.put("to", Objects.requireNonNull(held.get(taker)).displayName());
        timeline.recordAll(ids, at, "coverage.handover", id, names);
        handover.done(ids.size(), clock.instant());
        repository.flush();
        changes.announce(Handovers.CHANGED, id);
        events.publishEvent(new Handovers.Done(id, giver, taker, ids.size(), at));
    }

    /** What is open, as the parts tell it, by part. */
    List<HandoverAccounts.Kept> open(HandoverPart.Scope what) {
        List<HandoverAccounts.Kept> lines = new ArrayList<>();
        parts.forEach(part -> part.open(what).forEach(line -> lines.add(new HandoverAccounts.Kept(part.id(), line))));
        return lines;
    }

    /** Ids of the parts and the keys of their headings, in their order. */
    Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        parts.forEach(part -> titles.put(part.id(), part.titleKey()));
        return titles;
    }

    /**
     * A night's run moves everything at the day's beginning; what is signed later, or comes late, moves now: of the time until then people saw
     * another representative.
     */
    private Instant since(Handover handover) {
        Instant start = handover.effectiveOn().atStartOfDay(settings.zone()).toInstant();
        Instant now = clock.instant();
        return handover.isSignedBefore(start) && now.isBefore(start.plus(ON_TIME)) ? start : now;
    }

    private void fail(long id, Collection<Problem> problems) {
        transaction.executeWithoutResult(status -> {
            if (!accounts.lock(id)) {
                return;
            }
            var handover = repository.findById(id).orElseThrow();
            if (handover.state() != HandoverState.SIGNED) {
                return;
            }
            String text = json.writeValueAsString(problems);
            handover.fail(text.length() <= LONGEST_FAILURE ? text : json.writeValueAsString(List.of(Problem.of(null, "handover.problem.mayNot"))));
            repository.flush();
            changes.announce(Handovers.CHANGED, id);
            events.publishEvent(new Handovers.Failed(id, handover.responsibleId(), List.copyOf(problems)));
        });
    }
}
