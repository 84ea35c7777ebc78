package app.mainstay.coverage.ui;

import app.mainstay.shared.Ids;
import com.vaadin.flow.router.Location;
import java.util.Optional;

/** The addresses of this room. */
final class CoverageNavigation {

    static final String BOARD = "team/coverage";
    static final String PLANNED = "team/coverage/planned";
    static final String SETTINGS = "team/coverage/settings";
    static final String LEAVES = "team/leave";
    static final String HANDOVERS = "team/handovers";
    static final String NEW_HANDOVER = "team/handovers/new";

    /** The tab of the account page. */
    static final String TAB = "coverage";

    private CoverageNavigation() {
    }

    static String handover(long id) {
        return HANDOVERS + "/" + Ids.text(id);
    }

    static String editHandover(long id) {
        return handover(id) + "/edit";
    }

    static Optional<String> parameter(Location location, String name) {
        return location.getQueryParameters().getSingleParameter(name).filter(value -> !value.isBlank());
    }
}
