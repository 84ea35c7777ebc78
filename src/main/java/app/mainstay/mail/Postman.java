package app.mainstay.mail;

import app.mainstay.jobs.SteadyWork;
import app.mainstay.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Empties the outbox. A mail is taken in hand by counting its try before it is sent, in a transaction of its own: whoever dies over it leaves a mail
 * that is due again later, and nobody else sends it meanwhile.
 */
@Component
class Postman implements SteadyWork {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    /** With the growing pauses about sixteen hours: longer than a night without a mail server. */
    static final int MOST_TRIES = 12;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(4);
    /** Longer than the patience with a server for connecting, speaking and a large attachment. */
    private static final Duration IN_HAND = Duration.ofMinutes(10);
    private static final int PORTION = 200;

    private final MailStore store;
    private final MailSetup setup;
    private final MailSender sender;
    private final ObjectProvider<MailListener> listeners;
    private final Clock clock;

    Postman(MailStore store, MailSetup setup, MailSender sender, ObjectProvider<MailListener> listeners, Clock clock) {
        this.store = store;
        this.setup = setup;
        this.sender = sender;
        this.listeners = listeners;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "mail";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void run() {
        for (int i = 0; i < PORTION && setup.isOn(); i++) {
            Instant now = clock.instant();
            var due = store.due(now);
            if (due.isEmpty()) {
                return;
            }
            if (due.get().tries() >= MOST_TRIES) {
                // Its last try began and never ended.
                store.failed(due.get(), now, null, MailFault.INTERRUPTED, null);
                changed(due.get().id());
            } else if (store.claim(due.get(), now, now.plus(IN_HAND)) && !deliver(new MailStore.Due(due.get().id(), due.get().tries() + 1))) {
                // The others would fare no better; they stay due.
                return;
            }
        }
    }

    /** Returns whether it makes sense to go on with the next one. */
    private boolean deliver(MailStore.Due mail) {
        try {
            sender.send(setup.current(), store.letter(mail.id()), clock.instant());
        } catch (MailSender.NotSentException failure) {
            Instant now = clock.instant();
            boolean givenUp = failure.fault() == MailFault.ADDRESS || mail.tries() >= MOST_TRIES;
            LOG.warn("Mail {} was not sent at try {}{}: {} {}", Ids.text(mail.id()), mail.tries(), givenUp ? " and is given up" : "", failure.fault(),
                    failure.getMessage());
            store.failed(mail, now, givenUp ? null : now.plus(pause(mail.tries())), failure.fault(), failure.getMessage());
            changed(mail.id());
            return !failure.fault().ofServer();
        }
        store.sent(mail, clock.instant());
        changed(mail.id());
        return true;
    }

    /** After so many tries. */
    static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void changed(long id) {
        listeners.forEach(listener -> listener.changed(id));
    }
}
