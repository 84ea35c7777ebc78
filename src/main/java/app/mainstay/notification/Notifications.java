package app.mainstay.notification;

import app.mainstay.base.Changes;
import app.mainstay.mail.MailSetup;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Preferences;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the acting person was told; nobody sees another's. */
@Service
@SignedIn
public class Notifications {

    public static final String PATH = "notifications";
    /** In the address: an entry to be opened. */
    public static final String OPEN = "open";
    /** A bell counts no further. */
    public static final int COUNTED = 99;
    /** The kind of {@link Changes} under which open screens hear; the row is the person. */
    public static final String CHANGE = Teller.CHANGE;

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final Preferences preferences;
    private final MailSetup mail;
    private final UserService users;
    private final Sentences sentences;
    private final Changes changes;
    private final Clock clock;

    Notifications(JdbcClient jdbc, CurrentUser currentUser, Preferences preferences, MailSetup mail, UserService users, Sentences sentences,
                  Changes changes, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.preferences = preferences;
        this.mail = mail;
        this.users = users;
        this.sentences = sentences;
        this.changes = changes;
        this.clock = clock;
    }

    /** The address that marks an entry as read and leads on, without a leading slash. */
    public static String address(long id) {
        return PATH + "?" + OPEN + "=" + Ids.text(id);
    }

    /** How many are unread, {@link #COUNTED} + 1 for more than that. */
    @Transactional(readOnly = true)
    public int unread() {
        return (int) count(new NotificationFilter(true, null), COUNTED + 1);
    }

    /** Newest first unless the slice says otherwise. */
    @Transactional(readOnly = true)
    public List<NotificationRow> page(NotificationFilter filter, Slice<NotificationSort> slice) {
        Sql where = where(filter);
        boolean descending = slice.orders().stream().findFirst().map(Slice.Order::descending).orElse(true);
        // Ids are sorted by time.
        return jdbc.sql("select * from notification_entry" + where.where() + " order by id" + (descending ? " desc" : "") + " limit :limit offset :offset")
                .params(where.params()).param("limit", slice.limit()).param("offset", slice.offset())
                .query((row, n) -> {
                    String kind = row.getString("kind");
                    String args = row.getString("args");
                    return new NotificationRow(row.getLong("id"), locale -> sentences.say(kind, args, locale), row.getString("path"),
                            Sql.instant(row.getObject("created_at", LocalDateTime.class)), row.getObject("read_at") != null);
                }).list();
    }

    /** How many there are, up to {@code most}; all where it is null. */
    @Transactional(readOnly = true)
    public long count(NotificationFilter filter, @Nullable Integer most) {
        Sql where = where(filter);
        String from = " from notification_entry" + where.where();
        return jdbc.sql(most == null ? "select count(*)" + from : "select count(*) from (select id" + from + " limit " + most + ") found")
                .params(where.params()).query(Long.class).single();
    }

    private Sql where(NotificationFilter filter) {
        var where = new Sql().and("user_id = :me", "me", currentUser.require().id());
        if (filter.unread()) {
            where.and("read_at is null");
        }
        if (filter.days() != null) {
            where.and("created_at >= :since", "since", Sql.utc(clock.instant().minus(Duration.ofDays(filter.days()))));
        }
        return where;
    }

    /**
     * Marks an entry as read and returns where it leads, "" for nowhere.
     *
     * @throws NotFoundException when there is none, or when it is somebody else's
     */
    @Transactional
    public String open(long id) {
        long me = currentUser.require().id();
        String path = jdbc.sql("select path from notification_entry where id = ? and user_id = ?").param(id).param(me).query(String.class).optional()
                .orElseThrow(NotFoundException::new);
        if (jdbc.sql("update notification_entry set read_at = ? where id = ? and read_at is null").param(Sql.utc(clock.instant())).param(id).update() > 0) {
            changes.announce(CHANGE, me);
        }
        return path;
    }

    @Transactional
    public void readAll() {
        long me = currentUser.require().id();
        if (jdbc.sql("update notification_entry set read_at = ? where user_id = ? and read_at is null").param(Sql.utc(clock.instant())).param(me)
                .update() > 0) {
            changes.announce(CHANGE, me);
        }
    }

    /** Whether a person's change is the acting person's own: the only ones that one hears of. */
    public boolean isMe(long userId) {
        return currentUser.require().id() == userId;
    }

    // ---- by mail ----

    /** Whether copies by mail can be had: mail is on, and the acting person has an address. */
    @Transactional(readOnly = true)
    public boolean canMail() {
        return mail.isOn() && users.find(currentUser.require().id()).map(UserRow::email).isPresent();
    }

    @Transactional(readOnly = true)
    public boolean byMail() {
        return !preferences.get(Teller.BY_MAIL).orElse("").isEmpty();
    }

    /** Whether invitations to meetings, their changes and reminders come by mail, which is so until somebody says no. */
    @Transactional(readOnly = true)
    public boolean meetingsByMail() {
        return !preferences.get(MeetingLetters.REFUSAL).orElse("").equals(Teller.REFUSED);
    }

    @Transactional
    public void meetingsByMail(boolean wanted) {
        preferences.set(MeetingLetters.REFUSAL, wanted ? "" : Teller.REFUSED);
    }

    /** @param locale the language of mails for who has never chosen one */
    @Transactional
    public void byMail(boolean wanted, Locale locale) {
        preferences.set(Teller.BY_MAIL, wanted ? locale.toLanguageTag() : "");
    }
}
