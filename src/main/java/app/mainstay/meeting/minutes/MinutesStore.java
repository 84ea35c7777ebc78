package app.mainstay.meeting.minutes;

import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of minutes: texts, what is being typed, and marked lines. */
@Repository
class MinutesStore {

    record Stored(int version, String body, String author, Instant updatedAt) {
    }

    /** @param present in the text as it is published now */
    record MarkRow(long id, String key, int line, boolean present, MarkKind kind, String text, @Nullable Long ownerId, @Nullable String ownerName, @Nullable LocalDate due,
                   @Nullable Long taskId) {
    }

    private final JdbcClient jdbc;

    MinutesStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One after the other: until the transaction ends nobody else publishes or calls the meeting off. */
    void lock(long meetingId) {
        jdbc.sql("select id from meeting where id = ? for update").param(meetingId).query(Long.class).optional();
    }

    boolean takesPart(long meetingId, long userId) {
        return jdbc.sql("select 1 from meeting_attendee where meeting_id = ? and user_id = ?").param(meetingId).param(userId).query(Integer.class).optional().isPresent();
    }

    // ---- texts ----

    Optional<Stored> text(long meetingId) {
        return jdbc.sql("select m.version, m.body, u.display_name, m.updated_at from meeting_minutes m join security_user u on u.id = m.written_by where m.meeting_id = ?")
                .param(meetingId).query((row, n) -> new Stored(row.getInt(1), row.getString(2), row.getString(3), Sql.instant(row.getObject(4, LocalDateTime.class)))).optional();
    }

    void insert(long meetingId, String body, long by, Instant now) {
        jdbc.sql("insert into meeting_minutes (meeting_id, version, body, written_by, updated_at) values (?, 1, ?, ?, ?)").param(meetingId).param(body).param(by)
                .param(Sql.utc(now)).update();
    }

    /** What is replaced stays to be read. */
    void replace(long meetingId, int version, String body, long by, Instant now) {
        jdbc.sql("""
                        insert into meeting_minutes_past (meeting_id, version, body, written_by, updated_at)
                        select meeting_id, version, body, written_by, updated_at from meeting_minutes where meeting_id = ?""").param(meetingId).update();
        jdbc.sql("update meeting_minutes set version = ?, body = ?, written_by = ?, updated_at = ? where meeting_id = ?").param(version).param(body).param(by)
                .param(Sql.utc(now)).param(meetingId).update();
    }

    List<MinutesText.Past> past(long meetingId) {
        return jdbc.sql("""
                        select p.version, p.body, u.display_name, p.updated_at from meeting_minutes_past p join security_user u on u.id = p.written_by
                        where p.meeting_id = ? order by p.version desc""").param(meetingId)
                .query((row, n) -> new MinutesText.Past(row.getInt(1), row.getString(2), row.getString(3), Sql.instant(row.getObject(4, LocalDateTime.class)))).list();
    }

    // ---- what is being typed: without history, since nobody has said it yet ----

    void keep(long meetingId, long userId, int baseVersion, String body, Instant now) {
        if (update(meetingId, userId, baseVersion, body, now) == 0) {
            try {
                jdbc.sql("insert into meeting_minutes_draft (meeting_id, user_id, base_version, body, saved_at) values (?, ?, ?, ?, ?)").param(meetingId).param(userId)
                        .param(baseVersion).param(body).param(Sql.utc(now)).update();
            } catch (DuplicateKeyException fromAnotherWindow) {
                update(meetingId, userId, baseVersion, body, now);
            }
        }
    }

    private int update(long meetingId, long userId, int baseVersion, String body, Instant now) {
        return jdbc.sql("update meeting_minutes_draft set base_version = ?, body = ?, saved_at = ? where meeting_id = ? and user_id = ?").param(baseVersion).param(body)
                .param(Sql.utc(now)).param(meetingId).param(userId).update();
    }

    Optional<MinutesText.Kept> kept(long meetingId, long userId) {
        return jdbc.sql("select body, base_version, saved_at from meeting_minutes_draft where meeting_id = ? and user_id = ?").param(meetingId).param(userId)
                .query((row, n) -> new MinutesText.Kept(row.getString(1), row.getInt(2), Sql.instant(row.getObject(3, LocalDateTime.class)))).optional();
    }

    void discard(long meetingId, long userId) {
        jdbc.sql("delete from meeting_minutes_draft where meeting_id = ? and user_id = ?").param(meetingId).param(userId).update();
    }

    List<String> writers(long meetingId, long exceptUserId, Instant since) {
        return jdbc.sql("""
                        select u.display_name from meeting_minutes_draft d join security_user u on u.id = d.user_id
                        where d.meeting_id = ? and d.user_id <> ? and d.saved_at >= ? order by u.name_sort, u.id""").param(meetingId).param(exceptUserId).param(Sql.utc(since))
                .query(String.class).list();
    }

    // ---- people ----

    List<Mentions.Person> attendees(long meetingId) {
        return jdbc.sql("""
                        select u.id, u.display_name, u.username from meeting_attendee t join security_user u on u.id = t.user_id
                        where t.meeting_id = ? and u.active = true and u.role <> 'ADMINISTRATOR' order by u.name_sort, u.id""").param(meetingId)
                .query((row, n) -> new Mentions.Person(row.getLong(1), row.getString(2), row.getString(3))).list();
    }

    List<Mentions.Person> colleagues() {
        return jdbc.sql("select id, display_name, username from security_user where active = true and role <> 'ADMINISTRATOR' order by name_sort, id")
                .query((row, n) -> new Mentions.Person(row.getLong(1), row.getString(2), row.getString(3))).list();
    }

    // ---- marked lines ----

    List<MarkRow> marks(long meetingId) {
        return jdbc.sql("""
                        select k.id, k.line_key, k.line_no, k.present, k.kind, k.body, k.owner_id, u.display_name, k.due_on, k.task_id from meeting_mark k
                        left join security_user u on u.id = k.owner_id where k.meeting_id = ? order by k.line_no, k.id""").param(meetingId)
                .query((row, n) -> new MarkRow(row.getLong(1), row.getString(2), row.getInt(3), row.getBoolean(4), MarkKind.valueOf(row.getString(5)), row.getString(6),
                        row.getObject(7, Long.class), row.getString(8), row.getObject(9, LocalDate.class), row.getObject(10, Long.class))).list();
    }

    void absent(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("update meeting_mark set present = false where id in (:ids)").param("ids", ids).update();
        }
    }

    void add(long meetingId, MarkRow mark, Instant now) {
        jdbc.sql("""
                        insert into meeting_mark (id, meeting_id, line_key, line_no, present, kind, body, owner_id, due_on, task_id, created_at)
                        values (?, ?, ?, ?, true, ?, ?, ?, ?, ?, ?)""").param(Ids.next()).param(meetingId).param(mark.key()).param(mark.line()).param(mark.kind().name())
                .param(mark.text()).param(mark.ownerId()).param(day(mark.due())).param(mark.taskId()).param(Sql.utc(now)).update();
    }

    void change(MarkRow mark) {
        jdbc.sql("update meeting_mark set line_key = ?, line_no = ?, present = true, kind = ?, body = ?, owner_id = ?, due_on = ?, task_id = ? where id = ?").param(mark.key())
                .param(mark.line()).param(mark.kind().name()).param(mark.text()).param(mark.ownerId()).param(day(mark.due())).param(mark.taskId()).param(mark.id()).update();
    }

    private static @Nullable Date day(@Nullable LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }
}
