package app.mainstay.admin;

import app.mainstay.importing.ImportField.Choice;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides where the person of a row belongs: offices below the chosen unit and a team per manager below the office, made where they are not there yet. */
final class PlaceFromRow {

    private final UserService users;
    private final UnitService units;
    private final PeopleByName people;
    private int newManagers;
    private int newUnits;
    private int promoted;

    PlaceFromRow(UserService users, UnitService units, PeopleByName people) {
        this.users = users;
        this.units = units;
        this.people = people;
    }

    int newManagers() {
        return newManagers;
    }

    int newUnits() {
        return newUnits;
    }

    /** Grows with whatever was made or changed on the way to a place. */
    int done() {
        return newManagers + newUnits + promoted;
    }

    /** @param within the unit that was chosen for the file */
    long unit(long within, @Nullable String office, @Nullable String team, @Nullable String manager) {
        long unit = office == null ? within : child(within, office);
        if (team != null || manager != null) {
            unit = child(unit, team != null ? team : teamOf(Objects.requireNonNull(manager)));
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
        UserRow manager = people.find("manager", name);
        if (manager == null) {
            newManagers++;
            users.save(new UserDraft(null, people.freeUsername(name), name, null, Role.MANAGER, unit, 0));
        } else if (manager.role() == Role.MEMBER) {
            UserDraft old = users.get(manager.id());
            requireUnit("manager", old, unit);
            promoted++;
            users.save(new UserDraft(old.id(), old.username(), old.displayName(), old.email(), Role.MANAGER, unit, old.version()));
        }
    }

    void requireUnit(String field, UserDraft user, long unit) {
        if (user.unitId() != unit) {
            throw new RefusedException(Problem.of(field, "import.people.problem.otherUnit", user.displayName(),
                    units.find(user.unitId()).map(UnitRow::name).orElse("")));
        }
    }

    private static String teamOf(String manager) {
        return manager.codePoints().anyMatch(Character::isIdeographic) ? manager + "团队" : "Team " + manager;
    }

    /** Units with all that stands above them. */
    static List<Choice> choices(UnitService units) {
        Map<Long, UnitRow> byId = units.all().stream().collect(Collectors.toMap(UnitRow::id, unit -> unit));
        return units.all().stream().map(unit -> {
            String path = unit.name();
            for (var above = byId.get(unit.parentId()); above != null; above = byId.get(above.parentId())) {
                path = above.name() + " / " + path;
            }
            return new Choice(unit.id(), path, path);
        }).toList();
    }
}
