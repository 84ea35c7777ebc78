package app.mainstay.account;

import app.mainstay.shared.Coded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule that lets somebody see an account.
 *
 * @param name  of the unit, or of the representative whom it is about
 * @param until when it ends; null: by itself never
 */
public record Sight(SightRule rule, String name, @Nullable Instant until) {

    /** Which rule; its sentence takes the name and the day on which it ends. */
    public enum SightRule implements Coded {
        OWN, UNIT, BACKUP, PRESALES, SERVICE, SPONSOR, STAND_IN, READER
    }
}
