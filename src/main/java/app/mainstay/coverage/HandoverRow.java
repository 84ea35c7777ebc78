package app.mainstay.coverage;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A handover in a list.
 *
 * @param waitsForMe the viewer's own signature is missing
 * @param failed     it is due and could not be carried out; the page says why
 */
public record HandoverRow(long id, int version, long giverId, String giverName, long takerId, String takerName, boolean portfolio, int accounts,
                          LocalDate effectiveOn, HandoverState state, @Nullable Instant giverSignedAt, @Nullable Instant takerSignedAt,
                          String responsibleName, Instant createdAt, @Nullable Instant endedAt, boolean waitsForMe, boolean failed) {
}
