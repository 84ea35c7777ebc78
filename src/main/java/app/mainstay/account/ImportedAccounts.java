package app.mainstay.account;

import app.mainstay.account.duplicate.DuplicateKeys;
import app.mainstay.account.search.TextSearch;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** New accounts of imports in sets of rows with their history, past Hibernate, and taking them away again. In the portion's transaction. */
@Service
class ImportedAccounts {

    /** A new account of an import, with what is stored beside its name. */
    record New(long id, AccountDraft draft, String nameKey, String nameSort, String nameInitials, String searchText) {

        New with(long id, @Nullable Long parentId) {
            return new New(id, new AccountDraft(id, draft.name(), draft.shortName(), draft.creditCode(), draft.tier(), draft.sector(), draft.region(), parentId,
                    draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(), draft.primaryRepId(), 0),
                    nameKey, nameSort, nameInitials, searchText);
        }
    }

    /** So many new accounts are told to open screens one by one; of more they hear when they are opened anew. */
    private static final int TOLD = 100;
    private static final int ADDED = 0;
    private static final int DELETED = 2;

    private final JdbcTemplate jdbc;
    private final Revisions revisions;
    private final TextSearch search;
    private final DuplicateKeys duplicateKeys;
    private final SettingsService settings;
    private final JsonMapper json;
    private final EntityManager entities;
    private final Changes changes;
    private final AccountQueries queries;
    private final AccountScope scope;
    private final CurrentUser currentUser;
    private final Clock clock;

