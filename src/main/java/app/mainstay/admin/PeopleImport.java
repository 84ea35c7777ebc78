package app.mainstay.admin;

import app.mainstay.importing.BaseTarget;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportRow;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * People with their managers and units: a person a row. Offices come to stand below a chosen unit, and a team per manager below the
 * office. Nobody is moved between units by a file: accounts would have to move along, and a namesake would be taken for a colleague.
 */
@Component
class PeopleImport extends BaseTarget {

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
        var within = ImportField.choice("parentUnit", () -> PlaceFromRow.choices(units)).asRequired().called("parent unit", "上级部门");
        super("people", Set.of(Role.ADMINISTRATOR), null, List.of(PERSON, USERNAME, EMAIL, MANAGER, OFFICE, TEAM, within));
        this.users = users;
        this.units = units;
        parent = within;
    }

    @Override
    public Map<ImportField<?>, Object> defaults() {
        return units.all().stream().findFirst().map(root -> Map.<ImportField<?>, Object>of(parent, root.id())).orElse(Map.of());
    }

    @Override
    public Set<Change> takenBack() {
        return Set.of();
    }

    @Override
    public Run open() {
        var people = new PeopleByName(users);
        return new PeopleRun(people, new PlaceFromRow(users, units, people));
    }

    private final class PeopleRun implements Run {

        private final PeopleByName people;
        private final PlaceFromRow places;
        private int newUsers;

        PeopleRun(PeopleByName people, PlaceFromRow places) {
            this.people = people;
            this.places = places;
        }

        @Override
        public Optional<Long> find(ImportRow row) {
            String username = row.get(USERNAME);
            return username != null ? users.findByUsername(username).map(UserRow::id)
                    : Optional.ofNullable(people.find("displayName", row.get(PERSON, ""))).map(UserRow::id);
        }

        @Override
        public Applied apply(ImportRow row, @Nullable Long id) {
            String name = Objects.requireNonNullElse(row.get(PERSON), "");
            if (Names.key(name).equals(Names.key(Objects.requireNonNullElse(row.get(MANAGER), "")))) {
                throw new RefusedException(Problem.of("manager", "import.people.problem.ownManager"));
            }
            int before = places.done();
            long unit = places.unit(Objects.requireNonNull((Long) row.get(parent, (Long) row.defaults().get(parent))), row.get(OFFICE), row.get(TEAM), row.get(MANAGER));
            if (id == null) {
                String username = Objects.requireNonNullElseGet(row.get(USERNAME), () -> people.freeUsername(name));
                newUsers++;
                return new Applied(users.save(new UserDraft(null, username, name, row.get(EMAIL), Role.MEMBER, unit, 0)), Change.NEW, false);
            }
            UserDraft old = users.get(id);
            places.requireUnit("displayName", old, unit);
            users.save(new UserDraft(id, old.username(), Objects.requireNonNullElse(row.get(PERSON), old.displayName()), row.get(EMAIL, old.email()), old.role(),
                    old.unitId(), old.version()));
            return new Applied(id, places.done() == before && users.get(id).equals(old) ? Change.UNCHANGED : Change.CHANGED, false);
        }

        @Override
        public boolean refusesLate() {
            return true;
        }

        @Override
        public List<Problem> notes() {
            int made = newUsers + places.newManagers();
            return made + places.newUnits() == 0 ? List.of() : List.of(Problem.of(null, "import.people.created", made, places.newUnits()));
        }
    }
}
