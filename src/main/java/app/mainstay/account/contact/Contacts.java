package app.mainstay.account.contact;

import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.account.duplicate.DuplicateKeys;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door to the people at accounts. Who may see an account sees its people, who may change it keeps them. */
@Service
public class Contacts {

    /** The kind under which open screens are told that a contact changed. */
    public static final String CHANGED = "contact";
    /** After so many days without having been met, somebody is marked. */
    public static final int NOT_MET_DAYS = 90;

    private final ContactRepository repository;
    private final ContactQueries queries;
    private final AccountScope scope;
    private final Timeline timeline;
    private final DuplicateKeys duplicateKeys;
    private final CurrentUser currentUser;
    private final SettingsService settings;
    private final Validation validation;
    private final Changes changes;
    private final Clock clock;

    Contacts(ContactRepository repository, ContactQueries queries, AccountScope scope, Timeline timeline, DuplicateKeys duplicateKeys,
             CurrentUser currentUser, SettingsService settings, Validation validation, Changes changes, Clock clock) {
        this.repository = repository;
        this.queries = queries;
        this.scope = scope;
        this.timeline = timeline;
        this.duplicateKeys = duplicateKeys;
        this.currentUser = currentUser;
        this.settings = settings;
        this.validation = validation;
        this.changes = changes;
        this.clock = clock;
    }

    // ---- reading ----

    /** Contacts at accounts in scope; fewer than the limit only at the end of the list. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<ContactRow> page(ContactFilter filter, Slice<ContactSort> slice) {
        return queries.page(where(filter), slice);
    }

    /** Exactly, up to the bound; the bound plus one where there are more. */
    @SignedIn
    @Transactional(readOnly = true)
    public long count(ContactFilter filter, long bound) {
        return queries.count(where(filter), bound);
    }

    /** @throws NotFoundException when the contact does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public ContactDetails get(long id) {
        var contact = repository.findById(id).orElseThrow(NotFoundException::new);
        scope.require(contact.accountId());
        var draft = contact.draft();
        var others = new HashMap<@Nullable Long, String>(queries.names(Stream.of(draft.reportsToId(), draft.successorId()).filter(Objects::nonNull).toList()));
        return new ContactDetails(draft, queries.accountName(draft.accountId()), others.get(draft.reportsToId()), others.get(draft.successorId()),
                writes(draft.accountId()));
    }

    /** A form for somebody new at the account. */
    @SignedIn
    @Transactional(readOnly = true)
    public ContactDetails blank(long accountId) {
        scope.require(accountId);
        return new ContactDetails(ContactDraft.empty(accountId), queries.accountName(accountId), null, null, writes(accountId));
    }

    /** The versions of those of an account's contacts that this viewer may change; empty where they only read. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, Integer> versions(long accountId, Collection<Long> ids) {
        return ids.isEmpty() || !scope.sees(accountId) || !writes(accountId) ? Map.of() : queries.versions(accountId, ids);
    }

    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        return queries.count(new Sql().and("c.id = :id", "id", id).and(scope.rows("a")), 1) > 0;
    }

    /** Whether the viewer may keep people at this account. */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean writes(long accountId) {
        return !currentUser.require().is(Role.ADMINISTRATOR) && scope.writes(accountId) && !queries.archived(accountId);
    }

