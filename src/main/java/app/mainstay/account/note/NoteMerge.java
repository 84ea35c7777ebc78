package app.mainstay.account.note;

import app.mainstay.account.MergePart;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.base.Changes;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes keep author and time, and stand between those of the other account. Removed ones go along: they may come back. */
@Component
class NoteMerge implements MergePart {

    private static final String FACTS = "account_id, author_id, note_text, pinned, removed_at";
    private static final int MODIFIED = 1;

    private final JdbcClient jdbc;
    private final Revisions revisions;
    private final Changes changes;

    NoteMerge(JdbcClient jdbc, Revisions revisions, Changes changes) {
        this.jdbc = jdbc;
        this.revisions = revisions;
        this.changes = changes;
    }

    @Override
    public Set<String> tables() {
        return Set.of("account_note");
    }

    @Override
    public String labelKey() {
        return "merge.part.notes";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from account_note where account_id = ? and removed_at is null").param(accountId).query(Long.class).single();
    }

    @Override
    public void move(Merge merge) {
        List<Long> ids = jdbc.sql("select id from account_note where account_id = ? order by id for update").param(merge.fromId()).query(Long.class).list();
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql("update account_note set account_id = ?, version = version + 1 where account_id = ?").param(merge.intoId()).param(merge.fromId()).update();
        jdbc.sql("update account_note_aud set revend = :revision where revend is null and id in (:ids)").param("revision", merge.revision()).param("ids", ids)
                .update();
        jdbc.sql("insert into account_note_aud (id, rev, revtype, " + FACTS + ") select id, :revision, :kind, " + FACTS + " from account_note where id in (:ids)")
                .param("revision", merge.revision()).param("kind", MODIFIED).param("ids", ids).update();
        revisions.holds(merge.revision(), "account_note", AuditAct.CHANGED, ids.size());
        changes.announce(Notes.CHANGED, merge.intoId());
    }
}
