package app.mainstay.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A save plan on its way in. Messages are translation keys.
 *
 * @param planOwner an active person, no administrator
 * @param planDue   when it shall have worked; not before it begins
 */
public record SavePlanDraft(
        @NotBlank(message = "problem.required") @Size(max = 2000, message = "problem.tooLong") @Nullable String planText,
        @NotNull(message = "problem.required") @Nullable Long planOwner,
        @NotNull(message = "problem.required") @Nullable LocalDate planDue) {
}
