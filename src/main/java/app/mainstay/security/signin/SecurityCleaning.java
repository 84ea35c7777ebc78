package app.mainstay.security.signin;

import app.mainstay.jobs.DailyJob;
import app.mainstay.jobs.JobRun;
import app.mainstay.security.Passwords;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Throws away what signing in leaves behind once its time is over: log entries, delays, sessions of servers that died, old tokens and
 * links, one-time passwords that nobody used.
 */
@Component
class SecurityCleaning implements DailyJob<SecurityCleaning.Nothing> {

    record Nothing() {
    }

    private static final int PORTION = 1_000;
    private static final Duration INVITATIONS_KEPT = Duration.ofDays(60);

    private final SecurityLog log;
    private final SignInDelays delays;
    private final SessionStore sessions;
    private final SignInRules rules;
    // Late: passwords end sessions.
    private final ObjectProvider<Passwords> passwords;
    private final JdbcClient jdbc;
    private final Clock clock;

    SecurityCleaning(SecurityLog log, SignInDelays delays, SessionStore sessions, SignInRules rules,
                     ObjectProvider<Passwords> passwords, JdbcClient jdbc, Clock clock) {
        this.log = log;
        this.delays = delays;
        this.sessions = sessions;
        this.rules = rules;
        this.passwords = passwords;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "security-cleaning";
    }

    @Override
    public Class<Nothing> payloadType() {
        return Nothing.class;
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(3, 15);
    }

    @Override
    public Nothing payload() {
        return new Nothing();
    }

    @Override
    public void run(Nothing payload, JobRun run) {
        passwords.getObject().expire();
        delays.forget();
        sessions.forget();
        var current = rules.current();
        var now = clock.instant();
        jdbc.sql("delete from security_remember where created_at < ?").param(Sql.utc(now.minus(Duration.ofDays(current.rememberDays())))).update();
        // Long enough for an answer in words to whoever finds an old link.
        jdbc.sql("delete from security_invitation where expires_at < ?").param(Sql.utc(now.minus(INVITATIONS_KEPT))).update();
        long deleted = 0;
        int portion;
        do {
            run.check();
            portion = log.forget(now.minus(Duration.ofDays(current.logDays())), PORTION);
            deleted += portion;
            run.progress(deleted, 0);
        } while (portion == PORTION);
        run.say("security.cleaned", deleted);
    }
}
