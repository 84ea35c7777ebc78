package app.mainstay.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the outbox.
 *
 * @param kind      what it is about, as the beginning of its translation keys
 * @param subject   null where its contents are not for administrators
 * @param tries     begun tries
 * @param nextTryAt null once it is not tried any more
 * @param error     the mail server's words; null where there are none
 */
public record MailRow(long id, String kind, boolean secret, String to, @Nullable String toName, @Nullable String subject, MailState state, int tries,
                      Instant createdAt, @Nullable Instant nextTryAt, @Nullable Instant lastTryAt, @Nullable Instant endedAt,
                      @Nullable MailFault fault, @Nullable String error) {

    /** It waits or was given up. */
    public boolean isDroppable() {
        return state == MailState.WAITING || state == MailState.FAILED;
    }

    /** What was erased cannot be sent again. */
    public boolean isRepeatable() {
        return isDroppable() || !secret;
    }
}
