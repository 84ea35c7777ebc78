package app.mainstay.account;

import app.mainstay.shared.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account in a list, selected by one query. */
public record AccountRow(
        long id,
        String name,
        @Nullable String shortName,
        @Nullable String creditCode,
        @Nullable Tier tier,
        Lifecycle lifecycle,
        @Nullable String sector,
        @Nullable String region,
        @Nullable String parentName,
        @Nullable Money revenue,
        @Nullable Integer employees,
        long primaryRepId,
        String primaryRepName,
        long unitId,
        String unitName,
        @Nullable Instant lastContactAt,
        @Nullable Instant nextMeetingAt,
        Instant updatedAt) {
}
