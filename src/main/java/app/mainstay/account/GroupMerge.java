package app.mainstay.account;

import app.mainstay.base.Changes;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Sql;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The companies below an account, and the dates of contact. */
@Component
class GroupMerge implements MergePart {

    private final AccountRepository repository;
    private final AccountQueries queries;
    private final AccountFacts facts;
    private final Timeline timeline;
    private final Changes changes;
    private final JdbcClient jdbc;

    GroupMerge(AccountRepository repository, AccountQueries queries, AccountFacts facts, Timeline timeline, Changes changes, JdbcClient jdbc) {
        this.repository = repository;
        this.queries = queries;
        this.facts = facts;
        this.timeline = timeline;
        this.changes = changes;
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> tables() {
        return Set.of("account");
    }

    @Override
    public String labelKey() {
        return "merge.part.group";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from account where parent_id = ?").param(accountId).query(Long.class).single();
    }

    /** Who stands above whom is two companies; and what hangs below one of them would come to hang below itself. */
    @Override
    public List<Problem> obstacles(long fromId, long intoId) {
        List<Problem> problems = new ArrayList<>();
        for (long[] way : new long[][] {{fromId, intoId}, {intoId, fromId}}) {
            Set<Long> seen = new HashSet<>();
            for (Optional<Long> above = queries.parentOf(way[1]); above.isPresent() && seen.add(above.get()); above = queries.parentOf(above.get())) {
                if (above.get() == way[0]) {
                    problems.add(Problem.of(null, "merge.problem.related", queries.name(way[0]).orElse(""), queries.name(way[1]).orElse("")));
                }
            }
        }
        return problems;
    }

    @Override
    public void move(Merge merge) {
        List<Long> ids = jdbc.sql("select id from account where parent_id = ? order by id for update").param(merge.fromId()).query(Long.class).list();
        for (var child : repository.findAllById(ids)) {
            child.moveBelow(merge.intoId(), merge.at());
            timeline.record(child.id(), merge.at(), "account.changed", null, Map.of("fields", "parentId"));
            changes.announce(AccountService.CHANGED, child.id());
        }
        repository.flush();
        moveDates(merge);
    }

    private void moveDates(Merge merge) {
        record Dates(@Nullable LocalDateTime last, @Nullable LocalDateTime next) {
        }
        var dates = jdbc.sql("select last_contact_at, next_meeting_at from account where id in (?, ?)").param(merge.fromId()).param(merge.intoId())
                .query((row, n) -> new Dates(row.getObject(1, LocalDateTime.class), row.getObject(2, LocalDateTime.class))).list();
        facts.lastContact(merge.intoId(), dates.stream().map(Dates::last).filter(Objects::nonNull).max(LocalDateTime::compareTo).map(Sql::instant).orElse(null));
        var now = Sql.utc(merge.at());
        var meetings = dates.stream().map(Dates::next).filter(Objects::nonNull).sorted().toList();
        // The first ahead; one that has passed only where there is no other.
        facts.nextMeeting(merge.intoId(), meetings.stream().filter(next -> !next.isBefore(now)).findFirst()
                .or(() -> meetings.isEmpty() ? Optional.empty() : Optional.of(meetings.getLast())).map(Sql::instant).orElse(null));
    }
}
