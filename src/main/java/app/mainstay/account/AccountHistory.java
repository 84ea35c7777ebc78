package app.mainstay.account;

import app.mainstay.account.AccountRevision.Change;
import app.mainstay.account.AccountRevision.Reference;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.AuditNames;
import app.mainstay.audit.Because;
import app.mainstay.audit.PartHistory;
import app.mainstay.audit.PartHistory.PartChange;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserService;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The history of an account field by field, as Envers and the mass writers keep it, and the way back of a single value. */
@Service
public class AccountHistory {

    /** The reason of what {@link #restore} changes; screens say it in the reader's language. */
    public static final String RESTORED = "restored from history";

    private static final String OWNER = "account_id";

    /** Tier, lifecycle and representative change through doors of their own, for a reason. */
    private static final Set<String> RESTORABLE = Set.of("name", "shortName", "creditCode", "sector", "region", "parentId", "revenue", "employees",
            "founded", "website", "address", "tags");

    /**
     * What a change did to something that belongs to an account.
     *
     * @param name       what it is called now; null where nothing tells it from the others, or where the viewer may not see it
     * @param called     names of references, by thing and id; none for what the viewer may not see
     * @param version    of the thing now
     * @param restorable the columns to which {@link AccountHistory#restore(long, String, long, int, long, String)} gives their values from before
     */
    public record Told(PartChange change, @Nullable String actor, @Nullable String name, Map<String, Map<Long, String>> called, int version,
                       Set<String> restorable) {
    }

    /** A line of the history table, by the names of the draft. */
    private record Line(long rev, Instant at, @Nullable String actor, @Nullable String reason, Map<String, @Nullable Object> values) {
    }

    private record TagLine(String tag, long rev, boolean added) {
    }

    private final AccountService accounts;
    private final AccountScope scope;
    private final UserService users;
    private final UnitService units;
    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final PartHistory history;
    private final List<HistoryPart> parts;
    private final Map<String, AuditNames> names;

    AccountHistory(AccountService accounts, AccountScope scope, UserService users, UnitService units, JdbcClient jdbc, TransactionTemplate reading,
                   PartHistory history, List<HistoryPart> parts, List<AuditNames> names) {
        this.accounts = accounts;
        this.scope = scope;
        this.users = users;
        this.units = units;
        this.jdbc = jdbc;
        this.reading = reading;
        this.history = history;
        this.parts = parts.stream().sorted(Comparator.comparingInt(HistoryPart::partOrder)).toList();
        this.names = names.stream().collect(Collectors.toMap(AuditNames::thing, Function.identity()));
    }

    /**
     * Newest first.
     *
     * @param before only those older than the one with this id; null from the newest on
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<AccountRevision> page(long accountId, @Nullable Long before, int limit) {
        scope.require(accountId);
        // One more than asked for: what the last one is compared with.
        var lines = lines(accountId, before == null ? Long.MAX_VALUE : before, limit + 1);
        if (lines.isEmpty()) {
            return List.of();
        }
        var tags = tags(accountId, lines.getLast().rev(), lines.getFirst().rev());
        var names = new Names(lines);
        List<AccountRevision> page = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, lines.size()); i++) {
            var line = lines.get(i);
            @Nullable Line older = i + 1 < lines.size() ? lines.get(i + 1) : null;
            page.add(new AccountRevision(line.rev(), line.at(), line.actor(), line.reason(), older == null,
                    older == null ? List.of() : changes(older, line, tags, names)));
        }
        return page;
    }

    /**
     * Gives a field the value that it had before a revision, by the rules of {@link AccountService#save}; what the revision did to tags is undone.
     *
     * @param version of the account as it was read
     * @throws app.mainstay.shared.RefusedException  when a rule stands against the old value now
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     * @throws NotFoundException                     when the account or the revision does not exist for this viewer, or the field is not restorable
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    public void restore(long accountId, int version, long revision, String field) {
        var draft = Objects.requireNonNull(reading.execute(status -> {
            scope.require(accountId);
            var lines = lines(accountId, revision + 1, 2);
            if (!RESTORABLE.contains(field) || lines.size() < 2 || lines.getFirst().rev() != revision) {
                throw new NotFoundException();
            }
            return with(accounts.get(accountId).draft(), version, field, lines.getLast().values().get(field), tags(accountId, revision, revision));
        }));
        Because.of(RESTORED, null, () -> accounts.save(draft));
    }

    /** The kinds of things whose history {@link #parts} tells. */
    @SignedIn
    public List<HistoryPart> kinds() {
        return parts;
    }

