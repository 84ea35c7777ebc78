package app.mainstay.account.contact;

import app.mainstay.account.MergePart;
import app.mainstay.account.duplicate.DuplicateKeys;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.base.Changes;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people at an account, with who reports to whom and who came after whom. */
@Component
class ContactMerge implements MergePart {

    private static final String FACTS = "account_id, name, name_sort, name_initials, title, department, decision_role, attitude, influence, reports_to_id, email, "
            + "phone, mobile, wechat, channel, times, language, birthday, consent, consent_on, do_not_contact, last_met_on, left_on, successor_id, about";
    private static final int MODIFIED = 1;

    private final JdbcClient jdbc;
    private final Revisions revisions;
    private final DuplicateKeys duplicateKeys;
    private final Changes changes;

    ContactMerge(JdbcClient jdbc, Revisions revisions, DuplicateKeys duplicateKeys, Changes changes) {
        this.jdbc = jdbc;
        this.revisions = revisions;
        this.duplicateKeys = duplicateKeys;
        this.changes = changes;
    }

    @Override
    public Set<String> tables() {
        return Set.of("account_contact");
    }

    @Override
    public String labelKey() {
        return "merge.part.contacts";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from account_contact where account_id = ?").param(accountId).query(Long.class).single();
    }

    @Override
    public void move(Merge merge) {
        record Ties(long id, @Nullable Long boss, @Nullable Long successor) {
        }
        var people = jdbc.sql("select id, reports_to_id, successor_id from account_contact where account_id = ? order by id for update").param(merge.fromId())
                .query((row, n) -> new Ties(row.getLong(1), row.getObject(2, Long.class), row.getObject(3, Long.class))).list();
        List<Long> ids = people.stream().map(Ties::id).toList();
        if (!ids.isEmpty()) {
            // A tie holds two people at one account, at every moment: it is loosened and made again on the other side.
            jdbc.sql("update account_contact set reports_to_id = null, successor_id = null where account_id = ?").param(merge.fromId()).update();
            jdbc.sql("update account_contact set account_id = ?, version = version + 1, updated_at = ? where account_id = ?").param(merge.intoId())
                    .param(Sql.utc(merge.at())).param(merge.fromId()).update();
            people.stream().filter(tie -> tie.boss() != null || tie.successor() != null).forEach(tie ->
                    jdbc.sql("update account_contact set reports_to_id = ?, successor_id = ? where id = ?").param(tie.boss()).param(tie.successor()).param(tie.id()).update());
            jdbc.sql("update account_contact_aud set revend = :revision where revend is null and id in (:ids)").param("revision", merge.revision())
                    .param("ids", ids).update();
            jdbc.sql("insert into account_contact_aud (id, rev, revtype, " + FACTS + ") select id, :revision, :kind, " + FACTS + " from account_contact where id in (:ids)")
                    .param("revision", merge.revision()).param("kind", MODIFIED).param("ids", ids).update();
            revisions.holds(merge.revision(), "account_contact", AuditAct.CHANGED, ids.size());
        }
        duplicateKeys.people(merge.fromId());
        duplicateKeys.people(merge.intoId());
        ids.forEach(id -> changes.announce(Contacts.CHANGED, id));
    }
}
