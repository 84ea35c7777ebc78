package app.mainstay.account;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A moment in an account's story. Its text is rendered in the reader's language from the translation key {@code timeline.<kind>} and
 * the parameters.
 *
 * @param kind         "account.created": the writing room, a point, what happened
 * @param actorName    null: the system
 * @param sourceModule the room whose row it is about
 * @param sourceId     that row; null when it is about the account itself
 */
public record TimelineEntry(long id, Instant occurredAt, String kind, @Nullable String actorName, String sourceModule,
                            @Nullable Long sourceId, Map<String, String> parameters) {
}
