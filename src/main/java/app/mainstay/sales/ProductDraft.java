package app.mainstay.sales;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A product on its way in or out. @param active offered for new lines */
public record ProductDraft(@Nullable Long id,
                           @NotBlank(message = "problem.required") @Size(max = 120, message = "problem.tooLong") String name,
                           @Size(max = 80, message = "problem.tooLong") @Nullable String series, boolean active, int version) {
}
