package app.mainstay.account;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * From a day of the business zone on.
 *
 * @param value   null: no tier
 * @param until   the day on which the next one begins; null: it still is so
 * @param reason  null: the account began so
 * @param actor   null: the system
 */
public record Start<T>(@Nullable T value, LocalDate from, @Nullable LocalDate until, @Nullable String reason, @Nullable String actor,
                       Instant recordedAt) {
}
