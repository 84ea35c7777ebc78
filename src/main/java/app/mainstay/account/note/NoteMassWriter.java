package app.mainstay.account.note;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.security.Role;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** New notes in sets of rows with their history, past Hibernate; tells no story and no open screen. */
@Service
public class NoteMassWriter {

    /** @param text Markdown, at most {@link NoteDraft#LONGEST} characters */
    public record Written(long accountId, long authorId, String text, boolean pinned, Instant at) {
    }

    private final JdbcTemplate jdbc;
    private final Revisions revisions;

    NoteMassWriter(JdbcTemplate jdbc, Revisions revisions) {
        this.jdbc = jdbc;
        this.revisions = revisions;
    }

    /** Writes all of them or none; what breaks the schema ends it with its exception. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public void write(List<Written> notes, String reason) {
        if (notes.isEmpty()) {
            return;
        }
        long revision = revisions.open(null, reason, null);
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<@Nullable Object[]> history = new ArrayList<>();
        for (var note : notes) {
            long id = Ids.next();
            rows.add(new @Nullable Object[] {id, note.accountId(), note.authorId(), note.text(), note.pinned(), Sql.utc(note.at())});
            history.add(new @Nullable Object[] {id, revision, note.accountId(), note.authorId(), note.text(), note.pinned()});
        }
        jdbc.batchUpdate("insert into account_note (id, version, account_id, author_id, note_text, pinned, written_at) values (?, 0, ?, ?, ?, ?, ?)", rows);
        jdbc.batchUpdate("insert into account_note_aud (id, rev, revtype, account_id, author_id, note_text, pinned) values (?, ?, 0, ?, ?, ?, ?)", history);
        revisions.holds(revision, "account_note", AuditAct.ADDED, notes.size());
    }
}
