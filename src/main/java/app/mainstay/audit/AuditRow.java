package app.mainstay.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to which kind of thing.
 *
 * @param actorId    null for the system
 * @param rows       how many rows; null for an act that changed none
 * @param rowId      the row where it was one only; what it is called is told by its room, see {@link AuditNames}
 * @param text       the reason that was given; of an act what it was done to
 * @param parameters of an act
 */
public record AuditRow(long id, Instant at, @Nullable Long actorId, AuditThing thing, AuditAct act, @Nullable Long rows, @Nullable Long rowId,
                       @Nullable String text, Map<String, Object> parameters) {
}
