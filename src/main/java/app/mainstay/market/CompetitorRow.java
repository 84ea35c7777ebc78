package app.mainstay.market;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A competitor in a list. */
public record CompetitorRow(long id, String name, List<String> aliases, @Nullable String website, boolean active, Instant updatedAt) {
}
