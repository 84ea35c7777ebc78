package app.mainstay.meeting.document;

import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.base.Changes;
import app.mainstay.files.FileOwner;
import app.mainstay.files.StoredFile;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Meetings;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** As with minutes: whoever sees a meeting reads its documents, who takes part or may change it adds to them and takes them away, until it is cancelled. */
@Component
class MeetingFiles implements FileOwner {

    private final Meetings meetings;
    private final Timeline timeline;
    private final Changes changes;
    private final JdbcClient jdbc;
    private final Clock clock;

    MeetingFiles(Meetings meetings, Timeline timeline, Changes changes, JdbcClient jdbc, Clock clock) {
        this.meetings = meetings;
        this.timeline = timeline;
        this.changes = changes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return MeetingDocuments.KIND;
    }

    @Override
    public boolean sees(long ownerId) {
        return meetings.sees(ownerId);
    }

    @Override
    public Set<Long> seen(Collection<Long> ownerIds) {
        return meetings.seen(ownerIds);
    }

    @Override
    public boolean mayChange(long ownerId) {
        if (!meetings.sees(ownerId)) {
            return false;
        }
        var meeting = meetings.get(ownerId);
        return meeting.state() != MeetingState.CANCELLED && (meeting.mayEdit() || meeting.mine() != null);
    }

    /** An upload takes its time: under a lock on the meeting it is asked again whether it still takes place, and nobody deletes it with its series meanwhile. */
    @Override
    public void changed(StoredFile file, boolean added) {
        long id = file.ownerId();
        record Found(String subject, MeetingState state) {
        }
        var meeting = jdbc.sql("select subject, state from meeting where id = ? for update").param(id)
                .query((row, n) -> new Found(row.getString(1), MeetingState.valueOf(row.getString(2)))).optional().orElseThrow(NotFoundException::new);
        if (added && meeting.state() == MeetingState.CANCELLED) {
            throw new RefusedException(Problem.of(null, "meeting.problem.cancelled"));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("name", file.name());
        parameters.put("subject", meeting.subject());
        jdbc.sql("select account_id from meeting_account where meeting_id = ? order by account_id").param(id).query(Long.class).list().forEach(account -> {
            timeline.record(account, clock.instant(), added ? "meeting.file.added" : "meeting.file.removed", id, parameters);
            changes.announce(AccountService.CHANGED, account);
        });
        changes.announce(MeetingDocuments.CHANGED, id);
    }
}
