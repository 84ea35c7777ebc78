package app.mainstay.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did and that changed no row.
 *
 * @param actorId null for the system and before sign-in
 * @param kind    such as "list.export"
 * @param subject what it was done to, in the kind's own manner
 */
public record AuditEntry(long id, Instant happenedAt, @Nullable Long actorId, String kind, @Nullable String subject, Map<String, Object> parameters) {
}
