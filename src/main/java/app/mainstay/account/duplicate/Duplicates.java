package app.mainstay.account.duplicate;

import app.mainstay.account.AccountScope;
import app.mainstay.base.Changes;
import app.mainstay.jobs.JobFilter;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.JobSort;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to accounts that may be one: while somebody types, and as the list of pairs that the scan found. For those who may merge. */
@Service
public class Duplicates {

    /** The kind under which open screens are told that a pair changed. */
    public static final String CHANGED = "duplicate";
    /** So many are shown while somebody types. */
    public static final int SHOWN = 5;
    private static final int LEAST_TYPED = 40;
    private static final int SHORTEST_NAME = 2;

    private final DuplicateQueries queries;
    private final AccountScope scope;
    private final ScanJob scan;
    private final Jobs jobs;
    private final CurrentUser currentUser;
    private final Changes changes;
    private final Clock clock;

    Duplicates(DuplicateQueries queries, AccountScope scope, ScanJob scan, Jobs jobs, CurrentUser currentUser, Changes changes, Clock clock) {
        this.queries = queries;
        this.scope = scope;
        this.scan = scan;
        this.jobs = jobs;
        this.currentUser = currentUser;
        this.changes = changes;
        this.clock = clock;
    }

    // ---- while typing ----

    /**
     * The accounts that a new one resembles, likeliest first, at most five. Of those out of the reader's sight it says that there is one, once
     * beside each field, and nothing more. Costs some reads by key, whatever the number of accounts.
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<DuplicateMatch> like(TypedAccount typed) {
        var account = compared(typed);
        var keys = new ArrayList<>(DuplicateKeys.of(new DuplicateKeys.Named(0, Objects.requireNonNullElse(typed.name(), ""), typed.website(), account.creditCode())));
        keys.removeIf(key -> key.text().codePointCount(0, key.text().length()) < SHORTEST_NAME);
        var found = queries.compared(queries.sharing(keys), new Sql());
        Set<Long> seen = queries.among(found.keySet(), scope.rows("a"));
        record Match(Compared other, Compared.Verdict verdict) {
        }
        var matches = found.values().stream().map(other -> new Match(other, account.with(other))).filter(match -> match.verdict().score() >= LEAST_TYPED)
                .sorted(Comparator.comparing((Match match) -> -match.verdict().score()).thenComparing(match -> match.other().id())).toList();
        List<DuplicateMatch> result = new ArrayList<>();
        Set<String> elsewhere = new HashSet<>();
        for (var match : matches) {
            String field = field(match.verdict().reasons().getFirst());
            if (result.size() < SHOWN && (seen.contains(match.other().id()) || elsewhere.add(field))) {
                result.add(new DuplicateMatch(field, seen.contains(match.other().id()) ? new DuplicateMatch.Found(match.other().id(), match.other().shownName(),
                        match.other().archived(), match.verdict().reasons()) : null));
            }
        }
        return result;
    }

    private static Compared compared(TypedAccount typed) {
        String code = typed.creditCode() == null || typed.creditCode().isBlank() ? null : Names.key(typed.creditCode()).replace(" ", "").toUpperCase(Locale.ROOT);
        return new Compared(0, CompanyName.of(Objects.requireNonNullElse(typed.name(), "")), WebHost.of(typed.website()),
                code == null || code.length() != 18 ? null : code, typed.parentId(), Set.of(), false, "");
    }

    private static String field(DuplicateReason strongest) {
        return switch (strongest) {
            case CODE, ORGANISATION, OTHER_CODE -> "creditCode";
            case NAME, NAME_ELSEWHERE, SOUND, LIKE -> "name";
            case SITE, PHONE -> "website";
        };
    }

    // ---- pairs ----

    /** Pairs of which the reader sees both; fewer than the limit only at the end of the list. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<DuplicatePair> page(PairFilter filter, Slice<PairSort> slice) {
        return queries.page(visible(DuplicateQueries.filtered(filter)), slice);
    }

    /** Exactly, up to the bound; the bound plus one where there are more. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public long count(PairFilter filter, long bound) {
        return queries.count(visible(DuplicateQueries.filtered(filter)), bound);
    }

    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public boolean sees(long pairId) {
        return queries.count(visible(new Sql().and("p.id = :id", "id", pairId)), 1) > 0;
    }

    /** What is known of these two, in either order; empty where nobody found them alike, or the reader does not see both. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Optional<DuplicatePair> find(long oneId, long otherId) {
        return queries.page(visible(DuplicateQueries.both(oneId, otherId)), new Slice<>(0, 1, List.of())).stream().findFirst();
    }

    /** How alike these two are, as the scan would say it now. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<DuplicateReason> reasons(long oneId, long otherId) {
        scope.require(oneId);
        scope.require(otherId);
        Map<Long, Compared> both = queries.compared(List.of(oneId, otherId), new Sql());
        Compared one = both.get(oneId);
        Compared other = both.get(otherId);
        return one == null || other == null ? List.of() : one.with(other).reasons();
    }

    /**
     * Says that these two are not one; remembered, so that no scan asks again. Nothing happens where somebody said so before.
     *
     * @throws NotFoundException when one of them does not exist for this reader
     * @throws RefusedException  when they have been merged, or when the reader may not change both
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void dismiss(long oneId, long otherId) {
        long id = held(oneId, otherId);
        queries.decide(id, PairState.DISMISSED, currentUser.require().id(), clock.instant());
        changes.announce(CHANGED, id);
    }

    /** Takes {@link #dismiss} back. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void reopen(long oneId, long otherId) {
        long id = held(oneId, otherId);
        queries.decide(id, PairState.OPEN, null, null);
        changes.announce(CHANGED, id);
    }

    private long held(long oneId, long otherId) {
        scope.requireWrite(oneId);
        scope.requireWrite(otherId);
        if (oneId == otherId) {
            throw new RefusedException(Problem.of(null, "merge.problem.self"));
        }
        var stored = queries.lock(oneId, otherId);
        if (stored.isEmpty()) {
            queries.add(Ids.next(), oneId, otherId, verdict(oneId, otherId), clock.instant());
            stored = queries.lock(oneId, otherId);
        }
        var pair = stored.orElseThrow();
        if (pair.state() == PairState.MERGED) {
            throw new RefusedException(Problem.of(null, "merge.problem.over"));
        }
        return pair.id();
    }

    private Compared.Verdict verdict(long oneId, long otherId) {
        Map<Long, Compared> both = queries.compared(List.of(oneId, otherId), new Sql());
        @Nullable Compared one = both.get(oneId);
        @Nullable Compared other = both.get(otherId);
        return one == null || other == null ? new Compared.Verdict(0, List.of()) : one.with(other);
    }

    private Sql visible(Sql where) {
        return where.and(scope.rows("a")).and(scope.rows("b"));
    }

    // ---- the scan ----

    /** Looks through all accounts in the reader's scope in the background and returns the job's id; the one that is on already, where there is one. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public long scan() {
        return running().orElseGet(() -> jobs.submit(scan, new ScanJob.Order(ScanJob.LEAST)));
    }

    /** The reader's own scan that waits or runs. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Optional<Long> running() {
        long me = currentUser.require().id();
        return jobs.page(new JobFilter(Set.of(JobState.WAITING, JobState.RUNNING)), new Slice<>(0, 50, List.of(new Slice.Order<>(JobSort.SUBMITTED, true)))).stream()
                .filter(job -> job.kind().equals(scan.id()) && Objects.equals(job.submittedBy(), me)).map(JobRow::id).findFirst();
    }
}
