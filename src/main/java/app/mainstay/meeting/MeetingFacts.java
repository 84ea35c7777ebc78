package app.mainstay.meeting;

import app.mainstay.account.AccountFacts;
import app.mainstay.jobs.SteadyWork;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps an account's next meeting and last contact where lists sort by them. Time alone moves the next meeting, too: what has passed is looked for steadily. */
@Component
class MeetingFacts implements SteadyWork {

    private static final int PORTION = 200;

    private final MeetingStore store;
    private final AccountFacts facts;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MeetingFacts(MeetingStore store, AccountFacts facts, ApplicationEventPublisher events, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.facts = facts;
        this.events = events;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** In the transaction of what happened. */
    void refresh(Collection<Long> accountIds) {
        Instant now = clock.instant();
        accountIds.stream().sorted().distinct().forEach(account -> facts.nextMeeting(account, store.nextMeeting(account, now)));
        concern(accountIds);
    }

    /** For what follows from meetings beside these facts. */
    void concern(Collection<Long> accountIds) {
        if (!accountIds.isEmpty()) {
            events.publishEvent(new Meetings.Concerned(accountIds));
        }
    }

    /** Somebody met the account; what is later stays. */
    void met(Collection<Long> accountIds, Instant at) {
        accountIds.stream().sorted().distinct().filter(account -> store.lastContact(account).map(last -> last.isBefore(at)).orElse(true))
                .forEach(account -> facts.lastContact(account, at));
    }

    @Override
    public String id() {
        return "next-meetings";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        List<Long> passed;
        do {
            passed = jdbc.sql("select id from account where next_meeting_at < ? order by next_meeting_at limit " + PORTION).param(Sql.utc(now)).query(Long.class).list();
            List<Long> portion = passed;
            transaction.executeWithoutResult(status -> refresh(portion));
        } while (passed.size() == PORTION);
    }
}
