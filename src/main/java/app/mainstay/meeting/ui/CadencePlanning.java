package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.cadence.Cadence;
import app.mainstay.meeting.cadence.CadenceRow;
import app.mainstay.meeting.cadence.CadenceState;
import app.mainstay.meeting.cadence.ContactLevel;
import app.mainstay.shared.Ids;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of a meeting that is missing, with what is known of it. */
final class CadencePlanning {

    private static final LocalTime BEGIN = LocalTime.of(10, 0);

    private CadencePlanning() {
    }

    static String address(CadenceRow row, Cadence cadence) {
        var start = cadence.proposed(row.dueOn()).atTime(BEGIN);
        return MeetingNavigation.create(Map.of(MeetingNavigation.ACCOUNT, Ids.text(row.accountId()), MeetingNavigation.START, start.toString(),
                MeetingNavigation.END, start.plusHours(1).toString(), MeetingNavigation.KIND, (row.level() == ContactLevel.EXECUTIVE ? MeetingKind.STRATEGY : MeetingKind.VISIT).name(),
                MeetingNavigation.SUBJECT, tr("cadence.subject." + row.level(), row.accountName())));
    }

    static String sign(@Nullable CadenceState state) {
        return switch (state) {
            case OVERDUE -> "status sign-warn";
            case DUE -> "status sign-half";
            case PLANNED -> "status sign-none";
            case COVERED -> "status sign-on";
            case null -> "status sign-off";
        };
    }
}
