package app.mainstay.sales;

import app.mainstay.jobs.SteadyWork;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts together what {@link SalesSums} has gathered since, and mends what somebody has written past it. */
@Component
class SumsGathering implements SteadyWork {

    private static final Logger LOG = LoggerFactory.getLogger(SumsGathering.class);
    /** No transaction takes so long. */
    private static final Duration UNDER_WAY = Duration.ofHours(2);

    private final SalesSums sums;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SumsGathering(SalesSums sums, TransactionTemplate transaction, Clock clock) {
        this.sums = sums;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "sales-sums";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(6);
    }

    @Override
    public void run() {
        transaction.executeWithoutResult(status -> sums.gather(clock.instant().minus(UNDER_WAY)));
        Integer mended = transaction.execute(status -> sums.mend());
        if (mended != null && mended > 0) {
            LOG.warn("{} sums of deals were not what the deals add up to and are mended", mended);
        }
    }
}
