package app.mainstay.admin;

import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportField.Choice;
import app.mainstay.importing.ImportRow;
import app.mainstay.importing.ImportTarget;
import app.mainstay.security.Role;
import app.mainstay.security.UnitDraft;
import app.mainstay.security.UnitService;
import app.mainstay.security.UnitService.UnitRow;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * People with their managers and units: a person a row. Offices come to stand below a chosen unit, and a team per manager below the
 * office. Nobody is moved between units by a file: accounts would have to move along, and a namesake would be taken for a colleague.
 */
@Component
class PeopleImport implements ImportTarget {

    private static final ImportField<String> PERSON = ImportField.text("displayName").asRequired()
            .called("name", "full name", "person", "employee", "sales agent", "agent", "sales rep", "姓名", "员工", "员工姓名", "销售", "销售代表", "业务员");
    private static final ImportField<String> USERNAME = ImportField.text("username").called("user", "login", "account", "用户名", "账号", "登录名");
    private static final ImportField<String> EMAIL = ImportField.text("email").called("mail", "e-mail address", "邮箱", "邮件", "电子邮件");
    private static final ImportField<String> MANAGER = ImportField.text("manager")
            .called("sales manager", "supervisor", "team lead", "reports to", "经理", "主管", "上级", "直属上级", "大客户经理");
    private static final ImportField<String> OFFICE = ImportField.text("office")
            .called("regional office", "branch", "department", "region", "办事处", "大区", "分公司", "部门");
    private static final ImportField<String> TEAM = ImportField.text("team").called("team name", "group", "团队", "小组", "组");

    private final UserService users;
    private final UnitService units;
    private final ImportField<Long> parent;

    PeopleImport(UserService users, UnitService units) {
        this.users = users;
        this.units = units;
        parent = ImportField.choice("parentUnit", this::unitChoices).asRequired().called("parent unit", "上级部门");
    }

