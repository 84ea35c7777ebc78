package app.mainstay.account;

import app.mainstay.base.bulk.BulkField;
import app.mainstay.base.bulk.BulkTarget;
import app.mainstay.base.list.ListQuery;
import app.mainstay.security.CurrentUser;
import app.mainstay.settings.CodeList;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Sql;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accounts in bulk: each one goes through {@link AccountService} with one field of its draft exchanged, so rules and story are those of a form. */
@Component
class AccountBulk implements BulkTarget {

    private static final BulkField TIER = BulkField.choice("tier", "account.tier", Tier.class, true).asReasoned();
    private static final BulkField SECTOR = BulkField.code("sector", "account.sector", CodeList.SECTOR);
    private static final BulkField REGION = BulkField.code("region", "account.region", CodeList.REGION);
    private static final BulkField ADD_TAG = BulkField.of("addTag", "account.bulk.addTag", BulkField.Kind.ADD);
    private static final BulkField REMOVE_TAG = BulkField.of("removeTag", "account.bulk.removeTag", BulkField.Kind.REMOVE);
    private static final int LONGEST_TAG = 40;
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final BulkField ARCHIVED = BulkField.choice("archived", "account.bulk.archived", false, List.of(
            new BulkField.Option(YES, "account.bulk.archived.yes"), new BulkField.Option(NO, "account.bulk.archived.no")));

    private final AccountService accounts;
    private final AccountRepository repository;
    private final EntityManager entities;
    private final AccountQueries queries;
    private final AccountScope scope;
    private final CurrentUser currentUser;
    private final AccountList list;

    AccountBulk(AccountService accounts, AccountRepository repository, EntityManager entities, AccountQueries queries, AccountScope scope,
                CurrentUser currentUser, AccountList list) {
        this.accounts = accounts;
        this.repository = repository;
        this.entities = entities;
        this.queries = queries;
        this.scope = scope;
        this.currentUser = currentUser;
        this.list = list;
    }

    @Override
    public String id() {
        return "accounts";
    }

    @Override
    public List<BulkField> fields() {
        return switch (currentUser.require().role()) {
            case MEMBER -> List.of(TIER, SECTOR, REGION, ADD_TAG, REMOVE_TAG);
            case MANAGER, DIRECTOR -> List.of(TIER, SECTOR, REGION, ADD_TAG, REMOVE_TAG, ARCHIVED);
            case ADMINISTRATOR -> List.of();
        };
    }

    @Override
    public List<Problem> problems(BulkField field, List<String> value) {
        boolean tooLong = field.equals(ADD_TAG) && value.stream().anyMatch(tag -> Names.clean(tag).length() > LONGEST_TAG);
        return tooLong ? List.of(Problem.of("value", "problem.tagTooLong")) : field.problems(value);
    }

    // ---- which rows ----

    @Override
    public long count(String query) {
        return accounts.count(filter(query));
    }

    @Override
    public List<Long> matching(String query, long afterId, int limit) {
        return accounts.ids(filter(query), Math.max(0, afterId), limit);
    }

    @Override
    public List<Ref> among(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : queries.refs(some(ids));
    }

    @Override
    public Map<Long, String> names(Collection<Long> ids) {
        return ids.isEmpty() ? Map.of() : queries.names(some(ids));
    }

    private Sql some(Collection<Long> ids) {
        return new Sql().and("a.id in (:ids)", "ids", ids).and(scope.rows("a"));
    }

    private AccountFilter filter(String query) {
        return list.filter(ListQuery.parse(query));
    }

    // ---- one row ----

    @Override
    public void load(Collection<Long> ids) {
        // Each change is flushed already, and its history is noted at that moment.
        entities.clear();
        repository.findAllById(ids);
    }

    @Override
    public Look look(long id, BulkField field, List<String> value) {
        var account = find(id);
        var draft = account.draft();
        var before = values(account, draft, field);
        var after = after(field, before, value);
        List<Problem> problems = before.equals(after) || field.equals(ARCHIVED) ? List.of() : accounts.problems(with(draft, field, after));
        return new Look(account.name(), before, after, problems);
    }

    @Override
    public Applied apply(Ref row, BulkField field, List<String> value) {
        var account = unchanged(row);
        var draft = account.draft();
        var before = values(account, draft, field);
        store(account, draft, field, before, after(field, before, value));
        return new Applied(before, account.version());
    }

    @Override
    public Applied restore(Ref row, BulkField field, List<String> before) {
        var account = unchanged(row);
        var draft = account.draft();
        var now = values(account, draft, field);
        store(account, draft, field, now, before);
        return new Applied(now, account.version());
    }

    @Override
    public Optional<String> changedBy(long id) {
        return queries.changedBy(id);
    }

    private Account find(long id) {
        var account = entities.find(Account.class, id);
        if (account == null) {
            throw new NotFoundException();
        }
        return account;
    }

    private Account unchanged(Ref row) {
        var account = find(row.id());
        if (account.version() != row.version()) {
            throw new ConflictException();
        }
        return account;
    }

    private void store(Account account, AccountDraft draft, BulkField field, List<String> before, List<String> after) {
        if (before.equals(after)) {
            return;
        }
        if (!field.equals(ARCHIVED)) {
            accounts.save(with(draft, field, after));
            return;
        }
        if (after.contains(YES)) {
            accounts.archive(account.id(), account.version());
        } else {
            accounts.restore(account.id(), account.version());
        }
        repository.flush();
    }

    private static List<String> values(Account account, AccountDraft draft, BulkField field) {
        return switch (field.id()) {
            case "tier" -> one(draft.tier());
            case "sector" -> one(draft.sector());
            case "region" -> one(draft.region());
            case "archived" -> List.of(account.archivedAt() == null ? NO : YES);
            default -> draft.tags();
        };
    }

    private static List<String> one(@Nullable Object value) {
        return value == null ? List.of() : List.of(value.toString());
    }

    private static List<String> after(BulkField field, List<String> before, List<String> value) {
        if (field.equals(ADD_TAG)) {
            var tags = new TreeSet<>(before);
            value.forEach(tag -> tags.add(Names.clean(tag)));
            return List.copyOf(tags);
        }
        if (field.equals(REMOVE_TAG)) {
            var tags = new ArrayList<>(before);
            tags.removeAll(value.stream().map(Names::clean).toList());
            return List.copyOf(tags);
        }
        return value;
    }

    private static AccountDraft with(AccountDraft draft, BulkField field, List<String> value) {
        String only = value.isEmpty() ? null : value.getFirst();
        Tier tier = field.equals(TIER) ? tier(only) : draft.tier();
        String sector = field.equals(SECTOR) ? only : draft.sector();
        String region = field.equals(REGION) ? only : draft.region();
        List<String> tags = field.equals(ADD_TAG) || field.equals(REMOVE_TAG) ? value : draft.tags();
        return new AccountDraft(draft.id(), draft.name(), draft.shortName(), draft.creditCode(), tier, sector, region, draft.parentId(),
                draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), tags, draft.primaryRepId(),
                draft.version());
    }

    private static @Nullable Tier tier(@Nullable String name) {
        return name == null ? null : Tier.valueOf(name);
    }
}
