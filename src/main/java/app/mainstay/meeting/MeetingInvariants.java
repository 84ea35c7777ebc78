package app.mainstay.meeting;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import app.mainstay.invariants.Violations;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** What must hold among meetings. */
@Component
class MeetingInvariants implements InvariantSource {

    private final Clock clock;

    MeetingInvariants(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(Invariant.none("meeting-host", """
                select m.id from meeting m left join meeting_attendee t on t.meeting_id = m.id and t.user_id = m.host_id where t.id is null"""),
                Invariant.none("meeting-documents", """
                        select f.id from files_file f left join meeting m on m.id = f.owner_id where f.owner_kind = 'meeting' and m.id is null"""),
                Invariant.of("meeting-instant", this::instants));
    }

    /** Of meetings ahead: those that are over keep the instant that the tables of zones gave them then. */
    private void instants(Violations found) {
        var now = Sql.utc(clock.instant());
        var rows = ZoneWork.ahead(found.jdbc(), now, Long.MIN_VALUE);
        while (!rows.isEmpty()) {
            rows.stream().filter(row -> !row.isRight()).forEach(row -> found.add(row.id()));
            rows = ZoneWork.ahead(found.jdbc(), now, rows.getLast().id());
        }
    }
}
