package app.mainstay.settings;

import java.util.Optional;

/** What business hours are inherited along. The tree of units belongs to a room above, which answers here. */
public interface UnitParents {

    /** Empty for a root and for a unit that does not exist. */
    Optional<Long> parent(long unitId);
}
