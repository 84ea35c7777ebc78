package app.mainstay.account;

import app.mainstay.account.duplicate.DuplicateKeys;
import app.mainstay.account.search.SearchText;
import app.mainstay.account.search.TextSearch;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.base.Changes;
import app.mainstay.security.Role;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.engine.spi.EntityKey;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one door past Hibernate, beside that of imports ({@link ImportedAccounts}): writes accounts with their history in sets of rows. Memory
 * is constant, whatever comes through; one revision covers the whole run. Open screens are told of reassignments alone.
 */
@Service
public class AccountMassWriter {

    /**
     * A new account with its past.
     *
     * @param draft      with the id that it shall have, so that later ones can name it as their parent
     * @param holders    its primary representatives, earliest first; the last one is the draft's
     * @param moments    its timeline in any order
     * @param tiers      since when it was of what tier, earliest first, from the day on which it was created; the last one is the draft's
     * @param lifecycles likewise; the last one is the state's
     * @param plan       its open save plan; only of an account at risk
     * @param archivedAt null: live
     */
    public record Story(AccountDraft draft, Instant createdAt, @Nullable Instant archivedAt, State state, List<Holder> holders,
                        List<Moment> moments, List<Since<Tier>> tiers, List<Since<Lifecycle>> lifecycles, @Nullable Plan plan) {

        public Story {
            holders = List.copyOf(holders);
            moments = List.copyOf(moments);
            tiers = List.copyOf(tiers);
            lifecycles = List.copyOf(lifecycles);
        }

        /** Tier and lifecycle were what they are from the beginning. */
        public Story(AccountDraft draft, Instant createdAt, @Nullable Instant archivedAt, State state, List<Holder> holders, List<Moment> moments) {
            this(draft, createdAt, archivedAt, state, holders, moments, List.of(), List.of(), null);
        }
    }

    /**
     * @param from    day of the business zone
     * @param value   null: no tier
     * @param reason  null for the beginning
     * @param actorId null: the system
     */
    public record Since<T>(LocalDate from, @Nullable T value, @Nullable String reason, @Nullable Long actorId) {
    }

    /** An open save plan, as old as the account is at risk. */
    public record Plan(String text, long ownerId, LocalDate dueOn) {
    }

    /** Where the relationship stands now. */
    public record State(Lifecycle lifecycle, @Nullable Instant lastContactAt, @Nullable Instant nextMeetingAt) {
    }

    /** @param actorId who assigned; null: the system */
    public record Holder(Instant from, long userId, @Nullable Long actorId) {
    }

    /** A line of the timeline as {@link Timeline#record} would write it. */
    public record Moment(Instant at, String kind, @Nullable Long actorId, Map<String, String> parameters) {
    }

    private static final int BATCH = 1_000;
    private static final int LONGEST_OF_REVISION = 500;
    private static final int ADDED = 0;
    private static final int MODIFIED = 1;
    private static final int DELETED = 2;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Revisions revisions;
    private final UserService users;
    private final TextSearch search;
    private final DuplicateKeys duplicateKeys;
    private final PlacesElsewhere elsewhere;
    private final SettingsService settings;
    private final JsonMapper json;
    private final EntityManager entities;
    private final Changes changes;
    private final ObjectProvider<UnitFollower> followers;
    private final Clock clock;