    /**
     * What happened to the things of a kind that belong or belonged to the account, newest first, also to those that are gone.
     *
     * @param thing  one of {@link #kinds}
     * @param before null from the newest on
     * @throws NotFoundException when the account does not exist for this viewer, or there is no such kind
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<Told> parts(long accountId, String thing, PartHistory.@Nullable Position before, int limit) {
        scope.require(accountId);
        var part = part(thing);
        var page = history.page(thing, OWNER, accountId, part.readable("h.id"), before, limit);
        Map<String, Set<Long>> asked = new HashMap<>();
        for (var change : page) {
            asked.computeIfAbsent(thing, none -> new HashSet<>()).add(change.id());
            for (var field : change.fields()) {
                Stream.of(field.before(), field.after()).filter(Long.class::isInstance)
                        .forEach(id -> asked.computeIfAbsent(Objects.requireNonNull(field.field().of()), none -> new HashSet<>()).add((Long) id));
            }
        }
        Map<String, Map<Long, String>> called = new HashMap<>();
        asked.forEach((kind, ids) -> called.put(kind, names.containsKey(kind) ? names.get(kind).names(ids) : Map.of()));
        var people = users.names(page.stream().flatMap(change -> Stream.ofNullable(change.actorId())).collect(Collectors.toSet()));
        Map<Long, Integer> versions = page.isEmpty() ? Map.of() : part.versions(accountId, asked.get(thing));
        return page.stream().map(change -> new Told(withoutOwner(change), change.actorId() == null ? null : people.get(change.actorId()),
                part.isNamed() ? called.get(thing).get(change.id()) : null, called, versions.getOrDefault(change.id(), 0),
                versions.containsKey(change.id()) ? restorable(part, change, called) : Set.of())).toList();
    }

    /**
     * Gives a field of a thing of the account the value that it had before a revision, through the thing's own door and by its rights and rules.
     *
     * @param thing   one of {@link #kinds}
     * @param version of the thing as it was read
     * @param column  one of those that {@link Told#restorable} names
     * @throws app.mainstay.shared.RefusedException  when a rule stands against the old value now, or the viewer may not change it
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     * @throws NotFoundException                     when account, thing or revision does not exist for this viewer, or the field is not restorable
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    public void restore(long accountId, String thing, long id, int version, long revision, String column) {
        var part = part(thing);
        var change = Objects.requireNonNull(reading.execute(status -> {
            var at = new PartHistory.Position(revision, id + 1);
            return parts(accountId, thing, at, 1).stream().filter(told -> told.change().revision() == revision && told.change().id() == id)
                    .filter(told -> told.restorable().contains(column)).findFirst().orElseThrow(NotFoundException::new).change();
        }));
        Because.of(RESTORED, null, () -> {
            part.restore(accountId, change, column, version);
            return id;
        });
    }

    private HistoryPart part(String thing) {
        return parts.stream().filter(one -> one.thing().equals(thing)).findFirst().orElseThrow(NotFoundException::new);
    }

    /** Nothing was there before the first one, and what refers to something out of sight does not come back. */
    private static Set<String> restorable(HistoryPart part, PartChange change, Map<String, Map<Long, String>> called) {
        return change.act() != AuditAct.CHANGED ? Set.of() : change.fields().stream()
                .filter(field -> !(field.before() instanceof Long id) || called.getOrDefault(field.field().of(), Map.of()).containsKey(id))
                .map(field -> field.field().column()).filter(part.restorable()::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** Whose a thing is goes without saying on the owner's page, unless it went from one to another. */
    private static PartChange withoutOwner(PartChange change) {
        return new PartChange(change.revision(), change.id(), change.act(), change.at(), change.actorId(), change.reason(), change.fields().stream()
                .filter(field -> !field.field().column().equals(OWNER) || field.before() != null && field.after() != null).toList());
    }

    private List<Change> changes(Line older, Line line, List<TagLine> tags, Names names) {
        List<Change> changes = new ArrayList<>();
        line.values().forEach((field, after) -> {
            Object before = older.values().get(field);
            if (!Objects.equals(before, after)) {
                Object from = names.show(field, before);
                boolean hidden = from instanceof Reference reference && reference.name() == null;
                changes.add(new Change(field, from, names.show(field, after), RESTORABLE.contains(field) && !hidden));
            }
        });
        var removed = tags.stream().filter(tag -> tag.rev() == line.rev() && !tag.added()).map(TagLine::tag).sorted().toList();
        var added = tags.stream().filter(tag -> tag.rev() == line.rev() && tag.added()).map(TagLine::tag).sorted().toList();
        if (!removed.isEmpty() || !added.isEmpty()) {
            changes.add(new Change("tags", removed.isEmpty() ? null : removed, added.isEmpty() ? null : added, true));
        }
        return changes;
    }

    private List<Line> lines(long accountId, long before, int limit) {
        return jdbc.sql("""
                        select h.*, r.created_at rev_at, r.reason rev_reason, u.display_name rev_actor
                        from account_aud h join audit_revision r on r.id = h.rev left join security_user u on u.id = r.actor_id
                        where h.id = ? and h.rev < ? order by h.rev desc limit ?""")
                .param(accountId).param(before).param(limit).query((row, n) -> new Line(row.getLong("rev"),
                        Sql.instant(row.getObject("rev_at", LocalDateTime.class)), row.getString("rev_actor"), row.getString("rev_reason"), values(row))).list();
    }

    private static Map<String, @Nullable Object> values(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", row.getString("name"));
        values.put("shortName", row.getString("short_name"));
        values.put("creditCode", row.getString("credit_code"));
        values.put("tier", row.getString("tier") == null ? null : Tier.valueOf(row.getString("tier")));
        values.put("lifecycle", row.getString("lifecycle") == null ? null : Lifecycle.valueOf(row.getString("lifecycle")));
        values.put("sector", row.getString("sector"));
        values.put("region", row.getString("region"));
        values.put("parentId", row.getObject("parent_id", Long.class));
        values.put("revenue", row.getString("revenue_currency") == null ? null
                : new Money(row.getBigDecimal("revenue_amount"), row.getString("revenue_currency")));
        values.put("employees", row.getObject("employees", Integer.class));
        values.put("founded", row.getObject("founded", Integer.class));
        values.put("website", row.getString("website"));
        values.put("address", row.getString("address"));
        values.put("primaryRepId", row.getObject("primary_rep_id", Long.class));
        values.put("unit", row.getObject("unit_id", Long.class));
        var archived = row.getObject("archived_at", LocalDateTime.class);
        values.put("archived", archived == null ? null : Sql.instant(archived));
        return values;
    }

    private List<TagLine> tags(long accountId, long from, long to) {
        return jdbc.sql("select tag, rev, revtype from account_tag_aud where account_id = ? and rev between ? and ?").param(accountId).param(from).param(to)
                .query((row, n) -> new TagLine(row.getString(1), row.getLong(2), row.getInt(3) != 2)).list();
    }

    /** The names behind ids, read once for a page. */
    private final class Names {

        private final Map<Long, String> people;
        private final Map<Long, String> parents;

        Names(List<Line> lines) {
            people = users.names(ids(lines, "primaryRepId"));
            var ids = ids(lines, "parentId");
            if (ids.isEmpty()) {
                parents = Map.of();
            } else {
                // A parent outside the viewer's scope does not exist for them.
                var where = scope.rows("a").and("a.id in (:ids)", "ids", ids);
                parents = jdbc.sql("select a.id, a.name from account a" + where.where()).params(where.params())
                        .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            }
        }

        private static Set<Long> ids(List<Line> lines, String field) {
            return lines.stream().flatMap(line -> Stream.ofNullable((Long) line.values().get(field))).collect(Collectors.toSet());
        }

        @Nullable Object show(String field, @Nullable Object value) {
            return switch (field) {
                case "primaryRepId" -> value == null ? null : new Reference((Long) value, people.get(value));
                case "parentId" -> value == null ? null : new Reference((Long) value, parents.get(value));
                case "unit" -> value == null ? null : new Reference((Long) value, units.find((Long) value).map(UnitService.UnitRow::name).orElse(null));
                default -> value;
            };
        }
    }

    private static AccountDraft with(AccountDraft draft, int version, String field, @Nullable Object value, List<TagLine> tags) {
        var wanted = new TreeSet<>(draft.tags());
        if (field.equals("tags")) {
            tags.forEach(tag -> {
                if (tag.added()) {
                    wanted.remove(tag.tag());
                } else {
                    wanted.add(tag.tag());
                }
            });
        }
        return draft.with(field, field.equals("tags") ? wanted : value).at(version);
    }
}
