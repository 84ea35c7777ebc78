package app.mainstay.admin.ui;

import app.mainstay.security.UnitService.UnitRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A unit to choose, by its path below the root: "North / City". Equal by what it is, not by which version was read. */
record UnitChoice(long id, String label) {

    /** @param units in tree order */
    static List<UnitChoice> of(List<UnitRow> units) {
        Map<Long, String> paths = new HashMap<>();
        List<UnitChoice> choices = new ArrayList<>();
        for (var unit : units) {
            String above = unit.depth() < 2 || unit.parentId() == null ? "" : paths.get(unit.parentId()) + " / ";
            paths.put(unit.id(), above + unit.name());
            choices.add(new UnitChoice(unit.id(), above + unit.name()));
        }
        return choices;
    }
}
