package app.mainstay.meeting;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** History rows of meetings that were written past Hibernate. */
final class MeetingHistory {

    static final int ADDED = 0;
    static final int CHANGED = 1;
    private static final String FACTS = "subject, kind, state, place, link, purpose, zone, start_local, end_local, starts_at, ends_at, host_id, busy, reminder_minutes, series_id, "
            + "original_start, own, cancel_reason";

    private MeetingHistory() {
    }

    /** Ends the rows that stood until now and writes those that stand from now on. */
    static void write(JdbcClient jdbc, long revision, int kind, Collection<Long> ids) {
        if (kind == CHANGED) {
            jdbc.sql("update meeting_aud set revend = :revision where revend is null and id in (:ids)").param("revision", revision).param("ids", ids).update();
        }
        jdbc.sql("insert into meeting_aud (id, rev, revtype, " + FACTS + ") select id, :revision, :kind, " + FACTS + " from meeting where id in (:ids)")
                .param("revision", revision).param("kind", kind).param("ids", ids).update();
    }
}
