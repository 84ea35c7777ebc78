package app.mainstay.security;

import app.mainstay.settings.UnitParents;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class UnitParentsInTree implements UnitParents {

    private final UnitService units;

    UnitParentsInTree(UnitService units) {
        this.units = units;
    }

    @Override
    public Optional<Long> parent(long unitId) {
        return units.find(unitId).map(UnitService.UnitRow::parentId);
    }
}
