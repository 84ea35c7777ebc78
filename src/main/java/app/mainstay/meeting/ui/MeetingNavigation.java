package app.mainstay.meeting.ui;

import app.mainstay.shared.Ids;
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
    static final String ACCOUNT = "account";
    static final String START = "start";
    static final String END = "end";
    static final String KIND = "kind";
    static final String SUBJECT = "subject";

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
        return CREATE + "?" + ACCOUNT + "=" + Ids.text(accountId);
    }

    static QueryParameters parameters(Map<String, String> values) {
        return QueryParameters.simple(values);
    }

    static Optional<String> parameter(Location location, String name) {
        return location.getQueryParameters().getSingleParameter(name).filter(value -> !value.isBlank());
    }
}