    AccountMassWriter(JdbcTemplate jdbc, TransactionTemplate transaction, Revisions revisions, UserService users, TextSearch search,
                      DuplicateKeys duplicateKeys, PlacesElsewhere elsewhere, SettingsService settings, JsonMapper json, EntityManager entities, Changes changes,
                      ObjectProvider<UnitFollower> followers, Clock clock) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.changes = changes;
        this.transaction = transaction;
        this.revisions = revisions;
        this.users = users;
        this.search = search;
        this.duplicateKeys = duplicateKeys;
        this.elsewhere = elsewhere;
        this.settings = settings;
        this.json = json;
        this.followers = followers;
        this.clock = clock;
    }

    /**
     * Writes all stories and returns their number. Commits after every 1,000, unless the caller has a transaction: then all or nothing.
     * Drafts are taken as they are, what breaks the schema ends the run with its exception.
     *
     * @throws IllegalArgumentException when a story's holders, tiers or lifecycles are missing, unordered or in the future, or its credit code is none
     */
    @RolesAllowed(Role.IS_SYSTEM)
    public long write(Iterator<Story> stories, String reason) {
        if (!stories.hasNext()) {
            return 0;
        }
        var unitOf = new HashMap<Long, Long>();
        long revision = Objects.requireNonNull(transaction.execute(status -> revisions.open(null, reason, null)));
        long written = 0;
        while (stories.hasNext()) {
            var batch = new ArrayList<Story>(BATCH);
            while (stories.hasNext() && batch.size() < BATCH) {
                batch.add(stories.next());
            }
            transaction.executeWithoutResult(status -> {
                write(batch, revision, unitOf);
                revisions.holds(revision, "account", AuditAct.ADDED, batch.size());
            });
            written += batch.size();
        }
        return written;
    }

    /**
     * Puts all accounts of a representative into a unit and returns their number; belongs into the transaction that moves the person. Versions
     * go up, so that no form opened before puts an account back; the date of the last change stays, since nobody touched the customer.
     *
     * @param actorId who moves; null: the system
     */
    @RolesAllowed({Role.IS_ADMINISTRATOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public int moveAll(long representativeId, long unitId, @Nullable Long actorId, String reason) {
        List<Long> ids = jdbc.queryForList("select id from account where primary_rep_id = ? and unit_id <> ? order by id for update", Long.class,
                representativeId, unitId);
        if (ids.isEmpty()) {
            return 0;
        }
        long revision = revisions.open(actorId, reason, null);
        var client = JdbcClient.create(jdbc);
        // By key and in portions: over sub-queries one database asks them again for every row of the history.
        for (int from = 0; from < ids.size(); from += BATCH) {
            var portion = ids.subList(from, Math.min(ids.size(), from + BATCH));
            client.sql("update account set unit_id = :unit, version = version + 1 where id in (:ids)")
                    .param("unit", unitId).param("ids", portion).update();
            followers.forEach(follower -> follower.unitChanged(portion));
            client.sql("update account_aud set revend = :revision where revend is null and id in (:ids)")
                    .param("revision", revision).param("ids", portion).update();
            client.sql("insert into account_aud (id, rev, revtype, " + Insert.FACTS + ") select id, :revision, :kind, " + Insert.FACTS
                    + " from account where id in (:ids)").param("revision", revision).param("kind", MODIFIED).param("ids", portion).update();
        }
        revisions.holds(revision, "account", AuditAct.CHANGED, ids);
        return ids.size();
    }

    /**
     * Accounts on their way to another representative.
     *
     * @param actorId    who assigns; null: the system
     * @param at         since when; where an account's latest start is not earlier, right after that one
     * @param reason     stands in history and timeline; at most 1,100 characters
     * @param batchId    of the bulk act that it belongs to
     */
    public record Reassignment(Collection<Long> accountIds, long toUserId, @Nullable Long actorId, Instant at, String reason, @Nullable Long batchId) {
    }

    /** An account that changed hands. @param version as it is now */
    public record Reassigned(long accountId, long fromUserId, long toUserId, int version) {
    }

    /**
     * The one way in which a primary representative changes: account, its unit, history, start and timeline, in the caller's transaction, which
     * has checked that its user may. Locks the accounts in the order of their ids. Returns those that changed hands; one that the person already
     * has is left alone. The new representative's place as backup is vacated.
     *
     * @throws app.mainstay.shared.RefusedException when the person is inactive or an administrator
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_SYSTEM})
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Reassigned> assignAll(Reassignment wanted) {
        var person = users.findAndHold(wanted.toUserId()).filter(user -> user.active() && user.role() != Role.ADMINISTRATOR)
                .orElseThrow(() -> new RefusedException(Problem.of("toUserId", "problem.inactive")));
        // What Hibernate holds is written first and read anew afterwards.
        entities.flush();
        var client = JdbcClient.create(jdbc);
        List<Reassigned> done = new ArrayList<>();
        long revision = 0;
        int vacated = 0;
        List<Long> ids = wanted.accountIds().stream().distinct().sorted().toList();
        for (int from = 0; from < ids.size(); from += BATCH) {
            var portion = client.sql("select id, primary_rep_id, version from account where id in (:ids) and primary_rep_id <> :to order by id for update")
                    .param("ids", ids.subList(from, Math.min(ids.size(), from + BATCH))).param("to", person.id())
                    .query((row, n) -> new Reassigned(row.getLong("id"), row.getLong("primary_rep_id"), person.id(), row.getInt("version") + 1)).list();
            if (portion.isEmpty()) {
                continue;
            }
            if (revision == 0) {
                revision = revisions.open(wanted.actorId(), wanted.reason().substring(0, Math.min(wanted.reason().length(), LONGEST_OF_REVISION)),
                        wanted.batchId());
            }
            vacated += assign(client, portion, person, wanted, revision);
            done.addAll(portion);
        }
        if (!done.isEmpty()) {
            revisions.holds(revision, "account", AuditAct.CHANGED, done.stream().map(Reassigned::accountId).toList());
            revisions.holds(revision, "account_member", AuditAct.DELETED, vacated);
            forget(entities, done.stream().map(Reassigned::accountId).collect(Collectors.toSet()));
            done.forEach(row -> changes.announce(AccountService.CHANGED, row.accountId()));
        }
        return done;
    }

    /** Returns how many places as backup were vacated. */
    private int assign(JdbcClient client, List<Reassigned> portion, UserRow person, Reassignment wanted, long revision) {
        var ids = portion.stream().map(Reassigned::accountId).toList();
        client.sql("update account set primary_rep_id = :to, unit_id = :unit, version = version + 1, updated_at = :now where id in (:ids)")
                .param("to", person.id()).param("unit", person.unitId()).param("now", Sql.utc(clock.instant())).param("ids", ids).update();
        followers.forEach(follower -> follower.unitChanged(ids));
        client.sql("update account_aud set revend = :revision where revend is null and id in (:ids)")
                .param("revision", revision).param("ids", ids).update();
        client.sql("insert into account_aud (id, rev, revtype, " + Insert.FACTS + ") select id, :revision, :kind, " + Insert.FACTS + " from account where id in (:ids)")
                .param("revision", revision).param("kind", MODIFIED).param("ids", ids).update();

        Map<Long, Instant> latest = new HashMap<>();
        client.sql("select account_id, max(valid_from) from account_representative where account_id in (:ids) group by account_id").param("ids", ids)
                .query(row -> {
                    latest.put(row.getLong(1), Sql.instant(row.getObject(2, LocalDateTime.class)));
                });
        var starts = new Insert("account_representative", "account_id, valid_from, user_id, actor_id, reason",
                Types.BIGINT, Types.TIMESTAMP, Types.BIGINT, Types.BIGINT, Types.VARCHAR);
        var moments = new Insert("account_timeline", "account_id, occurred_at, id, kind, actor_id, source_module, parameters",
                Types.BIGINT, Types.TIMESTAMP, Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.VARCHAR, Types.VARCHAR);
        var names = users.names(portion.stream().map(Reassigned::fromUserId).distinct().toList());
        for (var row : portion) {
            // Two assignments within one tick of the clock: the later still comes later.
            Instant before = latest.get(row.accountId());
            Instant since = before == null || before.isBefore(wanted.at()) ? wanted.at() : before.plus(1, ChronoUnit.MICROS);
            starts.add(row.accountId(), Sql.utc(since), person.id(), wanted.actorId(), wanted.reason());
            moments.add(row.accountId(), Sql.utc(since), Ids.next(), "account.assigned", wanted.actorId(), "account", json.writeValueAsString(
                    Map.of("from", names.getOrDefault(row.fromUserId(), ""), "to", person.displayName(), "reason", wanted.reason())));
        }
        for (var insert : List.of(starts, moments)) {
            jdbc.batchUpdate(insert.sql(), insert.rows(), insert.types());
        }

        var backups = client.sql("select id from account_member where role = 'BACKUP' and user_id = :to and account_id in (:ids)")
                .param("to", person.id()).param("ids", ids).query(Long.class).list();
        if (!backups.isEmpty()) {
            client.sql("update account_member_aud set revend = :revision where revend is null and id in (:ids)")
                    .param("revision", revision).param("ids", backups).update();
            client.sql("insert into account_member_aud (id, rev, revtype) select id, :revision, :kind from account_member where id in (:ids)")
                    .param("revision", revision).param("kind", DELETED).param("ids", backups).update();
            client.sql("delete from account_member where id in (:ids)").param("ids", backups).update();
            elsewhere.changed(List.of(person.id()));
        }
        return backups.size();
    }

    /** What Hibernate still holds of these accounts is out of date. */
    static void forget(EntityManager entities, Set<Long> accountIds) {
        var session = entities.unwrap(Session.class);
        for (Object key : List.copyOf(session.getStatistics().getEntityKeys())) {
            var id = ((EntityKey) key).getIdentifier();
            String name = ((EntityKey) key).getEntityName();
            if (name.equals(Account.class.getName()) && accountIds.contains(id)) {
                session.detach(session.find(Account.class, id));
            } else if (name.equals(AccountMember.class.getName())) {
                session.detach(session.find(AccountMember.class, id));
            }
        }
    }

    private void write(List<Story> stories, long revision, Map<Long, Long> unitOf) {
        var accounts = new Insert("account", "id, version, created_at, updated_at, last_contact_at, next_meeting_at, search_text, " + Insert.FACTS,
                Insert.types(Types.BIGINT, Types.INTEGER, Types.TIMESTAMP, Types.TIMESTAMP, Types.TIMESTAMP, Types.TIMESTAMP, Types.VARCHAR));
        var history = new Insert("account_aud", "id, rev, revtype, " + Insert.FACTS, Insert.types(Types.BIGINT, Types.BIGINT, Types.TINYINT));
        var tags = new Insert("account_tag", "account_id, tag", Types.BIGINT, Types.VARCHAR);
        var tagHistory = new Insert("account_tag_aud", "account_id, tag, rev, revtype", Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.TINYINT);
        var holders = new Insert("account_representative", "account_id, valid_from, user_id, actor_id",
                Types.BIGINT, Types.TIMESTAMP, Types.BIGINT, Types.BIGINT);
        var tiers = starts(Periods.Kind.TIER);
        var lifecycles = starts(Periods.Kind.LIFECYCLE);
        var plans = new Insert("account_save_plan", "id, version, account_id, plan_text, owner_id, owner_active, due_on, state, opened_on",
                Types.BIGINT, Types.INTEGER, Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.BOOLEAN, Types.DATE, Types.VARCHAR, Types.DATE);
        var planHistory = new Insert("account_save_plan_aud", "id, rev, revtype, account_id, plan_text, owner_id, due_on, state, opened_on",
                Types.BIGINT, Types.BIGINT, Types.TINYINT, Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.DATE, Types.VARCHAR, Types.DATE);
        var moments = new Insert("account_timeline", "account_id, occurred_at, id, kind, actor_id, source_module, parameters",
                Types.BIGINT, Types.TIMESTAMP, Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.VARCHAR, Types.VARCHAR);
        List<TextSearch.Entry> texts = new ArrayList<>(stories.size());
        Instant now = clock.instant();
        for (var story : stories) {
            check(story, now);
            var draft = story.draft();
            long id = Objects.requireNonNull(draft.id());
            Instant updated = story.moments().stream().map(Moment::at).max(Instant::compareTo).orElse(story.createdAt());
            var state = story.state();
            String text = SearchText.of(draft.name(), draft.shortName());
            texts.add(new TextSearch.Entry(id, text, Names.sortKey(draft.name(), 600)));
            Object[] facts = facts(draft, unitOf.computeIfAbsent(Objects.requireNonNull(draft.primaryRepId()), this::unitOf), story);
            accounts.add(Insert.with(facts, id, 0, Sql.utc(story.createdAt()), Sql.utc(updated), utc(state.lastContactAt()), utc(state.nextMeetingAt()), text));
            history.add(Insert.with(facts, id, revision, ADDED));
            draft.tags().forEach(tag -> {
                tags.add(id, tag);
                tagHistory.add(id, tag, revision, ADDED);
            });
            LocalDate created = LocalDate.ofInstant(story.createdAt(), settings.zone());
            add(tiers, story, story.tiers().isEmpty() ? List.of(new Since<>(created, draft.tier(), null, null)) : story.tiers());
            add(lifecycles, story, story.lifecycles().isEmpty() ? List.of(new Since<>(created, state.lifecycle(), null, null)) : story.lifecycles());
            if (story.plan() != null) {
                var plan = story.plan();
                long planId = Ids.next();
                LocalDate opened = story.lifecycles().isEmpty() ? created : story.lifecycles().getLast().from();
                plans.add(planId, 0, id, plan.text(), plan.ownerId(), true, plan.dueOn(), SavePlanState.OPEN.name(), opened);
                planHistory.add(planId, revision, ADDED, id, plan.text(), plan.ownerId(), plan.dueOn(), SavePlanState.OPEN.name(), opened);
            }
            story.holders().forEach(holder -> holders.add(id, Sql.utc(holder.from()), holder.userId(), holder.actorId()));
            story.moments().forEach(moment -> moments.add(id, Sql.utc(moment.at()), Ids.next(), moment.kind(), moment.actorId(),
                    moment.kind().substring(0, moment.kind().indexOf('.')), json.writeValueAsString(moment.parameters())));
        }
        Insert.store(jdbc, accounts, history, tags, tagHistory, holders, tiers, lifecycles, plans, planHistory, moments);
        revisions.holds(revision, "account_save_plan", AuditAct.ADDED, plans.rows().size());
        search.added(texts);
        duplicateKeys.added(stories.stream().map(Story::draft).map(draft -> new DuplicateKeys.Named(Objects.requireNonNull(draft.id()), draft.name(),
                draft.website(), draft.creditCode())).toList());
    }

    private static Insert starts(Periods.Kind<?> kind) {
        return new Insert(kind.table(), "account_id, valid_from, " + kind.column() + ", reason, actor_id, recorded_at",
                Types.BIGINT, Types.DATE, Types.VARCHAR, Types.VARCHAR, Types.BIGINT, Types.TIMESTAMP);
    }

    private void add(Insert starts, Story story, List<? extends Since<? extends Enum<?>>> periods) {
        for (var since : periods) {
            // As if it had been entered on its day; the first one when the account was.
            Instant recorded = since == periods.getFirst() ? story.createdAt()
                    : since.from().atTime(12, 0).atZone(settings.zone()).toInstant();
            starts.add(story.draft().id(), since.from(), since.value() == null ? null : since.value().name(), since.reason(), since.actorId(),
                    Sql.utc(recorded));
        }
    }

    private void check(Story story, String what, List<? extends Since<?>> starts, @Nullable Object last, LocalDate today) {
        if (starts.isEmpty()) {
            return;
        }
        boolean ordered = starts.getFirst().from().equals(LocalDate.ofInstant(story.createdAt(), settings.zone())) && !starts.getLast().from().isAfter(today);
        for (int i = 1; i < starts.size(); i++) {
            ordered &= starts.get(i).from().isAfter(starts.get(i - 1).from()) && !Objects.equals(starts.get(i).value(), starts.get(i - 1).value());
        }
        if (!ordered || !Objects.equals(starts.getLast().value(), last)) {
            throw new IllegalArgumentException(what + " of " + story.draft().name() + " are unordered, alike, in the future or end elsewhere");
        }
    }

    private void check(Story story, Instant now) {
        LocalDate today = settings.today();
        Instant before = Instant.MIN;
        for (var holder : story.holders()) {
            if (!holder.from().isAfter(before) || holder.from().isAfter(now)) {
                throw new IllegalArgumentException("representatives of " + story.draft().name() + " are unordered or in the future");
            }
            before = holder.from();
        }
        if (story.holders().isEmpty() || !Objects.equals(story.holders().getLast().userId(), story.draft().primaryRepId())) {
            throw new IllegalArgumentException("the latest representative of " + story.draft().name() + " is not its primary one");
        }
        check(story, "tiers", story.tiers(), story.draft().tier(), today);
        check(story, "lifecycles", story.lifecycles(), story.state().lifecycle(), today);
        if (story.plan() != null && story.state().lifecycle() != Lifecycle.AT_RISK) {
            throw new IllegalArgumentException(story.draft().name() + " has a save plan and is not at risk");
        }
        if (story.draft().creditCode() != null && !CreditCode.isValid(story.draft().creditCode())) {
            throw new IllegalArgumentException(story.draft().creditCode() + " is no credit code");
        }
    }

    private long unitOf(long userId) {
        return users.find(userId).map(UserRow::unitId).orElseThrow(() -> new IllegalArgumentException("no user " + userId));
    }

    private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : Sql.utc(instant);
    }

    private static @Nullable Object[] facts(AccountDraft draft, long unitId, Story story) {
        String name = draft.name();
        return new @Nullable Object[] {name, Names.key(name), Names.sortKey(name, 600), Names.initials(name, 100), draft.shortName(),
                draft.creditCode(), draft.tier() == null ? null : draft.tier().name(), story.state().lifecycle().name(), draft.sector(),
                draft.region(), draft.parentId(),
                draft.revenue() == null ? null : draft.revenue().amount(), draft.revenue() == null ? null : draft.revenue().currency(),
                draft.employees(), draft.founded(), draft.website(), draft.address(), draft.primaryRepId(), unitId,
                utc(story.archivedAt())};
    }
}
