package app.mainstay.account.duplicate;

import app.mainstay.account.AccountScope;
import app.mainstay.base.Changes;
import app.mainstay.jobs.JobKind;
import app.mainstay.jobs.JobRun;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds every account in the scope of whoever asked beside those with a key in common, and keeps the list of pairs. Each pair is looked at once, from
 * its older account. A beginning, a website or a number that very many share tells nothing; by a name that many share each is compared with the
 * next ones only, or it would take for ever.
 */
@Component
class ScanJob implements JobKind<ScanJob.Order> {

    /** From this score on two accounts are a pair. */
    static final int LEAST = 50;
    private static final int PORTION = 500;
    private static final int MOST = 50;
    private static final int MOST_EXACT = 2_000;
    private static final int NEXT_ONES = 20;
    private static final Set<KeyKind> KINDS_THAT_TELL = EnumSet.of(KeyKind.NAME, KeyKind.SOUND, KeyKind.CODE);

    record Order(int least) {
    }

    /** Everything up to that id is done. */
    record Place(long lastId, long total, long done, long found) {
    }

    private final DuplicateQueries queries;
    private final AccountScope scope;
    private final CurrentUser currentUser;
    private final TransactionTemplate transaction;
    private final Changes changes;
    private final Clock clock;

    ScanJob(DuplicateQueries queries, AccountScope scope, CurrentUser currentUser, TransactionTemplate transaction, Changes changes, Clock clock) {
        this.queries = queries;
        this.scope = scope;
        this.currentUser = currentUser;
        this.transaction = transaction;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "duplicate-scan";
    }

    @Override
    public Class<Order> payloadType() {
        return Order.class;
    }

    @Override
    public void run(Order order, JobRun run) {
        Viewer viewer = currentUser.require();
        if (!viewer.role().seesUnit()) {
            throw new RefusedException(Problem.of(null, "duplicate.problem.role"));
        }
        var place = run.lastCheckpoint(Place.class).orElseGet(() -> new Place(Long.MIN_VALUE, queries.countLive(scope.rows("a")), 0, 0));
        // Each of them has many accounts, so there are few.
        Map<KeyKind, Set<String>> common = new EnumMap<>(KeyKind.class);
        while (true) {
            run.say("duplicate.scan.done", place.done(), place.found());
            run.progress(place.done(), Math.max(place.total(), place.done()));
            run.check();
            var before = place;
            place = Objects.requireNonNull(transaction.execute(status -> portion(order, before, run, common)));
            if (place.lastId() == before.lastId()) {
                return;
            }
        }
    }

    private Place portion(Order order, Place before, JobRun run, Map<KeyKind, Set<String>> common) {
        List<Long> ids = queries.live(scope.rows("a"), before.lastId(), PORTION);
        if (ids.isEmpty()) {
            return before;
        }
        long found = find(ids, order.least(), clock.instant(), common);
        var after = new Place(ids.getLast(), before.total(), before.done() + ids.size(), before.found() + found);
        run.progress(after.done(), Math.max(after.total(), after.done()));
        run.checkpoint(after);
        return after;
    }

    /** Returns how many pairs there are with an older account among these. */
    private long find(List<Long> ids, int least, Instant now, Map<KeyKind, Set<String>> common) {
        Map<Long, Set<Long>> candidates = candidates(ids, common);
        Set<Long> asked = new HashSet<>(ids);
        candidates.values().forEach(asked::addAll);
        var stored = queries.ofOlder(ids);
        stored.forEach(pair -> asked.add(pair.otherId()));
        var compared = queries.compared(asked, scope.rows("a").and("a.archived_at is null"));
        Map<Long, Map<Long, DuplicateQueries.Stored>> known = new HashMap<>();
        stored.forEach(pair -> known.computeIfAbsent(pair.oneId(), none -> new HashMap<>()).put(pair.otherId(), pair));
        Set<Long> stays = new HashSet<>();
        long found = 0;
        for (var entry : candidates.entrySet()) {
            var one = compared.get(entry.getKey());
            for (long otherId : entry.getValue()) {
                var other = compared.get(otherId);
                if (one == null || other == null) {
                    continue;
                }
                var verdict = one.with(other);
                if (verdict.score() < least) {
                    continue;
                }
                var pair = known.getOrDefault(one.id(), Map.of()).get(otherId);
                if (pair == null) {
                    long id = Ids.next();
                    queries.add(id, one.id(), otherId, verdict, now);
                    changes.announce(Duplicates.CHANGED, id);
                    found++;
                } else {
                    queries.again(pair.id(), verdict, now);
                    stays.add(pair.id());
                    found += pair.state() == PairState.OPEN ? 1 : 0;
                }
            }
        }
        // Only what this person would have found: another one sees further.
        List<Long> over = stored.stream().filter(pair -> pair.state() == PairState.OPEN && !stays.contains(pair.id()) && compared.containsKey(pair.otherId()))
                .map(DuplicateQueries.Stored::id).toList();
        queries.forget(over);
        over.forEach(id -> changes.announce(Duplicates.CHANGED, id));
        return found;
    }

    /** Younger accounts that share a key, by the older one. */
    private Map<Long, Set<Long>> candidates(List<Long> ids, Map<KeyKind, Set<String>> common) {
        Map<Long, Set<Long>> candidates = new TreeMap<>();
        queries.keys(ids).forEach((kind, ofThese) -> queries.shared(kind, ofThese.keySet(), KINDS_THAT_TELL.contains(kind) ? MOST_EXACT : MOST,
                common.computeIfAbsent(kind, none -> new HashSet<>())).forEach((key, all) -> {
            for (long id : ofThese.getOrDefault(key, List.of())) {
                int at = all.indexOf(id) + 1;
                var younger = all.subList(at, all.size() <= MOST ? all.size() : Math.min(all.size(), at + NEXT_ONES));
                if (!younger.isEmpty()) {
                    candidates.computeIfAbsent(id, none -> new TreeSet<>()).addAll(new ArrayList<>(younger));
                }
            }
        }));
        return candidates;
    }
}
