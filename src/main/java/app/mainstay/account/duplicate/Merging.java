package app.mainstay.account.duplicate;

import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountFacts;
import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.MergePart;
import app.mainstay.account.MergedAccounts;
import app.mainstay.account.MergedAccounts.Ended;
import app.mainstay.account.MergedAccounts.Held;
import app.mainstay.audit.Because;
import app.mainstay.audit.Revisions;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes one account of two: the fields as somebody chose them, everything that belongs to either under the one that remains, all in one transaction.
 * Managers and directors who may change both.
 */
@Service
public class Merging {

    /** What can be chosen, as the account's draft names it. */
    public static final List<String> FIELDS = List.of("name", "shortName", "creditCode", "tier", "lifecycle", "sector", "region", "parentId", "revenue",
            "employees", "founded", "website", "address", "tags");

    private final AccountService accounts;
    private final AccountScope scope;
    private final AccountFacts facts;
    private final MergedAccounts merged;
    private final List<MergePart> parts;
    private final Revisions revisions;
    private final CurrentUser currentUser;
    private final SettingsService settings;
    private final EntityManager entities;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final Clock clock;

    Merging(AccountService accounts, AccountScope scope, AccountFacts facts, MergedAccounts merged, List<MergePart> parts, Revisions revisions,
            CurrentUser currentUser, SettingsService settings, EntityManager entities, TransactionTemplate transaction, JdbcClient jdbc, Clock clock) {
        this.accounts = accounts;
        this.scope = scope;
        this.facts = facts;
        this.merged = merged;
        this.parts = parts;
        this.revisions = revisions;
        this.currentUser = currentUser;
        this.settings = settings;
        this.entities = entities;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An account as one of the two.
     *
     * @throws NotFoundException when it does not exist for this reader
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public MergeSide side(long accountId) {
        var account = accounts.get(accountId);
        return new MergeSide(account, lifecycle(accountId), parts.stream().map(part -> new MergeSide.Holding(part.labelKey(), part.count(accountId)))
                .filter(holding -> holding.count() > 0).toList());
    }

    /**
     * What would refuse these two, in words; empty where nothing does.
     *
     * @throws NotFoundException when one of them does not exist for this reader
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Problem> obstacles(long fromId, long intoId) {
        scope.require(fromId);
        scope.require(intoId);
        if (fromId == intoId) {
            return List.of(Problem.of(null, "merge.problem.self"));
        }
        if (!scope.writes(fromId) || !scope.writes(intoId)) {
            return List.of(Problem.of(null, "problem.readOnly"));
        }
        var both = merged.look(fromId, intoId);
        return obstacles(find(both, fromId), find(both, intoId));
    }

    /**
     * Merges and returns the id of the account that remains. The other one is archived and gives up name and credit code.
     *
     * @throws RefusedException  in words: another one merged them, who and when; archived; above each other; a field that the account's own rules
     *                           refuse. Nothing was written
     * @throws NotFoundException when one of them does not exist for this user, who may change both
     * @throws ConflictException when one of them was changed since it was read
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    public long merge(MergeDraft draft) {
        if (draft.fromId() == draft.intoId()) {
            throw new RefusedException(Problem.of(null, "merge.problem.self"));
        }
        if (!FIELDS.containsAll(draft.taken())) {
            throw new RefusedException(Problem.of(null, "merge.problem.field"));
        }
        return Because.of("merge", null, () -> Objects.requireNonNull(transaction.execute(status -> mergeNow(draft))));
    }

    private long mergeNow(MergeDraft draft) {
        scope.requireWrite(draft.fromId());
        scope.requireWrite(draft.intoId());
        var held = merged.hold(draft.fromId(), draft.intoId());
        Held from = find(held, draft.fromId());
        Held into = find(held, draft.intoId());
        Validation.refuse(obstacles(from, into));
        if (from.version() != draft.fromVersion() || into.version() != draft.intoVersion()) {
            throw new ConflictException();
        }
        Instant now = clock.instant();
        AccountDraft ends = accounts.get(from.id()).draft();
        AccountDraft remains = accounts.get(into.id()).draft();
        Lifecycle lifecycle = lifecycle(from.id());
        merged.end(from.id(), into.id(), now);
        long revision = revisions.open(currentUser.require().id(), "merge", null);
        for (var part : parts) {
            part.move(new MergePart.Merge(from.id(), into.id(), revision, now));
        }
        // Parts write past Hibernate, which is to read anew.
        entities.flush();
        entities.clear();
        accounts.save(chosen(remains, ends, draft));
        if (draft.taken().contains("lifecycle")) {
            facts.lifecycle(into.id(), lifecycle, "merge");
        }
        merged.tell(from, into, now);
        return into.id();
    }

    private List<Problem> obstacles(Held from, Held into) {
        for (var account : List.of(from, into)) {
            if (account.merged()) {
                return List.of(over(merged.ended(account.id())));
            }
        }
        List<Problem> problems = new ArrayList<>();
        List.of(from, into).stream().filter(Held::archived).forEach(account -> problems.add(Problem.of(null, "merge.problem.archived", account.name())));
        parts.forEach(part -> problems.addAll(part.obstacles(from.id(), into.id())));
        return problems;
    }

    private Problem over(Optional<Ended> ended) {
        return ended.map(end -> Problem.of(null, "merge.problem.overBy", end.fromName(), end.intoName(), end.by() == null ? "" : end.by(),
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(end.at().atZone(settings.zone())))).orElseGet(() -> Problem.of(null, "merge.problem.over"));
    }

    private static AccountDraft chosen(AccountDraft into, AccountDraft from, MergeDraft draft) {
        Set<String> taken = draft.taken();
        var tags = new TreeSet<>(taken.contains("tags") && !draft.bothTags() ? List.<String>of() : into.tags());
        if (taken.contains("tags") || draft.bothTags()) {
            tags.addAll(from.tags());
        }
        return new AccountDraft(into.id(), taken.contains("name") ? from.name() : into.name(), taken.contains("shortName") ? from.shortName() : into.shortName(),
                taken.contains("creditCode") ? from.creditCode() : into.creditCode(), taken.contains("tier") ? from.tier() : into.tier(),
                taken.contains("sector") ? from.sector() : into.sector(), taken.contains("region") ? from.region() : into.region(),
                taken.contains("parentId") ? from.parentId() : into.parentId(), taken.contains("revenue") ? from.revenue() : into.revenue(),
                taken.contains("employees") ? from.employees() : into.employees(), taken.contains("founded") ? from.founded() : into.founded(),
                taken.contains("website") ? from.website() : into.website(), taken.contains("address") ? from.address() : into.address(), List.copyOf(tags),
                into.primaryRepId(), into.version());
    }

    private static Held find(List<Held> held, long id) {
        return held.stream().filter(account -> account.id() == id).findFirst().orElseThrow(NotFoundException::new);
    }

    private Lifecycle lifecycle(long accountId) {
        return Lifecycle.valueOf(jdbc.sql("select lifecycle from account where id = ?").param(accountId).query(String.class).single());
    }
}
