package app.mainstay.admin.ui;

import app.mainstay.shared.Ids;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The addresses of this room. What is open in the side panel stands in the parameter {@link #EDIT}. */
final class AdminNavigation {

    static final String USERS = "admin";
    /** So that the address of the first tab may be typed like those of the others. */
    static final String USERS_TOO = "admin/users";
    static final String UNITS = "admin/units";
    static final String ROLES = "admin/roles";
    static final String CODES = "admin/codes";
    static final String SETTINGS = "admin/settings";
    static final String CALENDAR = "admin/calendar";
    static final String JOBS = "admin/jobs";
    static final String MAIL = "admin/mail";
    static final String SECURITY = "admin/security";
    static final String AUDIT = "admin/audit";
    static final String INVARIANTS = "admin/invariants";

    static final String EDIT = "edit";
    /** In place of an id: something new. */
    static final String NEW = "new";

    private AdminNavigation() {
    }

    /** An address that keeps the other parameters. */
    static Location edit(String path, Map<String, String> parameters, @Nullable Long id) {
        return with(path, parameters, id == null ? NEW : Ids.text(id));
    }

    static Location with(String path, Map<String, String> parameters, @Nullable String edited) {
        var all = new LinkedHashMap<>(parameters);
        if (edited != null) {
            all.put(EDIT, edited);
        }
        return new Location(path, QueryParameters.simple(all));
    }

    /** The id that the address names; empty for none, for something new and for what is no id. */
    static Optional<Long> edited(Location location) {
        return parameter(location, EDIT).flatMap(Ids::parse);
    }

    static Optional<String> parameter(Location location, String name) {
        return location.getQueryParameters().getSingleParameter(name).filter(value -> !value.isBlank());
    }
}
