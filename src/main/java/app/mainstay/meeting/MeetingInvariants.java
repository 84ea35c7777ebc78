package app.mainstay.meeting;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** What must hold among meetings. */
@Component
class MeetingInvariants implements InvariantSource {

    @Override
    public List<Invariant> invariants() {
        return List.of(Invariant.none("meeting-host", """
                select m.id from meeting m left join meeting_attendee t on t.meeting_id = m.id and t.user_id = m.host_id where t.id is null"""));
    }
}
