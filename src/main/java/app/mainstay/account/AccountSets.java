package app.mainstay.account;

import app.mainstay.account.search.SearchText;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportMapping;
import app.mainstay.importing.ImportRow;
import app.mainstay.importing.ImportTarget.Change;
import app.mainstay.importing.ImportTarget.Done;
import app.mainstay.importing.ImportTarget.Incoming;
import app.mainstay.importing.ImportTarget.Planned;
import app.mainstay.importing.ImportTarget.Sets;
import app.mainstay.security.Role;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accounts of one file in sets. New ones are checked by a few questions for thousands of rows and written through {@link ImportedAccounts};
 * changed ones go through {@link AccountService#save} one by one, as if somebody had typed them.
 */
class AccountSets implements Sets {

    /** What the sets work with. */
    record Services(AccountService accounts, AccountScope scope, AccountQueries queries, AccountRepository repository, ImportedAccounts writer,
                    CodeLists codes, Validation validation, TransactionTemplate transaction, ObjectProvider<AssignmentRule> rules) {
    }

    /** A row that is new, as far as the row alone tells. @param parentKeys what its parent may be known by; empty: it says nothing */
    private record Fresh(ImportedAccounts.New account, List<Problem> problems, @Nullable String parent) {
    }

    private final Services services;
    private final boolean withParents;
    private final ParentGraph graph;
    private final Map<String, Boolean> activeCodes = new HashMap<>();
    private final NewLoads loads;

    AccountSets(Services services, ImportMapping mapping) {
        this.services = services;
        withParents = mapping.columns().containsKey(AccountImport.PARENT);
        loads = new NewLoads(services.rules());
        graph = new ParentGraph(services.queries()::parentOf);
    }

    // ---- before anything is planned ----

    @Override
    public int looks() {
        return withParents ? 2 : 0;
    }

    @Override
    public void lookAhead(int look, List<Incoming> rows) {
        if (look == 0) {
            rows.forEach(row -> {
                if (row.row().get(AccountImport.PARENT) instanceof String parent) {
                    graph.want(key(parent));
                    graph.want(code(parent));
                }
            });
            return;
        }
        var known = known(rows);
        for (var planned : plan(rows, known, true)) {
            String parent = planned.incoming().row().get(AccountImport.PARENT);
            boolean isNew = planned.change() == Change.NEW;
            graph.add(planned.incoming().row().line(), planned.keys(), isNew ? null : planned.id(), parent, parent == null ? null : known.find(parent),
                    parent == null ? List.of() : List.of(key(parent), code(parent)), planned.problems().isEmpty());
        }
    }

    @Override
    public Map<Long, List<Problem>> refused() {
        return withParents ? graph.refused() : Map.of();
    }

    @Override
    public Object prepare(ImportRow row) {
        var draft = AccountService.clean(AccountFromRow.created(row, null));
        String name = draft.name();
        List<Problem> problems = services.validation().problems(draft);
        if (draft.revenue() != null && draft.revenue().amount().signum() < 0) {
            problems.add(Problem.of("revenue", "problem.negative"));
        }
        if (draft.creditCode() != null && !CreditCode.isValid(draft.creditCode())) {
            problems.add(Problem.of("creditCode", "problem.creditCode"));
        }
        String key = Names.key(name);
        if (name.length() <= 200 && key.length() > 200) {
            problems.add(Problem.of("name", "problem.tooLong", 200));
        }
        return new Fresh(new ImportedAccounts.New(0, draft, key, Names.sortKey(name, 600), Names.initials(name, 100), SearchText.of(name, draft.shortName())),
                problems, row.get(AccountImport.PARENT));
    }

    // ---- planning ----

    /** What is stored of what a portion is about. @param seen of all these the ones in scope @param assignable units in which somebody may get accounts */
    private record Known(Map<String, Long> byName, Map<String, Long> byCode, Set<Long> seen, Map<Long, AccountQueries.Person> people, Set<Long> assignable) {

        @Nullable Long any(@Nullable String name, @Nullable String code) {
            Long byCode = code == null ? null : byCode().get(code);
            return byCode != null ? byCode : name == null ? null : byName().get(name);
        }

        @Nullable Long find(String text) {
            Long id = any(key(text), code(text));
            return id != null && seen.contains(id) ? id : null;
        }
    }

    private Known known(List<Incoming> rows) {
        Set<String> names = new HashSet<>();
        Set<String> codes = new HashSet<>();
        Set<Long> people = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (var row : rows) {
            var fresh = (Fresh) row.prepared();
            names.add(fresh.account().nameKey());
            if (fresh.account().draft().creditCode() != null) {
                codes.add(fresh.account().draft().creditCode());
            }
            if (fresh.parent() != null) {
                names.add(key(fresh.parent()));
                codes.add(code(fresh.parent()));
            }
            if (fresh.account().draft().primaryRepId() != null) {
                people.add(fresh.account().draft().primaryRepId());
            }
            if (row.referenced() != null) {
                ids.add(row.referenced());
            }
        }
        Map<String, Long> byName = services.queries().idsBy("name_key", names);
        Map<String, Long> byCode = services.queries().idsBy("credit_code", codes);
        ids.addAll(byName.values());
        ids.addAll(byCode.values());
        Set<Long> seen = ids.isEmpty() ? Set.of() : services.queries().names(new Sql().and("a.id in (:ids)", "ids", ids).and(services.scope().rows("a"))).keySet();
        var found = services.queries().people(people, false);
        return new Known(byName, byCode, seen, found, found.values().stream().map(AccountQueries.Person::unitId).distinct()
                .filter(services.scope()::mayAssignWithin).collect(Collectors.toSet()));
    }

    @Override
    public List<Planned> plan(List<Incoming> rows) {
        return rows.isEmpty() ? List.of() : plan(rows, known(rows), false);
    }

    /** @param anyParent whatever a row says of its parent is left open */
    private List<Planned> plan(List<Incoming> rows, Known known, boolean anyParent) {
        return Objects.requireNonNull(services.transaction().execute(status -> {
            Map<Incoming, Long> stored = new IdentityHashMap<>();
            Map<Incoming, Long> ids = futureIds(rows);
            for (var row : rows) {
                var draft = ((Fresh) row.prepared()).account().draft();
                Long id = row.referenced() != null ? row.referenced() : known.any(((Fresh) row.prepared()).account().nameKey(), draft.creditCode());
                // What is stored elsewhere does not exist here, but its name is taken.
                if (id != null && (row.referenced() != null || known.seen().contains(id))) {
                    stored.put(row, id);
                }
            }
            Map<Long, Account> accounts = stored.isEmpty() ? Map.of() : services.repository().findAllById(stored.values().stream().filter(known.seen()::contains)
                    .collect(Collectors.toSet())).stream().collect(Collectors.toMap(Account::id, Function.identity()));
            Map<Long, String> parents = parentNames(accounts.values());
            List<Planned> planned = new ArrayList<>(rows.size());
            for (var row : rows) {
                Long id = stored.get(row);
                planned.add(id == null ? planNew(row, ids.get(row), known, anyParent) : planStored(row, id, accounts.get(id), known, parents, anyParent));
            }
            return planned;
        }));
    }

    private Map<Long, String> parentNames(Collection<Account> accounts) {
        Set<Long> ids = accounts.stream().map(Account::parentId).filter(Objects::nonNull).collect(Collectors.toSet());
        return ids.isEmpty() || !withParents ? Map.of() : services.queries().names(new Sql().and("a.id in (:ids)", "ids", ids));
    }

    /** In the order of names, in which they are stored: most indexes of accounts go by names, and their pages are met one after the other. */
    private static Map<Incoming, Long> futureIds(List<Incoming> rows) {
        Map<Incoming, Long> ids = new IdentityHashMap<>();
        rows.stream().sorted(Comparator.comparing(row -> ((Fresh) row.prepared()).account().nameSort())).forEach(row -> ids.put(row, Ids.next()));
        return ids;
    }

    private Planned planNew(Incoming row, long id, Known known, boolean anyParent) {
        var fresh = (Fresh) row.prepared();
        var draft = fresh.account().draft();
        List<Problem> problems = new ArrayList<>(fresh.problems());
        if (draft.creditCode() != null && known.byCode().containsKey(draft.creditCode())) {
            problems.add(Problem.of("creditCode", "problem.taken"));
        }
        if (known.byName().containsKey(fresh.account().nameKey())) {
            problems.add(Problem.of("name", "problem.taken"));
        }
        checkCode(problems, "sector", CodeList.SECTOR, draft.sector());
        checkCode(problems, "region", CodeList.REGION, draft.region());
        checkPerson(problems, draft.primaryRepId(), known);
        if (!anyParent && fresh.parent() != null && known.find(fresh.parent()) == null && !graph.comes(List.of(key(fresh.parent()), code(fresh.parent())))) {
            problems.add(noParent(fresh.parent()));
        }
        return new Planned(row, id, Change.NEW, problems, Map.of(), Set.of(), keys(fresh.account().nameKey(), draft.creditCode(), null));
    }

    private Planned planStored(Incoming row, long id, @Nullable Account account, Known known, Map<Long, String> parents, boolean anyParent) {
        var fresh = (Fresh) row.prepared();
        var keys = keys(fresh.account().nameKey(), fresh.account().draft().creditCode(), id);
        if (account == null) {
            return new Planned(row, id, Change.CHANGED, List.of(Problem.of(null, "problem.notFound")), Map.of(), Set.of(), keys);
        }
        if (account.archivedAt() != null) {
            return new Planned(row, id, Change.CHANGED, List.of(Problem.of(null, "problem.archived")), Map.of(), Set.of(), keys);
        }
        Long parent = fresh.parent() == null ? null : known.find(fresh.parent());
        List<Problem> problems = new ArrayList<>();
        boolean later = false;
        if (fresh.parent() != null && parent == null && !anyParent) {
            later = graph.comes(List.of(key(fresh.parent()), code(fresh.parent())));
            if (!later) {
                problems.add(noParent(fresh.parent()));
            }
        }
        var old = account.draft();
        var draft = AccountService.clean(AccountFromRow.changed(row.row(), old, parent));
        Map<ImportField<?>, @Nullable Object> was = AccountFromRow.values(old, old.parentId() == null ? null : parents.get(old.parentId()));
        Map<ImportField<?>, @Nullable Object> is = AccountFromRow.values(draft, old.parentId() == null ? null : parents.get(old.parentId()));
        Map<ImportField<?>, Object> before = new LinkedHashMap<>();
        Set<ImportField<?>> changed = new LinkedHashSet<>();
        for (var field : was.keySet()) {
            boolean differs = field.equals(AccountImport.PARENT) ? later || !Objects.equals(old.parentId(), draft.parentId())
                    : !Objects.equals(was.get(field), is.get(field));
            if (differs) {
                changed.add(field);
                if (was.get(field) instanceof Object value) {
                    before.put(field, value);
                }
            }
        }
        if (!changed.isEmpty() && problems.isEmpty()) {
            problems.addAll(services.accounts().problems(draft));
        }
        return new Planned(row, id, changed.isEmpty() ? Change.UNCHANGED : Change.CHANGED, problems, before, changed, keys);
    }

    private void checkCode(List<Problem> problems, String field, CodeList list, @Nullable String code) {
        if (code != null && !activeCodes.computeIfAbsent(list + " " + code, unknown -> services.codes().find(list, code).filter(entry -> entry.active()).isPresent())) {
            problems.add(Problem.of(field, "problem.unknownCode", code));
        }
    }

    private void checkPerson(List<Problem> problems, @Nullable Long id, Known known) {
        if (id == null) {
            return;
        }
        var person = known.people().get(id);
        if (person == null || !person.active()) {
            problems.add(Problem.of("primaryRepId", "problem.inactive"));
        } else if (person.role() == Role.ADMINISTRATOR || !known.assignable().contains(person.unitId())) {
            problems.add(Problem.of("primaryRepId", "problem.notAssignable"));
        }
    }

    @Override
    public List<Problem> beyond(Planned row, boolean taken) {
        var draft = ((Fresh) row.incoming().prepared()).account().draft();
        return row.change() != Change.NEW || draft.primaryRepId() == null ? List.of()
                : loads.beyond(row.incoming().row().line(), draft.primaryRepId(), draft.tier(), taken);
    }

    @Override
    public List<Problem> limits() {
        return loads.beyond(services.queries()::people);
    }

    private static Problem noParent(String text) {
        return Problem.of("parentId", "import.accounts.problem.parent", text);
    }

    private static List<String> keys(String nameKey, @Nullable String code, @Nullable Long id) {
        List<String> keys = new ArrayList<>(3);
        keys.add("n " + nameKey);
        if (code != null) {
            keys.add("c " + code);
        }
        if (id != null) {
            keys.add("i " + id);
        }
        return keys;
    }

    static String key(String text) {
        return Names.key(text);
    }

    static String code(String text) {
        return AccountService.cleanCode(text);
    }

    // ---- writing ----

    @Override
    public boolean independent() {
        return !withParents;
    }

    @Override
    public List<Done> write(List<Planned> rows, long batchId, String reason, BiConsumer<Planned, List<Problem>> onRefused) {
        List<Done> done = new ArrayList<>(rows.size());
        List<ImportedAccounts.New> created = new ArrayList<>(rows.size());
        Known known = withParents ? known(rows.stream().map(Planned::incoming).toList()) : null;
        List<Planned> changed = new ArrayList<>();
        for (var planned : rows) {
            var fresh = (Fresh) planned.incoming().prepared();
            Long parent = fresh.parent() == null || known == null ? null : known.find(fresh.parent());
            if (planned.change() == Change.NEW) {
                created.add(fresh.account().with(planned.id(), parent));
                done.add(new Done(planned.incoming().row().line(), planned.id(), Change.NEW, 0, fresh.parent() != null && parent == null ? fresh.parent() : null,
                        Map.of(), Set.of()));
            } else if (planned.change() == Change.CHANGED) {
                changed.add(planned);
            }
        }
        created.sort(Comparator.comparing(ImportedAccounts.New::id));
        services.writer().create(created, batchId, reason);
        for (var planned : changed) {
            var fresh = (Fresh) planned.incoming().prepared();
            Long parent = fresh.parent() == null || known == null ? null : known.find(fresh.parent());
            var account = services.repository().findById(planned.id()).orElseThrow();
            try {
                services.accounts().save(AccountFromRow.changed(planned.incoming().row(), account.draft(), parent));
                Map<String, String> before = new HashMap<>();
                planned.before().forEach((field, value) -> before.put(field.id(), field.write(value)));
                done.add(new Done(planned.incoming().row().line(), planned.id(), Change.CHANGED, account.version(),
                        fresh.parent() != null && parent == null ? fresh.parent() : null, before,
                        planned.changed().stream().map(ImportField::id).collect(Collectors.toSet())));
            } catch (RefusedException refused) {
                onRefused.accept(planned, refused.problems());
            }
        }
        return done;
    }

    @Override
    public List<Done> resolve(List<Done> rows, long batchId, String reason) {
        Set<String> names = rows.stream().map(row -> key(Objects.requireNonNull(row.later()))).collect(Collectors.toSet());
        Set<String> codes = rows.stream().map(row -> code(Objects.requireNonNull(row.later()))).collect(Collectors.toSet());
        var known = new Known(services.queries().idsBy("name_key", names), services.queries().idsBy("credit_code", codes), Set.of(), Map.of(), Set.of());
        Map<Long, Long> parents = new LinkedHashMap<>();
        List<Done> resolved = new ArrayList<>();
        for (var row : rows) {
            Long parent = known.any(key(Objects.requireNonNull(row.later())), code(row.later()));
            long version = row.version();
            if (parent != null && row.change() == Change.NEW) {
                parents.put(row.id(), parent);
            } else if (parent != null) {
                var account = services.repository().findById(row.id()).orElseThrow();
                var old = account.draft();
                services.accounts().save(new AccountDraft(old.id(), old.name(), old.shortName(), old.creditCode(), old.tier(), old.sector(), old.region(), parent,
                        old.revenue(), old.employees(), old.founded(), old.website(), old.address(), old.tags(), old.primaryRepId(), old.version()));
                version = account.version();
            }
            resolved.add(new Done(row.line(), row.id(), row.change(), version, null, row.before(), row.changed()));
        }
        services.writer().setParents(parents);
        return resolved;
    }

    // ---- taking back ----

    @Override
    public Map<Long, Problem> undo(List<Done> rows, long batchId, String reason) {
        Map<Long, Problem> kept = new HashMap<>();
        Map<Long, Account> accounts = services.repository().findAllById(rows.stream().filter(row -> row.change() == Change.CHANGED).map(Done::id).toList())
                .stream().collect(Collectors.toMap(Account::id, Function.identity()));
        for (var row : rows) {
            if (row.change() == Change.CHANGED) {
                undoChange(row, accounts.get(row.id()), kept);
            }
        }
        var created = rows.stream().filter(row -> row.change() == Change.NEW).toList();
        Set<Long> gone = services.writer().remove(created.stream().map(Done::id).toList(), batchId, reason);
        Map<Long, Integer> left = services.queries().refs(new Sql().and("a.id in (:ids)", "ids",
                        created.stream().map(Done::id).filter(id -> !gone.contains(id)).collect(Collectors.collectingAndThen(Collectors.toSet(),
                                ids -> ids.isEmpty() ? Set.of(0L) : ids)))).stream()
                .collect(Collectors.toMap(ref -> ref.id(), ref -> (int) ref.version()));
        created.stream().filter(row -> left.containsKey(row.id()))
                .forEach(row -> kept.put(row.line(), Problem.of(null, left.get(row.id()) == row.version() ? "import.undo.problem.used" : "import.undo.problem.changed")));
        return kept;
    }

    private void undoChange(Done row, @Nullable Account account, Map<Long, Problem> kept) {
        if (account == null || account.version() != row.version()) {
            kept.put(row.line(), Problem.of(null, "import.undo.problem.changed"));
            return;
        }
        var old = account.draft();
        var fields = AccountImport.ALL.stream().filter(field -> row.changed().contains(field.id())).toList();
        Map<ImportField<?>, Object> values = new HashMap<>();
        for (var field : fields) {
            String text = row.before().get(field.id());
            values.put(field, text == null ? null : field.read(text));
        }
        String parentText = (String) values.get(AccountImport.PARENT);
        Long parent = parentText == null ? null : services.accounts().findByKey(parentText, null).orElse(null);
        if (parentText != null && parent == null) {
            kept.put(row.line(), Problem.of(null, "import.undo.problem.parent", parentText));
            return;
        }
        try {
            services.accounts().save(AccountFromRow.restored(new ImportRow(row.line(), null, values, Map.of()), old, values.containsKey(AccountImport.PARENT), parent));
        } catch (RefusedException refused) {
            kept.put(row.line(), refused.problems().getFirst());
        }
    }
}
