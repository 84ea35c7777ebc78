package app.mainstay.account;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.security.UserService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The team of an account, and who reads it for a while. A place that cannot be there twice, such as a second backup or a backup who is the primary
 * representative, is given up, and the timeline says whose.
 */
@Component
class TeamMerge implements MergePart {

    private static final int MODIFIED = 1;
    private static final int DELETED = 2;

    private final JdbcClient jdbc;
    private final Revisions revisions;
    private final UserService users;
    private final Timeline timeline;
    private final PlacesElsewhere elsewhere;

    TeamMerge(JdbcClient jdbc, Revisions revisions, UserService users, Timeline timeline, PlacesElsewhere elsewhere) {
        this.jdbc = jdbc;
        this.revisions = revisions;
        this.users = users;
        this.timeline = timeline;
        this.elsewhere = elsewhere;
    }

    @Override
    public Set<String> tables() {
        return Set.of("account_member", "account_reader");
    }

    @Override
    public String labelKey() {
        return "merge.part.team";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from account_member where account_id = ?").param(accountId).query(Long.class).single();
    }

    @Override
    public void move(Merge merge) {
        record Place(long id, long userId, String role, boolean taken) {
        }
        // Under the lock on both accounts, without which nobody gives places.
        var places = jdbc.sql("""
                        select m.id, m.user_id, m.role, case when exists (select 1 from account_member t where t.account_id = :into and t.role = m.role
                        and (t.user_id = m.user_id or t.role = 'BACKUP')) or m.role = 'BACKUP' and m.user_id = a.primary_rep_id then 1 else 0 end taken
                        from account_member m join account a on a.id = :into where m.account_id = :from order by m.id""")
                .param("into", merge.intoId()).param("from", merge.fromId())
                .query((row, n) -> new Place(row.getLong("id"), row.getLong("user_id"), row.getString("role"), row.getInt("taken") == 1)).list();
        List<Long> people = new ArrayList<>(places.stream().map(Place::userId).toList());
        people.addAll(jdbc.sql("select user_id from account_reader where account_id = ?").param(merge.fromId()).query(Long.class).list());
        List<Long> moved = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        places.forEach(place -> (place.taken() ? gone : moved).add(place.id()));
        if (!gone.isEmpty()) {
            history(merge, gone, "id", DELETED);
            jdbc.sql("delete from account_member where id in (:ids)").param("ids", gone).update();
            revisions.holds(merge.revision(), "account_member", AuditAct.DELETED, gone.size());
            places.stream().filter(Place::taken).filter(place -> !sits(merge.intoId(), place.userId(), place.role())).forEach(place ->
                    timeline.record(merge.intoId(), merge.at(), "account.left", null,
                            Map.of("name", users.names(List.of(place.userId())).getOrDefault(place.userId(), ""), "role", place.role())));
        }
        if (!moved.isEmpty()) {
            jdbc.sql("update account_member set account_id = :into, version = version + 1 where id in (:ids)").param("into", merge.intoId()).param("ids", moved).update();
            history(merge, moved, "id, account_id, user_id, role, since", MODIFIED);
            revisions.holds(merge.revision(), "account_member", AuditAct.CHANGED, moved.size());
        }
        moveReaders(merge);
        elsewhere.changed(people);
    }

    private boolean sits(long accountId, long userId, String role) {
        return jdbc.sql("select 1 from account_member where account_id = ? and user_id = ? and role = ?").param(accountId).param(userId).param(role)
                .query(Integer.class).optional().isPresent();
    }

    private void history(Merge merge, List<Long> ids, String columns, int kind) {
        jdbc.sql("update account_member_aud set revend = :revision where revend is null and id in (:ids)").param("revision", merge.revision()).param("ids", ids).update();
        String rest = columns.substring("id".length());
        jdbc.sql("insert into account_member_aud (id, rev, revtype" + rest + ") select id, :revision, :kind" + rest + " from account_member where id in (:ids)")
                .param("revision", merge.revision()).param("kind", kind).param("ids", ids).update();
    }

    /** Who reads both reads for the longer of the two times. */
    private void moveReaders(Merge merge) {
        jdbc.sql("select user_id, until_at from account_reader where account_id = ?").param(merge.fromId()).query((row, n) -> Map.entry(row.getLong(1),
                row.getObject(2, java.time.LocalDateTime.class))).list().forEach(reader -> {
                    jdbc.sql("update account_reader set until_at = :until where account_id = :into and user_id = :user and until_at < :until")
                            .param("until", reader.getValue()).param("into", merge.intoId()).param("user", reader.getKey()).update();
                    if (jdbc.sql("select 1 from account_reader where account_id = ? and user_id = ?").param(merge.intoId()).param(reader.getKey()).query(Integer.class)
                            .optional().isEmpty()) {
                        jdbc.sql("update account_reader set account_id = ? where account_id = ? and user_id = ?").param(merge.intoId()).param(merge.fromId())
                                .param(reader.getKey()).update();
                    }
                });
        jdbc.sql("delete from account_reader where account_id = ?").param(merge.fromId()).update();
    }
}