    ImportedAccounts(JdbcTemplate jdbc, Revisions revisions, TextSearch search, DuplicateKeys duplicateKeys, SettingsService settings, JsonMapper json,
                     EntityManager entities, Changes changes, AccountQueries queries, AccountScope scope, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.revisions = revisions;
        this.search = search;
        this.duplicateKeys = duplicateKeys;
        this.settings = settings;
        this.json = json;
        this.entities = entities;
        this.changes = changes;
        this.queries = queries;
        this.scope = scope;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * New accounts of an import as {@link AccountService#save} would store them, under one revision; what they hold was checked. In the caller's
     * transaction.
     *
     * @throws ConcurrencyFailureException when a representative may not have accounts any more
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(propagation = Propagation.MANDATORY)
    void create(List<New> accounts, long batchId, String reason) {
        if (accounts.isEmpty()) {
            return;
        }
        long actor = currentUser.require().id();
        // The accounts take over their people's units, so nobody moves those meanwhile.
        var people = queries.people(accounts.stream().map(account -> account.draft().primaryRepId()).collect(Collectors.toSet()), true);
        long revision = revisions.open(actor, reason, batchId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var at = Sql.utc(now);
        var rows = new Insert("account", "id, version, created_at, updated_at, search_text, " + Insert.FACTS,
                Insert.types(Types.BIGINT, Types.INTEGER, Types.TIMESTAMP, Types.TIMESTAMP, Types.VARCHAR));
        var tags = new Insert("account_tag", "account_id, tag", Types.BIGINT, Types.VARCHAR);
        var tagHistory = new Insert("account_tag_aud", "account_id, tag, rev, revtype", Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.TINYINT);
        var moments = new Insert("account_timeline", "account_id, occurred_at, id, kind, actor_id, source_module, parameters",
                Types.BIGINT, Types.TIMESTAMP, Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.VARCHAR, Types.VARCHAR);
        Map<Long, String> stories = new HashMap<>();
        people.values().forEach(person -> stories.put(person.id(), json.writeValueAsString(Map.of("representative", person.name()))));
        for (var account : accounts) {
            long id = account.id();
            var draft = account.draft();
            var person = people.get(draft.primaryRepId());
            if (person == null || !person.active()) {
                throw new ConcurrencyFailureException("a representative has left meanwhile");
            }
            var facts = new @Nullable Object[] {draft.name(), account.nameKey(), account.nameSort(), account.nameInitials(), draft.shortName(), draft.creditCode(),
                    draft.tier() == null ? null : draft.tier().name(), Lifecycle.PROSPECT.name(), draft.sector(), draft.region(), draft.parentId(),
                    draft.revenue() == null ? null : draft.revenue().amount(), draft.revenue() == null ? null : draft.revenue().currency(),
                    draft.employees(), draft.founded(), draft.website(), draft.address(), person.id(), person.unitId(), null};
            rows.add(Insert.with(facts, id, 0, at, at, account.searchText()));
            draft.tags().forEach(tag -> {
                tags.add(id, tag);
                tagHistory.add(id, tag, revision, ADDED);
            });
            moments.add(id, at, Ids.next(), "account.created", actor, "account", stories.get(person.id()));
        }
        Insert.store(jdbc, rows);
        begin(accounts.stream().map(New::id).toList(), now, revision, actor, settings.today());
        Insert.store(jdbc, tags, tagHistory, moments);
        revisions.holds(revision, "account", AuditAct.ADDED, accounts.stream().map(New::id).toList());
        search.added(accounts.stream().map(account -> new TextSearch.Entry(account.id(), account.searchText(), account.nameSort())).toList());
        duplicateKeys.added(accounts.stream().map(account -> new DuplicateKeys.Named(account.id(), account.draft().name(), account.draft().website(),
                account.draft().creditCode())).toList());
        if (accounts.size() <= TOLD) {
            accounts.forEach(account -> changes.announce(AccountService.CHANGED, account.id()));
        }
    }

    /**
     * History and first periods of new accounts, from their rows: sending the same values again takes longer than storing them. Their ids lie together
     * and they were made at one moment, which is asked for instead of two thousand ids; should somebody else's lie between, there would be more rows.
     */
    private void begin(List<Long> ids, Instant at, long revision, long actor, LocalDate today) {
        var ours = " from account where id between :first and :last and created_at = :at";
        var params = Map.of("first", Collections.min(ids), "last", Collections.max(ids), "at", Sql.utc(at), "actor", actor, "revision", revision, "kind", ADDED,
                "today", today);
        List<String> inserts = new ArrayList<>(List.of("account_aud (id, rev, revtype, " + Insert.FACTS + ") select id, :revision, :kind, " + Insert.FACTS,
                "account_representative (account_id, valid_from, user_id, actor_id) select id, created_at, primary_rep_id, :actor"));
        for (var kind : List.of(Periods.Kind.TIER, Periods.Kind.LIFECYCLE)) {
            inserts.add(kind.table() + " (account_id, valid_from, " + kind.column() + ", actor_id, recorded_at) select id, :today, " + kind.column()
                    + ", :actor, created_at");
        }
        for (String insert : inserts) {
            if (JdbcClient.create(jdbc).sql("insert into " + insert + ours).params(params).update() != ids.size()) {
                throw new ConcurrencyFailureException("somebody has made accounts at the same moment");
            }
        }
    }

    /** Parents of accounts that {@link #create} made in the same batch, whose history has one row yet: it tells of the parent as well. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(propagation = Propagation.MANDATORY)
    void setParents(Map<Long, Long> parentById) {
        var rows = parentById.entrySet().stream().map(entry -> new Object[] {entry.getValue(), entry.getKey()}).toList();
        jdbc.batchUpdate("update account set parent_id = ? where id = ?", rows);
        jdbc.batchUpdate("update account_aud set parent_id = ? where revend is null and id = ?", rows);
    }

    /**
     * Takes accounts away that an import has made, as long as nothing has happened to them since: no change, no moment of their story but the first,
     * no row elsewhere that refers to them. Their history stays, and ends. Returns those that are gone.
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(propagation = Propagation.MANDATORY)
    Set<Long> remove(List<Long> ids, long batchId, String reason) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        entities.flush();
        var client = JdbcClient.create(jdbc);
        var where = new Sql().and("a.id in (:ids) and a.version = 0 and a.archived_at is null and not exists (select 1 from account_timeline t "
                + "where t.account_id = a.id and t.kind <> 'account.created')", "ids", ids).and(scope.rows("a"));
        List<Long> free = client.sql("select a.id from account a" + where.where() + " order by a.id for update").params(where.params()).query(Long.class).list();
        List<Long> gone = new ArrayList<>();
        // Children before their parents, layer by layer: a parent whose child stays, stays as well.
        for (List<Long> left = free; !left.isEmpty(); ) {
            var parents = Set.copyOf(client.sql("select distinct parent_id from account where parent_id in (:ids)").param("ids", left).query(Long.class).list());
            var childless = left.stream().filter(id -> !parents.contains(id)).toList();
            if (childless.isEmpty()) {
                break;
            }
            removeOrHalve(client, childless, gone);
            left = left.stream().filter(parents::contains).toList();
        }
        if (!gone.isEmpty()) {
            long revision = revisions.open(currentUser.require().id(), reason, batchId);
            for (String table : List.of("account_aud", "account_tag_aud")) {
                String key = table.equals("account_aud") ? "id" : "account_id";
                String columns = table.equals("account_aud") ? "id" : "account_id, tag";
                client.sql("insert into " + table + " (" + columns + ", rev, revtype) select " + columns + ", :revision, :kind from " + table
                                + " where revend is null and revtype <> :kind and " + key + " in (:ids)")
                        .param("revision", revision).param("kind", DELETED).param("ids", gone).update();
                client.sql("update " + table + " set revend = :revision where revend is null and revtype <> :kind and " + key + " in (:ids)")
                        .param("revision", revision).param("kind", DELETED).param("ids", gone).update();
            }
            revisions.holds(revision, "account", AuditAct.DELETED, gone);
            AccountMassWriter.forget(entities, Set.copyOf(gone));
            gone.forEach(id -> changes.announce(AccountService.CHANGED, id));
        }
        return Set.copyOf(gone);
    }

    /** Who refers to an account, the schema knows: where it refuses, half of them may still go. */
    private void removeOrHalve(JdbcClient client, List<Long> ids, List<Long> gone) {
        if (ids.isEmpty()) {
            return;
        }
        boolean removed = Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            var savepoint = connection.setSavepoint();
            try {
                search.removed(ids);
                for (String table : List.of("account_duplicate_key", "account_tag", "account_representative", "account_tier_period", "account_lifecycle_period",
                        "account_timeline")) {
                    client.sql("delete from " + table + " where account_id in (:ids)").param("ids", ids).update();
                }
                client.sql("delete from account_duplicate_pair where state = 'OPEN' and (one_id in (:ids) or other_id in (:ids))").param("ids", ids).update();
                client.sql("delete from account where id in (:ids)").param("ids", ids).update();
                connection.releaseSavepoint(savepoint);
                return true;
            } catch (DataIntegrityViolationException used) {
                connection.rollback(savepoint);
                return false;
            }
        }));
        if (removed) {
            gone.addAll(ids);
        } else if (ids.size() > 1) {
            removeOrHalve(client, ids.subList(ids.size() / 2, ids.size()), gone);
            removeOrHalve(client, ids.subList(0, ids.size() / 2), gone);
        }
    }
}
