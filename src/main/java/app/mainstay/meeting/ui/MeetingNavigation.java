package app.mainstay.meeting.ui;

import app.mainstay.shared.Ids;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import java.util.Optional;

/** The addresses of this room. */
public final class MeetingNavigation {

    public static final String CALENDAR = "calendar";
    public static final String CREATE = "meetings/new";
    static final String MEETING = "meetings/:id([0-9A-Za-z]{13})";
    static final String TAB = "meetings";
    /** What the form of a new meeting may begin with: an account's id as text, local times as 2026-11-26T10:00, a kind by its name, words. */
    public static final String ACCOUNT = "account";
    public static final String START = "start";
    public static final String END = "end";
    public static final String KIND = "kind";
    public static final String SUBJECT = "subject";

    private MeetingNavigation() {
    }

    public static String meeting(long id) {
        return "meetings/" + Ids.text(id);
    }

    public static String edit(long id) {
        return meeting(id) + "/edit";
    }

    /** The form of a new meeting that begins with this account. */
    public static String create(long accountId) {
        return create(Map.of(ACCOUNT, Ids.text(accountId)));
    }

    /** Goes to the form of a new meeting, which {@code navigate} with an address that has parameters would not. @param known by the names above */
    public static void plan(UI ui, Map<String, String> known) {
        ui.navigate(CREATE, QueryParameters.simple(known));
    }

    /** For a link. @param known by the names above */
    public static String create(Map<String, String> known) {
        return known.isEmpty() ? CREATE : CREATE + "?" + QueryParameters.simple(known).getQueryString();
    }

    static Optional<String> parameter(Location location, String name) {
        return location.getQueryParameters().getSingleParameter(name).filter(value -> !value.isBlank());
    }
}
