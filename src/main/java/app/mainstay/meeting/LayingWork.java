package app.mainstay.meeting;

import app.mainstay.jobs.SteadyWork;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The days within the horizon get their occurrences. A series is done once a week or so, so that many days at a time cost one look. */
@Component
class LayingWork implements SteadyWork {

    private static final int PORTION = 50;
    private static final int WEEK = 7;

    private final SeriesLayer layer;
    private final MeetingStore store;
    private final MeetingFacts facts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LayingWork(SeriesLayer layer, MeetingStore store, MeetingFacts facts, TransactionTemplate transaction, Clock clock) {
        this.layer = layer;
        this.store = store;
        this.facts = facts;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "meeting-series";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        var before = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(SeriesLayer.HORIZON_DAYS - WEEK);
        List<Long> portion;
        do {
            portion = store.unlaid(before, PORTION);
            portion.forEach(series -> transaction.executeWithoutResult(status -> facts.refresh(layer.extend(series))));
        } while (portion.size() == PORTION);
    }
}
