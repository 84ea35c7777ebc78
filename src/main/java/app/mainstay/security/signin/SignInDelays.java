package app.mainstay.security.signin;

import app.mainstay.shared.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Failures make the next attempt wait, twice as long each time: per name that is typed, whether somebody has it or not, and per address.
 * Failures are forgiven one by one as time goes by, so that a team behind one address is not locked out by its typing errors.
 *
 * <p>An attempt counts as failed before it is made and is taken back when it succeeds: a thousand attempts at once gain nothing.
 */
@Component
public class SignInDelays {

    /**
     * @param free     failures without a delay
     * @param forgiven after so long there is one failure less
     */
    private record Rule(String kind, int free, Duration forgiven) {
    }

    static final Duration LONGEST = Duration.ofMinutes(5);
    /** The ninth delay would be 512 seconds: no failure above counts, so that waiting out the longest delay is enough. */
    private static final int DELAYS = 9;
    private static final Rule USER = new Rule("USER", 3, Duration.ofMinutes(5));
    private static final Rule ADDRESS = new Rule("ADDRESS", 20, Duration.ofSeconds(30));

    /**
     * @param delay how long the attempt is too early; zero: it may be made
     * @param next  how long the next one has to wait should this one fail
     * @param user  the delay is the name's, not the address's
     * @param first nobody has been told of this delay yet
     */
    public record Attempt(Duration delay, Duration next, boolean user, boolean first) {

        public boolean isTooEarly() {
            return delay.isPositive();
        }
    }

    private record State(int failures, Instant blockedUntil, boolean told) {
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final Clock clock;

    SignInDelays(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        // Whatever becomes of the caller's transaction, an attempt has been made.
        ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Asks for an attempt; where it may be made, it is counted as failed until {@link #succeeded}. */
    public Attempt attempt(String name, @Nullable String address) {
        String user = userKey(name);
        String place = addressKey(address);
        prepare(USER, user);
        prepare(ADDRESS, place);
        return ownTransaction.execute(status -> {
            Instant now = clock.instant();
            // Always in this order, so that nobody waits in a circle.
            State byUser = lock(USER, user, now);
            State byAddress = lock(ADDRESS, place, now);
            Duration userWait = Duration.between(now, byUser.blockedUntil());
            Duration addressWait = Duration.between(now, byAddress.blockedUntil());
            if (userWait.isPositive() || addressWait.isPositive()) {
                boolean userLonger = userWait.compareTo(addressWait) >= 0;
                boolean told = userLonger ? byUser.told() : byAddress.told();
                jdbc.sql("update security_delay set told = true where kind = ? and subject = ?").param(userLonger ? "USER" : "ADDRESS")
                        .param(userLonger ? user : place).update();
                return new Attempt(userLonger ? userWait : addressWait, Duration.ZERO, userLonger, !told);
            }
            Duration userNext = fail(USER, user, byUser, now);
            Duration addressNext = fail(ADDRESS, place, byAddress, now);
            return new Attempt(Duration.ZERO, userNext.compareTo(addressNext) >= 0 ? userNext : addressNext, true, false);
        });
    }

    /** The attempt was a good one: the name is free of failures, the address has one less. */
    public void succeeded(String name, @Nullable String address) {
        ownTransaction.executeWithoutResult(status -> {
            jdbc.sql("delete from security_delay where kind = 'USER' and subject = ?").param(userKey(name)).update();
            String place = addressKey(address);
            Instant now = clock.instant();
            State state = lock(ADDRESS, place, now);
            store(ADDRESS, place, Math.max(0, state.failures() - 1), now, now);
        });
    }

    /** Throws away what no longer means anything, since the last of all failures is forgiven. */
    int forget() {
        Instant before = clock.instant().minus(USER.forgiven().multipliedBy(USER.free() + DELAYS));
        return jdbc.sql("delete from security_delay where last_at < ?").param(Sql.utc(before)).update();
    }

    private void prepare(Rule rule, String key) {
        Instant now = clock.instant();
        boolean there = jdbc.sql("select 1 from security_delay where kind = ? and subject = ?").param(rule.kind()).param(key)
                .query(Integer.class).optional().isPresent();
        if (!there) {
            try {
                ownTransaction.executeWithoutResult(status -> jdbc.sql("""
                        insert into security_delay (kind, subject, failures, last_at, blocked_until, told) values (?, ?, 0, ?, ?, false)""")
                        .param(rule.kind()).param(key).param(Sql.utc(now)).param(Sql.utc(now)).update());
            } catch (DuplicateKeyException meanwhile) {
                // Somebody else tries under the same name or from the same address.
            }
        }
    }

    private State lock(Rule rule, String key, Instant now) {
        return jdbc.sql("select failures, last_at, blocked_until, told from security_delay where kind = ? and subject = ? for update")
                .param(rule.kind()).param(key).query((row, n) -> state(row, rule, now)).optional().orElse(new State(0, now, false));
    }

    private static State state(ResultSet row, Rule rule, Instant now) throws SQLException {
        Instant last = Sql.instant(row.getObject("last_at", LocalDateTime.class));
        long forgiven = Math.max(0, Duration.between(last, now).dividedBy(rule.forgiven()));
        return new State((int) Math.max(0, row.getInt("failures") - forgiven), Sql.instant(row.getObject("blocked_until", LocalDateTime.class)),
                row.getBoolean("told"));
    }

    private Duration fail(Rule rule, String key, State state, Instant now) {
        int failures = Math.min(state.failures() + 1, rule.free() + DELAYS);
        Duration delay = failures <= rule.free() ? Duration.ZERO : Duration.ofSeconds(1L << failures - rule.free());
        delay = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        store(rule, key, failures, now, now.plus(delay));
        return delay;
    }

    private void store(Rule rule, String key, int failures, Instant now, Instant blockedUntil) {
        jdbc.sql("update security_delay set failures = ?, last_at = ?, blocked_until = ?, told = false where kind = ? and subject = ?")
                .param(failures).param(Sql.utc(now)).param(Sql.utc(blockedUntil)).param(rule.kind()).param(key).update();
    }

    private static String userKey(String name) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(name.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Of an IPv6 address the network, since whoever has one address of it has all. Where "::" stands for less than the rest of the network's
     * half, the key is a wider network: a delay for some more.
     */
    static String addressKey(@Nullable String address) {
        if (address == null || address.indexOf(':') < 0) {
            return address == null ? "" : address.substring(0, Math.min(100, address.length()));
        }
        if (address.indexOf('.') > 0) {
            return address.substring(address.lastIndexOf(':') + 1);
        }
        String[] groups = address.replaceFirst("%.*", "").split("::", 2)[0].split(":");
        var network = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            network.append(i < groups.length && !groups[i].isEmpty() ? groups[i].replaceFirst("^0+(?=.)", "") : "0").append(':');
        }
        return network + ":/64";
    }
}
