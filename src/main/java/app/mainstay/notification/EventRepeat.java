package app.mainstay.notification;

import app.mainstay.jobs.SteadyWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.modulith.events.EventPublication;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.stereotype.Component;

/**
 * Delivers events once more that a listener failed over or a crash has swallowed. On one server at a time, unlike Modulith's own repeating at every
 * start; the pauses grow, and after a week an event stays where it is, for whoever looks for its cause.
 */
@Component
class EventRepeat implements SteadyWork {

    /** No listener takes so long. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(5);
    private static final Duration LAST = Duration.ofDays(7);

    private final IncompleteEventPublications incomplete;
    private final Clock clock;

    EventRepeat(IncompleteEventPublications incomplete, Clock clock) {
        this.incomplete = incomplete;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "events";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        incomplete.resubmitIncompletePublications(event -> isDue(event, now));
    }

    /** Twice as long after each try as it has been known: 5, 10, 20 minutes … */
    private static boolean isDue(EventPublication event, Instant now) {
        Instant published = event.getPublicationDate();
        Instant tried = event.getLastResubmissionDate() == null ? published : event.getLastResubmissionDate();
        Duration pause = Duration.between(published, tried).plus(UNDER_WAY);
        return !tried.plus(pause).isAfter(now) && published.plus(LAST).isAfter(now);
    }
}
