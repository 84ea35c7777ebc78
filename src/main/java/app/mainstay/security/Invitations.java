package app.mainstay.security;

import app.mainstay.mail.MailDraft;
import app.mainstay.mail.MailSetup;
import app.mainstay.mail.Outbox;
import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by mail through which a person chooses the own password, so that no administrator ever knows it. A link works once, for seven days, and only
 * the newest one of a person; the database holds the hash of its token.
 */
@Service
public class Invitations {

    static final Duration VALID = Duration.ofDays(7);
    /** Where they lead, followed by a slash and the token. */
    public static final String PATH = "invite";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** What a link is good for: only OPEN leads on. REPLACED also where the person has been deactivated. */
    public enum Standing {
        OPEN, EXPIRED, USED, REPLACED, UNKNOWN
    }

    /**
     * A link as its reader learns of it.
     *
     * @param username what is typed at sign-in; "" unless it is open
     */
    public record Found(Standing standing, String username, String displayName) {
    }

    /** An invitation that waits. */
    public record Open(Instant sentAt, Instant expiresAt) {
    }

    private record Stored(long id, long userId, String username, String displayName, Standing standing) {
    }

    private final JdbcClient jdbc;
    private final UserService users;
    private final UserQueries queries;
    private final Passwords passwords;
    private final Outbox outbox;
    private final MailSetup mail;
    private final SettingsService settings;
    private final CurrentUser currentUser;
    private final SecurityLog log;
    private final Clock clock;

    Invitations(JdbcClient jdbc, UserService users, UserQueries queries, Passwords passwords, Outbox outbox, MailSetup mail, SettingsService settings,
                CurrentUser currentUser, SecurityLog log, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.queries = queries;
        this.passwords = passwords;
        this.outbox = outbox;
        this.mail = mail;
        this.settings = settings;
        this.currentUser = currentUser;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Sends a new link to the person's address; an earlier one stops working. A password that the person has stays until another is chosen.
     *
     * @param locale the language of the mail
     * @throws RefusedException  when mail is off, the person is inactive, or has no address (field "email")
     * @throws NotFoundException when there is no such user
     */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional
    public void send(long userId, Locale locale) {
        // Two administrators at once: one after the other.
        queries.lock(userId);
        var user = users.find(userId).orElseThrow(NotFoundException::new);
        if (!mail.isOn()) {
            throw new RefusedException(Problem.of(null, "problem.mailOff"));
        }
        if (!user.active()) {
            throw new RefusedException(Problem.of(null, "problem.invitationInactive"));
        }
        if (user.email() == null) {
            throw new RefusedException(Problem.of("email", "problem.invitationAddress"));
        }
        Instant now = clock.instant();
        Instant until = now.plus(VALID);
        replace(jdbc, userId, now);
        String token = Tokens.make();
        jdbc.sql("insert into security_invitation (id, user_id, token_hash, sent_by, sent_at, expires_at, open_for) values (?, ?, ?, ?, ?, ?, ?)")
                .param(Ids.next()).param(userId).param(Tokens.hash(token)).param(currentUser.require().id()).param(Sql.utc(now)).param(Sql.utc(until))
                .param(userId).update();
        outbox.send(MailDraft.of("letter.invitation.", user.email(), user.displayName(), locale, user.username(),
                MOMENT.withZone(settings.zone()).format(until)).withLink(PATH + "/" + token).asSecret());
        log.record(SecurityEvent.INVITED, userId, null);
    }

    /** A password was set otherwise, or a new link is sent: the open one is no longer needed. */
    static void replace(JdbcClient jdbc, long userId, Instant now) {
        jdbc.sql("update security_invitation set replaced_at = ?, open_for = null where open_for = ?").param(Sql.utc(now)).param(userId).update();
    }

    /** The link that the person can use now. */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public Optional<Open> open(long userId) {
        return jdbc.sql("select sent_at, expires_at from security_invitation where open_for = ? and expires_at > ?").param(userId)
                .param(Sql.utc(clock.instant())).query((row, n) -> new Open(Sql.instant(row.getObject("sent_at", LocalDateTime.class)),
                        Sql.instant(row.getObject("expires_at", LocalDateTime.class)))).optional();
    }

    /** What the bearer of a token is told; whoever has a link that no longer works stands in the security log. */
    @PermitAll
    @Transactional(readOnly = true)
    public Found find(String token) {
        var stored = stored(token, false);
        if (stored == null) {
            return new Found(Standing.UNKNOWN, "", "");
        }
        if (stored.standing() != Standing.OPEN) {
            log.recordAnyway(SecurityEvent.FAILURE, stored.userId(), SecurityReason.INVITATION, null);
            return new Found(stored.standing(), "", "");
        }
        return new Found(Standing.OPEN, stored.username(), stored.displayName());
    }

    /**
     * Sets the password of the link's owner, ends the owner's sessions, and uses the link up.
     *
     * @throws RefusedException with the field "next" when the password is unfit; without a field when the link does not work any more
     */
    @PermitAll
    @Transactional
    public void accept(String token, String password) {
        // Held, so that of two at once one comes too late.
        var stored = stored(token, true);
        if (stored == null || stored.standing() != Standing.OPEN) {
            throw new RefusedException(Problem.of(null, "problem.invitationOver"));
        }
        jdbc.sql("update security_invitation set used_at = ?, open_for = null where id = ?").param(Sql.utc(clock.instant())).param(stored.id()).update();
        passwords.chooseFirst(stored.userId(), password);
    }

    private @Nullable Stored stored(String token, boolean hold) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select i.id, i.user_id, u.username, u.display_name, u.active, i.expires_at, i.used_at, i.replaced_at
                        from security_invitation i join security_user u on u.id = i.user_id where i.token_hash = ?""" + (hold ? " for update" : ""))
                .param(Tokens.hash(token)).query((row, n) -> new Stored(row.getLong("id"), row.getLong("user_id"), row.getString("username"),
                        row.getString("display_name"), row.getObject("used_at") != null ? Standing.USED
                        : row.getObject("replaced_at") != null || !row.getBoolean("active") ? Standing.REPLACED
                        : Sql.instant(row.getObject("expires_at", LocalDateTime.class)).isAfter(now) ? Standing.OPEN : Standing.EXPIRED))
                .optional().orElse(null);
    }
}