    @Override
    public String id() {
        return "people";
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.ADMINISTRATOR);
    }

    @Override
    public List<ImportField<?>> fields() {
        return List.of(PERSON, USERNAME, EMAIL, MANAGER, OFFICE, TEAM, parent);
    }

    @Override
    public Map<ImportField<?>, Object> defaults() {
        return units.all().stream().findFirst().map(root -> Map.<ImportField<?>, Object>of(parent, root.id())).orElse(Map.of());
    }

    private List<Choice> unitChoices() {
        Map<Long, UnitRow> byId = units.all().stream().collect(Collectors.toMap(UnitRow::id, unit -> unit));
        return units.all().stream().map(unit -> {
            String path = unit.name();
            for (var above = byId.get(unit.parentId()); above != null; above = byId.get(above.parentId())) {
                path = above.name() + " / " + path;
            }
            return new Choice(unit.id(), path, path);
        }).toList();
    }

    @Override
    public Set<Change> takenBack() {
        return Set.of();
    }

    @Override
    public Run open() {
        return new PeopleRun();
    }

    private final class PeopleRun implements Run {

        private int newUsers;
        private int newUnits;
        private int promoted;

        @Override
        public Optional<Long> find(ImportRow row) {
            String username = row.get(USERNAME);
            return username != null ? users.findByUsername(username).map(UserRow::id)
                    : Optional.ofNullable(byName("displayName", row.get(PERSON, ""))).map(UserRow::id);
        }

        @Override
        public Applied apply(ImportRow row, @Nullable Long id) {
            String name = Objects.requireNonNullElse(row.get(PERSON), "");
            if (Names.key(name).equals(Names.key(Objects.requireNonNullElse(row.get(MANAGER), "")))) {
                throw new RefusedException(Problem.of("manager", "import.people.problem.ownManager"));
            }
            int before = newUsers + newUnits + promoted;
            long unit = unit(row);
            boolean same = newUsers + newUnits + promoted == before;
            if (id == null) {
                String username = Objects.requireNonNullElseGet(row.get(USERNAME), () -> freeUsername(name));
                newUsers++;
                return new Applied(users.save(new UserDraft(null, username, name, row.get(EMAIL), Role.MEMBER, unit, 0)), Change.NEW, false);
            }
            UserDraft old = users.get(id);
            requireUnit("displayName", old, unit);
            var draft = new UserDraft(id, old.username(), Objects.requireNonNullElse(row.get(PERSON), old.displayName()),
                    row.get(EMAIL, old.email()), old.role(), old.unitId(), old.version());
            users.save(draft);
            return new Applied(id, same && users.get(id).equals(old) ? Change.UNCHANGED : Change.CHANGED, false);
        }

        /** Where the person belongs: created with the manager where it is not there yet. */
        private long unit(ImportRow row) {
            long unit = Objects.requireNonNull((Long) row.get(parent, (Long) row.defaults().get(parent)));
            if (row.has(OFFICE)) {
                unit = child(unit, Objects.requireNonNull(row.get(OFFICE)));
            }
            String manager = row.get(MANAGER);
            if (row.has(TEAM) || manager != null) {
                unit = child(unit, Objects.requireNonNullElseGet(row.get(TEAM), () -> teamOf(Objects.requireNonNull(manager))));
            }
            if (manager != null) {
                manage(manager, unit);
            }
            return unit;
        }

        private long child(long parentId, String name) {
            String key = Names.key(name);
            return units.all().stream().filter(unit -> Objects.equals(unit.parentId(), parentId) && Names.key(unit.name()).equals(key))
                    .findFirst().map(UnitRow::id).orElseGet(() -> {
                        newUnits++;
                        return units.save(new UnitDraft(null, name, parentId, 0));
                    });
        }

        private void manage(String name, long unit) {
            UserRow manager = byName("manager", name);
            if (manager == null) {
                newUsers++;
                users.save(new UserDraft(null, freeUsername(name), name, null, Role.MANAGER, unit, 0));
            } else if (manager.role() == Role.MEMBER) {
                UserDraft old = users.get(manager.id());
                requireUnit("manager", old, unit);
                promoted++;
                users.save(new UserDraft(old.id(), old.username(), old.displayName(), old.email(), Role.MANAGER, unit, old.version()));
            }
        }

        @Override
        public boolean refusesLate() {
            return true;
        }

        @Override
        public List<Problem> notes() {
            return newUsers + newUnits == 0 ? List.of() : List.of(Problem.of(null, "import.people.created", newUsers, newUnits));
        }
    }

    private @Nullable UserRow byName(String field, String name) {
        List<UserRow> found = users.findByName(name).stream().filter(user -> Names.key(user.displayName()).equals(Names.key(name))).toList();
        if (found.size() > 1) {
            throw new RefusedException(Problem.of(field, "import.problem.severalUsers", name));
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private void requireUnit(String field, UserDraft user, long unit) {
        if (user.unitId() != unit) {
            throw new RefusedException(Problem.of(field, "import.people.problem.otherUnit", user.displayName(),
                    units.find(user.unitId()).map(UnitRow::name).orElse("")));
        }
    }

    private static String teamOf(String manager) {
        return manager.codePoints().anyMatch(Character::isIdeographic) ? manager + "团队" : "Team " + manager;
    }

    /** "Anna Snelling" becomes anna.snelling, "张伟" zhang.wei; with a number behind it where that is taken. */
    private String freeUsername(String displayName) {
        String plain = Normalizer.normalize(Names.sortKey(displayName, 50), Normalizer.Form.NFD).replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9-]+", ".").replaceAll("^[.-]+|[.-]+$", "");
        String base = plain.isEmpty() ? "user" : plain;
        String candidate = base;
        for (int n = 2; users.findByUsername(candidate).isPresent(); n++) {
            candidate = base + n;
        }
        return candidate;
    }
}
