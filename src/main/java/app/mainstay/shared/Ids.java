package app.mainstay.shared;

import io.hypersistence.tsid.TSID;
import java.time.Instant;
import java.util.Optional;

/**
 * Identifiers of business rows: 64-bit and time-sorted, made by the application, so that inserts batch and the newest rows lie
 * together in the index. People and addresses see the 13-character form.
 */
public final class Ids {

    // 1,024 nodes; the node is taken from TSID_NODE where several servers run, else at random.
    private static final TSID.Factory FACTORY = TSID.Factory.builder().build();

    private Ids() {
    }

    public static long next() {
        return FACTORY.generate().toLong();
    }

    /** When it was made, by the clock of the machine that made it. */
    public static Instant madeAt(long id) {
        return TSID.from(id).getInstant();
    }

    /** The 13-character form used in addresses. */
    public static String text(long id) {
        return TSID.from(id).toString();
    }

    /** Reads the 13-character form; empty for anything else, since an address is typed by anybody. */
    public static Optional<Long> parse(String text) {
        // The library looks characters up in a table of ASCII.
        return text.chars().allMatch(c -> c < 128) && TSID.isValid(text) ? Optional.of(TSID.from(text).toLong()) : Optional.empty();
    }
}
