package app.mainstay.importing;

import app.mainstay.importing.ImportTarget.Change;
import org.jspecify.annotations.Nullable;

/** How many rows became what. */
record Counts(long created, long changed, long unchanged, long rejected) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    /** @param change null for a rejected row */
    Counts with(@Nullable Change change) {
        return switch (change) {
            case NEW -> new Counts(created + 1, changed, unchanged, rejected);
            case CHANGED -> new Counts(created, changed + 1, unchanged, rejected);
            case UNCHANGED -> new Counts(created, changed, unchanged + 1, rejected);
            case null -> new Counts(created, changed, unchanged, rejected + 1);
        };
    }

    Counts plus(Counts other) {
        return new Counts(created + other.created, changed + other.changed, unchanged + other.unchanged, rejected + other.rejected);
    }

    long total() {
        return created + changed + unchanged + rejected;
    }
}