    /** Who might follow somebody who leaves: first who reported to them, then who works beside them, then the others who are there. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<ContactRow> successors(long id, @Nullable String text, int offset, int limit) {
        var contact = repository.findById(id).orElseThrow(NotFoundException::new);
        scope.require(contact.accountId());
        return queries.successors(contact.draft(), text, offset, limit);
    }

    /**
     * The account's people who are there, as an organisation chart; at most 500, the first ones by name.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public RelationshipMap map(long accountId) {
        scope.require(accountId);
        return MapMaker.draw(queries.page(where(new ContactFilter(accountId, null, Set.of(), Set.of(), false, false)),
                Slice.first(MapMaker.MOST + 1, ContactSort.NAME)), queries.bosses(accountId), settings.today());
    }

    private Sql where(ContactFilter filter) {
        var where = new Sql().and(scope.rows("a"));
        if (filter.accountId() != null) {
            where.and("c.account_id = :account", "account", filter.accountId());
        }
        if (filter.text() != null && !filter.text().isBlank()) {
            String key = Sql.like(Names.key(filter.text()));
            where.and("(lower(c.name) like :text escape '!' or c.name_initials like :start escape '!' or c.name_sort like :start escape '!')")
                    .with("text", "%" + key + "%").with("start", key + "%");
        }
        if (!filter.roles().isEmpty()) {
            where.and("c.decision_role in (:roles)", "roles", names(filter.roles()));
        }
        if (!filter.attitudes().isEmpty()) {
            where.and("c.attitude in (:attitudes)", "attitudes", names(filter.attitudes()));
        }
        if (filter.notMet()) {
            where.and("(c.last_met_on is null or c.last_met_on < :metSince)", "metSince", settings.today().minusDays(NOT_MET_DAYS));
        }
        return where.and(filter.left() ? "c.left_on is not null" : "c.left_on is null");
    }

    private static List<String> names(Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).toList();
    }

    // ---- writing ----

    /**
     * Stores a new or changed contact and returns the id. Who leaves hands those who reported to them over to the successor.
     *
     * @throws RefusedException                      with a problem per wrong field; nothing was written
     * @throws NotFoundException                     when the account or the contact does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(ContactDraft draft) {
        var clean = clean(draft);
        Instant now = clock.instant();
        scope.requireWrite(clean.accountId());
        if (queries.lockArchived(clean.accountId())) {
            throw new RefusedException(Problem.of(null, "problem.archived"));
        }
        if (clean.id() == null) {
            check(clean, null);
            var contact = repository.saveAndFlush(new Contact(clean, now));
            duplicateKeys.people(clean.accountId());
            timeline.record(clean.accountId(), now, "account.contact.added", contact.id(), Map.of("name", clean.name()));
            announce(contact);
            return contact.id();
        }
        var contact = repository.findById(clean.id()).filter(stored -> stored.accountId() == clean.accountId()).orElseThrow(NotFoundException::new);
        contact.requireVersion(clean.version());
        var before = contact.draft();
        check(clean, before);
        if (contact.change(clean, now)) {
            repository.flush();
            duplicateKeys.people(clean.accountId());
            if (before.leftOn() == null && clean.leftOn() != null) {
                leave(contact, clean, now);
            } else if (before.leftOn() != null && clean.leftOn() == null) {
                timeline.record(clean.accountId(), now, "account.contact.returned", contact.id(), Map.of("name", clean.name()));
            }
            announce(contact);
        }
        return contact.id();
    }

    private void leave(Contact contact, ContactDraft draft, Instant now) {
        if (draft.successorId() == null) {
            timeline.record(draft.accountId(), now, "account.contact.left", contact.id(), Map.of("name", draft.name()));
            return;
        }
        long successor = draft.successorId();
        for (var other : repository.findAllById(queries.below(contact.id()))) {
            // Whoever comes after does not report to themselves.
            if (other.id() != successor) {
                other.reportTo(successor, now);
            }
        }
        repository.flush();
        timeline.record(draft.accountId(), now, "account.contact.succeeded", contact.id(),
                Map.of("from", draft.name(), "to", queries.names(List.of(successor)).getOrDefault(successor, "")));
    }

    /**
     * Somebody of ours met this person on that day; what is known to be later stays. For rooms above, in the transaction of the meeting; the caller
     * has checked that its user may.
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public void met(long id, LocalDate on) {
        var contact = repository.findById(id).orElseThrow(NotFoundException::new);
        if (contact.met(on, clock.instant())) {
            repository.flush();
            announce(contact);
        }
    }

    private void announce(Contact contact) {
        changes.announce(CHANGED, contact.id());
        changes.announce(AccountService.CHANGED, contact.accountId());
    }

    private static ContactDraft clean(ContactDraft draft) {
        boolean left = draft.leftOn() != null;
        String about = draft.about() == null || draft.about().isBlank() ? null : draft.about().strip();
        return new ContactDraft(draft.id(), draft.accountId(), Names.clean(draft.name()), Names.blankToNull(draft.title()),
                Names.blankToNull(draft.department()), draft.decisionRole(), draft.attitude(), draft.influence(), draft.reportsToId(),
                Names.blankToNull(draft.email()), Names.blankToNull(draft.phone()), Names.blankToNull(draft.mobile()),
                Names.blankToNull(draft.wechat()), draft.channel(), Names.blankToNull(draft.times()), Names.blankToNull(draft.language()),
                draft.birthday(), draft.consent(), draft.consent() == Consent.UNKNOWN ? null : draft.consentOn(), draft.doNotContact(),
                draft.lastMetOn(), draft.leftOn(), left ? draft.successorId() : null, about, draft.version());
    }

    private void check(ContactDraft draft, @Nullable ContactDraft stored) {
        List<Problem> problems = validation.problems(draft);
        LocalDate today = settings.today();
        notAfter(problems, "birthday", draft.birthday(), today);
        notAfter(problems, "consentOn", draft.consentOn(), today);
        notAfter(problems, "lastMetOn", draft.lastMetOn(), today);
        notAfter(problems, "leftOn", draft.leftOn(), today);
        if (draft.reportsToId() != null && (stored == null || !draft.reportsToId().equals(stored.reportsToId()))) {
            checkBoss(problems, draft);
        }
        if (draft.successorId() != null && (stored == null || !draft.successorId().equals(stored.successorId()))) {
            if (draft.successorId().equals(draft.id()) || !queries.isThere(draft.successorId(), draft.accountId())) {
                problems.add(Problem.of("successorId", "problem.contact.notThere"));
            }
        }
        Validation.refuse(problems);
    }

    /** Under a lock on the account's people: of two who are put below each other at the same instant the second is refused. */
    private void checkBoss(List<Problem> problems, ContactDraft draft) {
        Map<Long, Long> bosses = queries.lockBosses(draft.accountId());
        if (!queries.isThere(Objects.requireNonNull(draft.reportsToId()), draft.accountId())) {
            problems.add(Problem.of("reportsToId", "problem.contact.notThere"));
            return;
        }
        var seen = new HashSet<Long>();
        for (Long above = draft.reportsToId(); above != null && seen.add(above); above = bosses.get(above)) {
            if (above.equals(draft.id())) {
                problems.add(Problem.of("reportsToId", "problem.contact.cycle"));
                return;
            }
        }
    }

    private static void notAfter(List<Problem> problems, String field, @Nullable LocalDate day, LocalDate today) {
        if (day != null && (day.isAfter(today) || day.getYear() < 1900)) {
            problems.add(Problem.of(field, "problem.contact.day"));
        }
    }
}
