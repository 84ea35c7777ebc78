package app.mainstay.security.signin;

import app.mainstay.security.Role;
import app.mainstay.shared.Cached;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The settings for signing in. Reading is open, since the sign-in page asks before anybody is signed in; they hold nothing confidential. */
@Service
public class SignInRules {

    private final SignInSettingsRepository repository;
    private final Cached<SignInDraft> cache;

    SignInRules(SignInSettingsRepository repository, TransactionTemplate transaction) {
        this.repository = repository;
        cache = new Cached<>(Duration.ofSeconds(10),
                () -> transaction.execute(status -> repository.findById(SignInSettings.ID).orElseThrow().draft()));
    }

    @PermitAll
    public SignInDraft current() {
        return cache.get();
    }

    /** As they are stored now, past the cache. */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional(readOnly = true)
    public SignInDraft get() {
        return repository.findById(SignInSettings.ID).orElseThrow().draft();
    }

    /**
     * Holds for those who are signed in already, too.
     *
     * @throws RefusedException                      when a number is out of its limits
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed(Role.IS_ADMINISTRATOR)
    @Transactional
    public void save(SignInDraft draft) {
        List<Problem> problems = new ArrayList<>();
        require("idleMinutes", draft.idleMinutes(), 5, 1_440, problems);
        require("sessionHours", draft.sessionHours(), 1, 168, problems);
        require("rememberDays", draft.rememberDays(), 0, 90, problems);
        require("logDays", draft.logDays(), 30, 3_650, problems);
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        var settings = repository.findById(SignInSettings.ID).orElseThrow();
        settings.requireVersion(draft.version());
        settings.change(draft);
        cache.changed();
    }

    private static void require(String field, int value, int least, int most, List<Problem> problems) {
        if (value < least || value > most) {
            problems.add(Problem.of(field, "problem.between", least, most));
        }
    }
}
