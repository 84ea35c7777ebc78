package app.mainstay.mail;

import app.mainstay.shared.Cached;
import app.mainstay.shared.Names;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The settings for mail. */
@Service
@EnableConfigurationProperties(MailSecrets.class)
public class MailSetup {

    private final MailSettingsRepository repository;
    private final MailSecrets secrets;
    private final Validation validation;
    private final Cached<MailSettingsDraft> cache;

    MailSetup(MailSettingsRepository repository, MailSecrets secrets, Validation validation, TransactionTemplate transaction) {
        this.repository = repository;
        this.secrets = secrets;
        this.validation = validation;
        cache = new Cached<>(Duration.ofSeconds(10),
                () -> transaction.execute(status -> repository.findById(MailSettings.ID).orElseThrow().draft()));
    }

    /** Whether mails are sent: who offers to send one asks first. */
    @PermitAll
    public boolean isOn() {
        return current().enabled();
    }

    /** What the addresses of this installation begin with, without a slash at the end; empty where nobody has said. */
    @PermitAll
    public Optional<String> address() {
        return Optional.ofNullable(current().baseUrl());
    }

    /** Whether the server's password has been told to the application. */
    @RolesAllowed("ADMINISTRATOR")
    public boolean knowsPassword() {
        return secrets.read() != null;
    }

    MailSettingsDraft current() {
        return cache.get();
    }

    /** As they are stored now, past the cache. */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public MailSettingsDraft get() {
        return repository.findById(MailSettings.ID).orElseThrow().draft();
    }

    /**
     * Holds for mails that wait already, too.
     *
     * @throws RefusedException                      when a value is none, or mail shall be on and something for it is missing
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void save(MailSettingsDraft draft) {
        String url = Names.blankToNull(draft.baseUrl());
        var clean = new MailSettingsDraft(draft.enabled(), Names.blankToNull(draft.host()), draft.port(), draft.security(),
                Names.blankToNull(draft.username()), Names.blankToNull(draft.sender()), Names.blankToNull(draft.senderName()),
                url == null ? null : url.replaceFirst("/+$", ""), draft.version());
        var problems = validation.problems(clean);
        if (clean.port() < 1 || clean.port() > 65_535) {
            problems.add(Problem.of("port", "problem.between", 1, 65_535));
        }
        if (clean.baseUrl() != null && !isAddress(clean.baseUrl())) {
            problems.add(Problem.of("baseUrl", "problem.url"));
        }
        if (clean.enabled()) {
            require("host", clean.host(), problems);
            require("sender", clean.sender(), problems);
            require("baseUrl", clean.baseUrl(), problems);
            if (clean.username() != null && secrets.read() == null) {
                problems.add(Problem.of("username", "problem.mailPassword"));
            }
        }
        Validation.refuse(problems);
        var settings = repository.findById(MailSettings.ID).orElseThrow();
        settings.requireVersion(draft.version());
        settings.change(clean);
        cache.changed();
    }

    private static void require(String field, @Nullable String value, List<Problem> problems) {
        if (value == null) {
            problems.add(Problem.of(field, "problem.required"));
        }
    }

    private static boolean isAddress(String url) {
        try {
            var address = URI.create(url);
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme())) && address.getHost() != null
                    && address.getQuery() == null && address.getFragment() == null;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
