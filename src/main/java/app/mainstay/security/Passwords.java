package app.mainstay.security;

import app.mainstay.security.log.Origin;
import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import app.mainstay.security.signin.SessionStore;
import app.mainstay.security.signin.Sessions;
import app.mainstay.security.signin.SignInDelays;
import app.mainstay.security.signin.TooEarlyException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Passwords, kept apart from the user's row because they change at other times than what others refer to. */
@Service
public class Passwords {

    /** Without what is easily confused when read aloud or from a log, and without vowels, so that no word comes about. */
    private static final String ALPHABET = "bcdfghjkmnpqrstvwxz23456789";
    private static final int ONE_TIME_LENGTH = 16;
    /** So long a password that somebody else has set waits for its owner. */
    static final Duration ONE_TIME_VALID = Duration.ofDays(7);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Somebody else has set a person's password. */
    public record SetByOther(long id, long userId) {
    }

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final CurrentUser currentUser;
    private final UserQueries users;
    private final PasswordRules rules;
    private final SignInDelays delays;
    private final SessionStore sessions;
    private final Sessions ownSessions;
    private final SecurityLog log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Passwords(JdbcClient jdbc, PasswordEncoder encoder, CurrentUser currentUser, UserQueries users, PasswordRules rules, SignInDelays delays,
              SessionStore sessions, Sessions ownSessions, SecurityLog log, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.currentUser = currentUser;
        this.users = users;
        this.rules = rules;
        this.delays = delays;
        this.sessions = sessions;
        this.ownSessions = ownSessions;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Sets a password for somebody else; {@code mustChange} makes its owner choose another at the next sign-in. Ends the person's sessions:
     * whoever knew the old password is out.
     */
    @RolesAllowed({Role.IS_ADMINISTRATOR, Role.IS_SYSTEM})
    @Transactional
    public void set(long userId, String password, boolean mustChange) {
        rules.check(user(userId), password);
        storeForOther(userId, password, mustChange);
    }

    /**
     * Sets a made-up password that its owner must change at the next sign-in, and returns it: only its hash is kept, so it is shown now or never.
     *
     * @throws NotFoundException when there is no such user
     */
    @RolesAllowed({Role.IS_ADMINISTRATOR, Role.IS_SYSTEM})
    @Transactional
    public String setOneTime(long userId) {
        var user = user(userId);
        String password = oneTime();
        // A user name of one or two letters is soon contained in anything.
        for (int attempt = 0; password.contains(user.username()) && attempt < 1_000; attempt++) {
            password = oneTime();
        }
        rules.check(user, password);
        storeForOther(userId, password, true);
        return password;
    }

    private void storeForOther(long userId, String password, boolean mustChange) {
        store(userId, encoder.encode(password), mustChange);
        sessions.endAll(userId, SecurityReason.PASSWORD, null);
        log.record(SecurityEvent.PASSWORD_SET, userId, null);
        currentUser.find().filter(actor -> actor.id() != userId).ifPresent(actor -> events.publishEvent(new SetByOther(Ids.next(), userId)));
    }

    /** The password that a person without a usable one has chosen, having proved by a link who they are; ends what sessions there are. */
    void chooseFirst(long userId, String password) {
        rules.check(user(userId), password);
        store(userId, encoder.encode(password), false);
        sessions.endAll(userId, SecurityReason.PASSWORD, null);
        log.record(SecurityEvent.PASSWORD_CHANGED, userId, SecurityReason.INVITATION);
    }

    /**
     * Where no administrator can sign in any more, as when the first one let the one-time password expire, the oldest gets a new one: its user name
     * and the password. Empty otherwise.
     */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public Optional<Rescue> rescue() {
        if (!users.lockAdministrators(oneTimeSince()).isEmpty()) {
            return Optional.empty();
        }
        return users.oldestAdministrator().map(id -> new Rescue(user(id).username(), setOneTime(id)));
    }

    /** @param password the one-time password, shown now or never */
    public record Rescue(String username, String password) {
    }

    /** Whether the password is one that somebody else had set too long ago. */
    boolean isExpired(long userId) {
        return users.isOneTimeBefore(userId, oneTimeSince());
    }

    private Instant oneTimeSince() {
        return clock.instant().minus(ONE_TIME_VALID);
    }

    /** Takes away one-time passwords that nobody has replaced in time, with the sessions that began with them; returns how many. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public int expire() {
        var expired = users.oneTimeBefore(oneTimeSince());
        expired.forEach(userId -> {
            jdbc.sql("delete from security_password where user_id = ? and must_change = true").param(userId).update();
            sessions.endAll(userId, SecurityReason.PASSWORD, null);
            log.record(SecurityEvent.PASSWORD_EXPIRED, userId, null);
        });
        return expired.size();
    }

    private static String oneTime() {
        var password = new StringBuilder();
        RANDOM.ints(ONE_TIME_LENGTH, 0, ALPHABET.length()).forEach(i -> password.append(ALPHABET.charAt(i)));
        return password.toString();
    }

    private PasswordRules.Owner user(long userId) {
        return users.owner(userId).orElseThrow(NotFoundException::new);
    }

    /** Gives demonstration users one password, hashed once: hashing is slow on purpose, and here there is nothing to hide, nor a rule to keep. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public void setAlike(Collection<Long> userIds, String password) {
        String hash = encoder.encode(password);
        userIds.forEach(id -> store(id, hash, false));
    }

    /**
     * Changes the own password. Whoever guesses at the current one waits longer and longer, as at sign-in.
     *
     * @param endOthers all other sessions and signed-in devices end
     * @throws RefusedException when the current password is wrong or the new one unfit
     */
    @SignedIn
    @Transactional
    public void change(String current, String next, boolean endOthers) {
        var viewer = users.viewer(currentUser.require().id()).orElseThrow();
        String address = Origin.current().address();
        var attempt = delays.attempt(viewer.getUsername(), address);
        if (attempt.isTooEarly()) {
            throw new RefusedException(Problem.of("current", "problem.passwordWait", TooEarlyException.seconds(attempt.delay())));
        }
        if (!encoder.matches(current, viewer.getPassword())) {
            log.recordAnyway(SecurityEvent.FAILURE, viewer.id(), SecurityReason.WRONG_PASSWORD, "password");
            throw new RefusedException(Problem.of("current", "problem.passwordWrong"));
        }
        delays.succeeded(viewer.getUsername(), address);
        rules.check(user(viewer.id()), next);
        if (current.equals(next)) {
            throw new RefusedException(Problem.of("next", "problem.passwordSame"));
        }
        store(viewer.id(), encoder.encode(next), false);
        log.record(SecurityEvent.PASSWORD_CHANGED, viewer.id(), null);
        if (endOthers) {
            ownSessions.endOthers();
        }
    }

    @SignedIn
    @Transactional(readOnly = true)
    public boolean mustChange() {
        return jdbc.sql("select must_change from security_password where user_id = ?").param(currentUser.require().id())
                .query(Boolean.class).optional().orElse(false);
    }

    private void store(long userId, String hash, boolean mustChange) {
        Invitations.replace(jdbc, userId, clock.instant());
        jdbc.sql("delete from security_password where user_id = ?").param(userId).update();
        jdbc.sql("insert into security_password (user_id, hash, must_change, changed_at) values (?, ?, ?, ?)")
                .param(userId).param(hash).param(mustChange).param(Sql.utc(clock.instant())).update();
    }
}
