package app.mainstay.security.log;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sign-ins and what goes with them: written by everybody's acts, read by administrators, never changed. */
@Service
public class SecurityLog {

    private static final String ROWS = """
            select l.*, u.display_name user_name, a.display_name actor_name
            from security_log l left join security_user u on u.id = l.user_id left join security_user a on a.id = l.actor_id""";
    private static final int LONGEST_SUBJECT = 200;
    private static final int PORTION = 1_000;

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final Clock clock;

    SecurityLog(JdbcClient jdbc, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** Writes an entry in the caller's transaction where there is one: what is rolled back did not happen. */
    @PermitAll
    @Transactional
    public void record(SecurityEvent event, @Nullable Long userId, @Nullable SecurityReason reason) {
        write(event, userId, reason, null, Origin.current());
    }

    /** The same for what stays true whatever becomes of the caller's transaction: failures and refusals. */
    @PermitAll
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void recordAnyway(SecurityEvent event, @Nullable Long userId, @Nullable SecurityReason reason, @Nullable String subject) {
        write(event, userId, reason, subject, Origin.current());
    }

    /** The end of a session, which is where the session was, not where the request comes from that ended it. */
    @PermitAll
    @Transactional
    public void recordEnd(long userId, SecurityReason reason, Origin session) {
        write(SecurityEvent.SESSION_ENDED, userId, reason, null, session);
    }

    private void write(SecurityEvent event, @Nullable Long userId, @Nullable SecurityReason reason, @Nullable String subject, Origin origin) {
        Long actor = currentUser.find().map(Viewer::id).filter(id -> !Objects.equals(id, userId)).orElse(null);
        jdbc.sql("""
                insert into security_log (id, happened_at, event, user_id, actor_id, reason, subject, address, device)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(Ids.next()).param(Sql.utc(clock.instant())).param(event.name()).param(userId).param(actor)
                .param(reason == null ? null : reason.name())
                .param(subject == null || subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT))
                .param(origin.address()).param(origin.device()).update();
    }

    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public List<SecurityEntry> page(SecurityFilter filter, Slice<SecuritySort> slice) {
        Sql where = where(filter);
        return jdbc.sql(ROWS + where.where() + order(slice.orders()) + " limit :limit offset :offset").params(where.params())
                .param("limit", slice.limit()).param("offset", slice.offset()).query((row, n) -> entry(row)).list();
    }

    /** How many there are, up to {@code most}; all where it is null. */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public long count(SecurityFilter filter, @Nullable Integer most) {
        Sql where = where(filter);
        String from = " from security_log l" + where.where();
        String sql = most == null ? "select count(*)" + from : "select count(*) from (select l.id" + from + " limit " + most + ") found";
        return jdbc.sql(sql).params(where.params()).query(Long.class).single();
    }

    /** All entries in order, in portions that each begin where the one before ended. */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public void stream(SecurityFilter filter, List<Slice.Order<SecuritySort>> orders, Consumer<SecurityEntry> consumer) {
        String order = order(orders);
        boolean descending = order.endsWith("desc");
        long last = descending ? Long.MAX_VALUE : Long.MIN_VALUE;
        List<SecurityEntry> portion;
        do {
            Sql where = where(filter).and("l.id " + (descending ? "<" : ">") + " :last", "last", last);
            portion = jdbc.sql(ROWS + where.where() + order + " limit " + PORTION).params(where.params()).query((row, n) -> entry(row)).list();
            portion.forEach(consumer);
            last = portion.isEmpty() ? last : portion.getLast().id();
        } while (portion.size() == PORTION);
    }

    /** Ids are sorted by time, so their order is the time's. */
    private static String order(List<Slice.Order<SecuritySort>> orders) {
        return " order by l.id" + (orders.stream().findFirst().map(Slice.Order::descending).orElse(true) ? " desc" : "");
    }

    private Sql where(SecurityFilter filter) {
        var where = new Sql();
        if (filter.address() != null) {
            where.and("l.address like :address escape '!'", "address", Sql.like(filter.address()) + "%");
        }
        if (!filter.events().isEmpty()) {
            where.and("l.event in (:events)", "events", filter.events().stream().map(Enum::name).toList());
        }
        if (filter.userId() != null) {
            where.and("l.user_id = :user", "user", filter.userId());
        }
        if (filter.days() != null) {
            where.and("l.happened_at >= :since", "since", Sql.utc(clock.instant().minus(Duration.ofDays(filter.days()))));
        }
        return where;
    }

    private static SecurityEntry entry(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new SecurityEntry(row.getLong("id"), Sql.instant(row.getObject("happened_at", LocalDateTime.class)),
                SecurityEvent.valueOf(row.getString("event")), row.getObject("user_id", Long.class), row.getString("user_name"),
                row.getString("actor_name"), reason == null ? null : SecurityReason.valueOf(reason), row.getString("subject"), row.getString("address"),
                Devices.name(row.getString("device")));
    }

    /** Deletes up to {@code limit} entries from before that moment and returns how many they were. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public int forget(Instant before, int limit) {
        List<Long> ids = jdbc.sql("select id from security_log where happened_at < :before order by id limit :limit")
                .param("before", Sql.utc(before)).param("limit", limit).query(Long.class).list();
        return ids.isEmpty() ? 0 : jdbc.sql("delete from security_log where id in (:ids)").param("ids", ids).update();
    }
}
