package app.mainstay.mail;

import app.mainstay.audit.AuditTrail;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door to mail. A mail is a row in the caller's transaction and leaves in the background, at least once: a server that dies between
 * sending and writing it down sends it again, under the same Message-ID.
 */
@Service
public class Outbox {

    private static final int LARGEST = 10 * 1024 * 1024;
    private static final String TEST = "letter.test.";

    private final MailStore store;
    private final MailSetup setup;
    private final MailSender sender;
    private final AuditTrail audit;
    private final ObjectProvider<MailListener> listeners;
    private final Clock clock;

    Outbox(MailStore store, MailSetup setup, MailSender sender, AuditTrail audit, ObjectProvider<MailListener> listeners, Clock clock) {
        this.store = store;
        this.setup = setup;
        this.sender = sender;
        this.audit = audit;
        this.listeners = listeners;
        this.clock = clock;
    }

    /**
     * Puts a mail into the outbox, in the caller's transaction, and returns its id. Open to all code, which decides about whom it writes to.
     * Where mail is off nothing is kept, lest a heap of old mails leaves on the day it is switched on.
     *
     * @throws IllegalArgumentException when the attachments are larger than 10 MB in all
     */
    @PermitAll
    @Transactional
    public OptionalLong send(MailDraft mail) {
        var settings = setup.current();
        if (!settings.enabled()) {
            return OptionalLong.empty();
        }
        if (mail.attachments().stream().mapToLong(attachment -> attachment.content().length).sum() > LARGEST) {
            throw new IllegalArgumentException("attachments larger than " + LARGEST);
        }
        long id = Ids.next();
        store.add(id, messageId(id, settings), mail, MailText.of(mail, Objects.requireNonNull(settings.baseUrl())), clock.instant());
        listeners.forEach(listener -> listener.changed(id));
        return OptionalLong.of(id);
    }

    private static String messageId(long id, MailSettingsDraft settings) {
        String sender = Objects.requireNonNull(settings.sender());
        return "<" + Ids.text(id) + "@" + sender.substring(sender.lastIndexOf('@') + 1) + ">";
    }

    /**
     * Sends a mail at once, past the outbox, to learn whether the settings are right; waits some seconds for the server.
     *
     * @throws RefusedException with the fault, the server's words as its value, or when mail is off
     */
    @RolesAllowed("ADMINISTRATOR")
    public void test(String to, Locale locale) {
        var settings = setup.current();
        if (!settings.enabled()) {
            throw new RefusedException(Problem.of(null, "problem.mailOff"));
        }
        var text = MailText.of(MailDraft.of(TEST, to, null, locale), Objects.requireNonNull(settings.baseUrl()));
        try {
            sender.send(settings, new MailSender.Letter(messageId(Ids.next(), settings), to, null, text.subject(), text.text(), text.html(), List.of()),
                    clock.instant());
        } catch (MailSender.NotSentException failure) {
            throw new RefusedException(Problem.of(null, failure.fault().labelKey(), Objects.requireNonNullElse(failure.getMessage(), "")));
        }
    }

    // ---- administrators ----

    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public Optional<MailRow> find(long id) {
        return store.page(new Sql().and("m.id = :id", "id", id), Slice.first(1, MailSort.CREATED)).stream().findFirst();
    }

    /** Newest first unless the slice says otherwise. */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public List<MailRow> page(MailFilter filter, Slice<MailSort> slice) {
        return store.page(where(filter), slice);
    }

    /** How many there are, up to {@code most}; all where it is null. */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public long count(MailFilter filter, @Nullable Integer most) {
        return store.count(where(filter), most);
    }

    /** What a mail says, as plain text; empty where that is not for administrators. */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public Optional<String> text(long id) {
        return store.text(id);
    }

    /**
     * Tries a mail once more from the beginning, at the next turn. One that has left already, or was dropped, leaves as a new one.
     *
     * @throws RefusedException  when its contents have been erased
     * @throws NotFoundException when there is none
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void again(long id) {
        var mail = find(id).orElseThrow(NotFoundException::new);
        var settings = setup.current();
        boolean isNew = !mail.isDroppable() && settings.sender() != null;
        if (!store.again(id, isNew ? messageId(Ids.next(), settings) : store.messageId(id), clock.instant())) {
            throw new RefusedException(Problem.of(null, "problem.mailErased"));
        }
        tell(id, "mail.repeated", mail);
    }

    /**
     * A mail that waits or was given up will not be sent. Nothing happens to others.
     *
     * @throws NotFoundException when there is none
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void drop(long id) {
        var mail = find(id).orElseThrow(NotFoundException::new);
        if (store.drop(id, clock.instant())) {
            tell(id, "mail.dropped", mail);
        }
    }

    private void tell(long id, String act, MailRow mail) {
        audit.record(act, mail.to(), Map.of("kind", mail.kind(), "id", Ids.text(id)));
        listeners.forEach(listener -> listener.changed(id));
    }

    private Sql where(MailFilter filter) {
        var where = new Sql();
        if (filter.address() != null) {
            where.and("lower(m.to_address) like :address escape '!'", "address", "%" + Sql.like(filter.address().toLowerCase(Locale.ROOT)) + "%");
        }
        if (!filter.states().isEmpty()) {
            where.and("m.state in (:states)", "states", filter.states().stream().map(Enum::name).toList());
        }
        if (filter.days() != null) {
            where.and("m.created_at >= :since", "since", Sql.utc(clock.instant().minus(Duration.ofDays(filter.days()))));
        }
        return where;
    }
}
