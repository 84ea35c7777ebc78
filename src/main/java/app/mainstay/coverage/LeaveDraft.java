package app.mainstay.coverage;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A leave as somebody enters it.
 *
 * @param id        null: a new one
 * @param userId    who is away; stays as it is once stored
 * @param standInId null: nobody acts meanwhile
 * @param from      first day
 * @param until     last day
 */
public record LeaveDraft(@Nullable Long id, @NotNull(message = "problem.required") @Nullable Long userId, @Nullable Long standInId,
                         @NotNull(message = "problem.required") @Nullable LocalDate from,
                         @NotNull(message = "problem.required") @Nullable LocalDate until,
                         @NotNull(message = "problem.required") @Nullable LeaveKind kind,
                         @Size(max = 500, message = "problem.tooLong") @Nullable String note, int version) {
}
