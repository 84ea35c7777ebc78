package app.mainstay.notification;

import app.mainstay.base.Changes;
import app.mainstay.mail.MailDraft;
import app.mainstay.mail.MailSetup;
import app.mainstay.mail.Outbox;
import app.mainstay.security.Preferences;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes entries, and mails for those who want them. */
@Component
class Teller {

    /** The kind of changes under which open screens hear of it; the row is the person. */
    static final String CHANGE = "notification";
    /** The person's preference: the language of the screen on which mails were asked for; "" for none. */
    static final String BY_MAIL = "notificationMail";
    static final String REFUSED = "no";

    private final JdbcClient jdbc;
    private final UserService users;
    private final Preferences preferences;
    private final Outbox outbox;
    private final MailSetup mail;
    private final Sentences sentences;
    private final Changes changes;
    private final Clock clock;

    Teller(JdbcClient jdbc, UserService users, Preferences preferences, Outbox outbox, MailSetup mail, Sentences sentences, Changes changes, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.preferences = preferences;
        this.outbox = outbox;
        this.mail = mail;
        this.sentences = sentences;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Tells a person something once, in the caller's transaction; nothing happens for who is no longer active.
     *
     * @param key    the sentence's translation key
     * @param source the event's id: the same kind, person and source are told once
     * @param path   where it leads inside the application, without a leading slash; "" for nowhere
     * @param args   its values: texts, whole numbers, {@code LocalDate}s, {@code Problem}s for what is said by another key, lists of those
     */
    void tell(long userId, String key, long source, String path, Object... args) {
        tell(userId, key, Ids.text(source), path, args);
    }

    void tell(long userId, String key, String source, String path, Object... args) {
        tell(userId, key, source, path, null, args);
    }

    /** A mail that is more than a copy of the sentence; empty where there is nothing to send after all. */
    interface Letter {
        Optional<MailDraft> to(UserRow user, String address, Locale locale);
    }

    /**
     * The same with a mail of its own, for everybody who has an address and has not said no to such mails, in place of a copy.
     *
     * @param refusal the preference that holds {@link #REFUSED} where somebody has said no
     */
    void tell(long userId, String key, String source, String path, String refusal, Letter letter, Object... args) {
        tell(userId, key, source, path, (user, id, written) -> {
            if (user.email() != null && mail.isOn() && !preferences.of(user.id(), refusal).orElse("").equals(REFUSED)) {
                var locale = Locale.forLanguageTag(preferences.of(user.id(), Preferences.LANGUAGE).or(() -> preferences.of(user.id(), BY_MAIL)).filter(tag -> !tag.isEmpty()).orElse("en"));
                letter.to(user, user.email(), locale).ifPresent(outbox::send);
            }
        }, args);
    }

    private interface Sending {
        void send(UserRow user, long entryId, String written);
    }

    private void tell(long userId, String key, String source, String path, @Nullable Sending sending, Object... args) {
        SystemWork.run(() -> {
            users.find(userId).filter(UserRow::active).ifPresent(user -> write(user, key, source, path, List.of(args),
                    sending == null ? (to, id, written) -> mail(to, id, key, written) : sending));
            return Boolean.TRUE;
        });
    }

    private void write(UserRow user, String key, String source, String path, Collection<Object> args, Sending sending) {
        if (jdbc.sql("select 1 from notification_entry where user_id = ? and kind = ? and source = ?").param(user.id()).param(key).param(source)
                .query(Integer.class).optional().isPresent()) {
            return;
        }
        long id = Ids.next();
        String written = sentences.write(args);
        try {
            jdbc.sql("insert into notification_entry (id, user_id, kind, source, args, path, created_at) values (?, ?, ?, ?, ?, ?, ?)").param(id)
                    .param(user.id()).param(key).param(source).param(written).param(path).param(Sql.utc(clock.instant())).update();
        } catch (DuplicateKeyException atTheSameTime) {
            // Delivered twice at once: the other one tells.
            return;
        }
        changes.announce(CHANGE, user.id());
        sending.send(user, id, written);
    }

    private void mail(UserRow user, long id, String key, String args) {
        String wanted = preferences.of(user.id(), BY_MAIL).orElse("");
        if (wanted.isEmpty() || user.email() == null) {
            return;
        }
        var locale = Locale.forLanguageTag(preferences.of(user.id(), Preferences.LANGUAGE).orElse(wanted));
        // What it tells is for its reader alone: administrators see no account.
        outbox.send(MailDraft.of("letter.notification.", user.email(), user.displayName(), locale, sentences.say(key, args, locale))
                .withLink(Notifications.address(id)).asSecret());
    }
}
