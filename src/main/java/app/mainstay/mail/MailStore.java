package app.mainstay.mail;

import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes the outbox. Every change of a try asks for the try's number: who comes late changes nothing. */
@Repository
class MailStore {

    private static final int LONGEST_ERROR = 500;
    private static final String ROWS = """
            select m.id, m.kind, m.secret, m.to_address, m.to_name, m.subject, m.state, m.tries, m.created_at, m.next_try_at, m.last_try_at, m.ended_at,
                   m.last_fault, m.last_error
            from mail_message m""";
    private static final String MINE = " where id = :id and state = 'WAITING' and tries = :tries";

    /** A mail in whose turn it is. */
    record Due(long id, int tries) {
    }

    private final JdbcClient jdbc;

    MailStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(long id, String messageId, MailDraft mail, MailText text, Instant now) {
        jdbc.sql("""
                        insert into mail_message (id, message_id, kind, secret, to_address, to_name, subject, body_text, body_html, state, tries,
                            created_at, next_try_at)
                        values (:id, :messageId, :kind, :secret, :to, :name, :subject, :text, :html, 'WAITING', 0, :now, :now)""")
                .param("id", id).param("messageId", messageId).param("kind", mail.kind()).param("secret", mail.secret()).param("to", mail.to())
                .param("name", mail.toName()).param("subject", text.subject()).param("text", text.text()).param("html", text.html())
                .param("now", Sql.utc(now)).update();
        int position = 0;
        for (var attachment : mail.attachments()) {
            jdbc.sql("insert into mail_attachment (mail_id, position, name, content_type, content) values (?, ?, ?, ?, ?)").param(id)
                    .param(position++).param(attachment.name()).param(attachment.contentType()).param(attachment.content()).update();
        }
    }

    // ---- delivery ----

    Optional<Due> due(Instant now) {
        return jdbc.sql("select id, tries from mail_message where state = 'WAITING' and next_try_at <= :now order by next_try_at, id limit 1")
                .param("now", Sql.utc(now)).query((row, n) -> new Due(row.getLong("id"), row.getInt("tries"))).optional();
    }

    /** Takes a mail in hand until that moment; false when somebody else has. */
    boolean claim(Due mail, Instant now, Instant until) {
        return jdbc.sql("update mail_message set tries = tries + 1, last_try_at = :now, next_try_at = :until" + MINE)
                .param("now", Sql.utc(now)).param("until", Sql.utc(until)).param("id", mail.id()).param("tries", mail.tries()).update() == 1;
    }

    MailSender.Letter letter(long id) {
        var attachments = jdbc.sql("select name, content_type, content from mail_attachment where mail_id = ? order by position").param(id)
                .query((row, n) -> new MailDraft.Attachment(row.getString("name"), row.getString("content_type"), row.getBytes("content"))).list();
        return jdbc.sql("select * from mail_message where id = ?").param(id)
                .query((row, n) -> new MailSender.Letter(row.getString("message_id"), row.getString("to_address"), row.getString("to_name"),
                        row.getString("subject"), row.getString("body_text"), row.getString("body_html"), attachments)).single();
    }

    boolean sent(Due mail, Instant now) {
        return jdbc.sql("""
                        update mail_message set ended_at = :now, next_try_at = null, last_fault = null, last_error = null,
                            body_text = case when secret = true then null else body_text end,
                            body_html = case when secret = true then null else body_html end, state = 'SENT'""" + MINE)
                .param("now", Sql.utc(now)).param("id", mail.id()).param("tries", mail.tries()).update() == 1;
    }

    /** @param next null: given up */
    boolean failed(Due mail, Instant now, @Nullable Instant next, MailFault fault, @Nullable String words) {
        return jdbc.sql("update mail_message set state = :state, next_try_at = :next, ended_at = :ended, last_fault = :fault, last_error = :words" + MINE)
                .param("state", (next == null ? MailState.FAILED : MailState.WAITING).name()).param("next", next == null ? null : Sql.utc(next))
                .param("ended", next == null ? Sql.utc(now) : null).param("fault", fault.name())
                .param("words", words == null || words.length() <= LONGEST_ERROR ? words : words.substring(0, LONGEST_ERROR))
                .param("id", mail.id()).param("tries", mail.tries()).update() == 1;
    }

    // ---- administrators ----

    boolean again(long id, String messageId, Instant now) {
        return jdbc.sql("""
                        update mail_message set message_id = :messageId, state = 'WAITING', tries = 0, next_try_at = :now, ended_at = null
                        where id = :id and body_text is not null""")
                .param("messageId", messageId).param("now", Sql.utc(now)).param("id", id).update() == 1;
    }

    boolean drop(long id, Instant now) {
        return jdbc.sql("""
                        update mail_message set ended_at = :now, next_try_at = null,
                            body_text = case when secret = true then null else body_text end,
                            body_html = case when secret = true then null else body_html end, state = 'DROPPED'
                        where id = :id and state in ('WAITING', 'FAILED')""")
                .param("now", Sql.utc(now)).param("id", id).update() == 1;
    }

    String messageId(long id) {
        return jdbc.sql("select message_id from mail_message where id = ?").param(id).query(String.class).single();
    }

    Optional<String> text(long id) {
        return jdbc.sql("select body_text from mail_message where id = ? and secret = false").param(id).query(String.class).optional();
    }

    List<MailRow> page(Sql where, Slice<MailSort> slice) {
        String order = slice.orders().stream().map(o -> o.by().column + (o.descending() ? " desc" : "")).collect(Collectors.joining(", "));
        boolean byId = slice.orders().stream().anyMatch(o -> o.by() == MailSort.CREATED);
        return jdbc.sql(ROWS + where.where() + " order by " + (order.isEmpty() ? "m.id desc" : byId ? order : order + ", m.id desc")
                        + " limit :limit offset :offset").params(where.params()).param("limit", slice.limit()).param("offset", slice.offset())
                .query((row, n) -> row(row)).list();
    }

    long count(Sql where, @Nullable Integer most) {
        String from = " from mail_message m" + where.where();
        return jdbc.sql(most == null ? "select count(*)" + from : "select count(*) from (select m.id" + from + " limit " + most + ") found")
                .params(where.params()).query(Long.class).single();
    }

    private static MailRow row(ResultSet row) throws SQLException {
        boolean secret = row.getBoolean("secret");
        String fault = row.getString("last_fault");
        return new MailRow(row.getLong("id"), row.getString("kind"), secret, row.getString("to_address"), row.getString("to_name"),
                secret ? null : row.getString("subject"), MailState.valueOf(row.getString("state")), row.getInt("tries"),
                Sql.instant(row.getObject("created_at", LocalDateTime.class)), instant(row, "next_try_at"), instant(row, "last_try_at"),
                instant(row, "ended_at"), fault == null ? null : MailFault.valueOf(fault), row.getString("last_error"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : Sql.instant(value);
    }

    // ---- cleaning ----

    /** Deletes at most {@code limit} mails that ended before and returns their number. */
    int deleteEndedBefore(Instant before, int limit) {
        List<Long> ids = jdbc.sql("select id from mail_message where ended_at < :before order by id limit :limit")
                .param("before", Sql.utc(before)).param("limit", limit).query(Long.class).list();
        return ids.isEmpty() ? 0 : jdbc.sql("delete from mail_message where id in (:ids)").param("ids", ids).update();
    }
}
