package app.mainstay.security;

import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Passwords, kept apart from the user's row because they change at other times than what others refer to. */
@Service
public class Passwords {

    // OWASP ASVS 5, 6.2.1 and 6.2.9: at least 8, at least 64 allowed, no composition rules.
    static final int SHORTEST = 8;
    static final int LONGEST = 128;
    /** Without what is easily confused when read aloud or from a log, and without vowels, so that no word comes about. */
    private static final String ALPHABET = "bcdfghjkmnpqrstvwxz23456789";
    private static final int ONE_TIME_LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final CurrentUser currentUser;
    private final UserQueries users;
    private final Clock clock;

    Passwords(JdbcClient jdbc, PasswordEncoder encoder, CurrentUser currentUser, UserQueries users, Clock clock) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.currentUser = currentUser;
        this.users = users;
        this.clock = clock;
    }

    /** Sets a password for somebody else; {@code mustChange} makes its owner choose another at the next sign-in. */
    @RolesAllowed({Role.IS_ADMINISTRATOR, Role.IS_SYSTEM})
    @Transactional
    public void set(long userId, String password, boolean mustChange) {
        check(username(userId), password);
        store(userId, encoder.encode(password), mustChange);
    }

    /**
     * Sets a made-up password that its owner must change at the next sign-in, and returns it: only its hash is kept, so it is shown now or never.
     *
     * @throws NotFoundException when there is no such user
     */
    @RolesAllowed({Role.IS_ADMINISTRATOR, Role.IS_SYSTEM})
    @Transactional
    public String setOneTime(long userId) {
        String username = username(userId);
        String password = oneTime();
        // A user name of one or two letters is soon contained in anything.
        for (int attempt = 0; password.contains(username) && attempt < 1_000; attempt++) {
            password = oneTime();
        }
        check(username, password);
        store(userId, encoder.encode(password), true);
        return password;
    }

    private static String oneTime() {
        var password = new StringBuilder();
        RANDOM.ints(ONE_TIME_LENGTH, 0, ALPHABET.length()).forEach(i -> password.append(ALPHABET.charAt(i)));
        return password.toString();
    }

    private String username(long userId) {
        return users.viewer(userId).orElseThrow(NotFoundException::new).getUsername();
    }

    /** Gives demonstration users one password, hashed once: hashing is slow on purpose, and here there is nothing to hide. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public void setAlike(Collection<Long> userIds, String password) {
        String hash = encoder.encode(password);
        userIds.forEach(id -> {
            check(username(id), password);
            store(id, hash, false);
        });
    }

    /** @throws RefusedException when the current password is wrong or the new one unfit */
    @SignedIn
    @Transactional
    public void change(String current, String next) {
        var viewer = users.viewer(currentUser.require().id()).orElseThrow();
        if (!encoder.matches(current, viewer.getPassword())) {
            throw new RefusedException(Problem.of("current", "problem.passwordWrong"));
        }
        check(viewer.getUsername(), next);
        if (current.equals(next)) {
            throw new RefusedException(Problem.of("next", "problem.passwordSame"));
        }
        store(viewer.id(), encoder.encode(next), false);
    }

    @SignedIn
    @Transactional(readOnly = true)
    public boolean mustChange() {
        return jdbc.sql("select must_change from security_password where user_id = ?").param(currentUser.require().id())
                .query(Boolean.class).optional().orElse(false);
    }

    private static void check(String username, String password) {
        if (password.length() < SHORTEST) {
            throw new RefusedException(Problem.of("next", "problem.passwordShort", SHORTEST));
        }
        if (password.length() > LONGEST) {
            throw new RefusedException(Problem.of("next", "problem.tooLong", LONGEST));
        }
        if (password.toLowerCase(Locale.ROOT).contains(username)) {
            throw new RefusedException(Problem.of("next", "problem.passwordIsName"));
        }
    }

    private void store(long userId, String hash, boolean mustChange) {
        jdbc.sql("delete from security_password where user_id = ?").param(userId).update();
        jdbc.sql("insert into security_password (user_id, hash, must_change, changed_at) values (?, ?, ?, ?)")
                .param(userId).param(hash).param(mustChange).param(Sql.utc(clock.instant())).update();
    }
}
