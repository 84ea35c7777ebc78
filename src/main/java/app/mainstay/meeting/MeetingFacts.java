package app.mainstay.meeting;

import app.mainstay.account.AccountFacts;
import app.mainstay.jobs.SteadyWork;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps an account's next meeting and last contact where lists sort by them. Time alone moves the next meeting, too: what has passed is looked for steadily. */
@Component
class MeetingFacts implements SteadyWork {

    private static final int PORTION = 200;
    private static final int SET = 1_000;

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

    /** Both for many accounts, in sets; only what differs is written. Conditions on meetings stand in the sums, so that no database begins there. */
    void settle(Collection<Long> accountIds) {
        record Found(long id, @Nullable LocalDateTime next, @Nullable LocalDateTime last, @Nullable LocalDateTime ahead, @Nullable LocalDateTime held) {
        }
        var ids = accountIds.stream().sorted().distinct().toList();
        for (int from = 0; from < ids.size(); from += SET) {
            var set = ids.subList(from, Math.min(ids.size(), from + SET));
            jdbc.sql("""
                            select a.id, a.next_meeting_at, a.last_contact_at, min(case when m.state = 'PLANNED' and m.starts_at >= :now then m.starts_at end),
                            max(case when m.state = 'HELD' then m.starts_at end) from account a left join meeting_account ma on ma.account_id = a.id
                            left join meeting m on m.id = ma.meeting_id where a.id in (:ids) group by a.id, a.next_meeting_at, a.last_contact_at""")
                    .param("now", Sql.utc(clock.instant())).param("ids", set)
                    .query((row, n) -> new Found(row.getLong(1), row.getObject(2, LocalDateTime.class), row.getObject(3, LocalDateTime.class), row.getObject(4, LocalDateTime.class),
                            row.getObject(5, LocalDateTime.class))).list().forEach(found -> {
                                if (!Objects.equals(found.next(), found.ahead())) {
                                    facts.nextMeeting(found.id(), found.ahead() == null ? null : Sql.instant(found.ahead()));
                                }
                                if (found.held() != null && (found.last() == null || found.last().isBefore(found.held()))) {
                                    facts.lastContact(found.id(), Sql.instant(found.held()));
                                }
                            });
            concern(set);
        }
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
