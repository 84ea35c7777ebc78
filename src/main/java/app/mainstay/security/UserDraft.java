package app.mainstay.security;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A user out and in. Messages are translation keys.
 *
 * @param id       null for a new user
 * @param username what is typed at sign-in, lower case
 * @param version  the version that was read
 */
public record UserDraft(
        @Nullable Long id,
        @Pattern(regexp = "[a-z0-9][a-z0-9._@-]{0,63}", message = "problem.username") String username,
        @NotBlank(message = "problem.required") @Size(max = 100, message = "problem.tooLong") String displayName,
        @Email(message = "problem.email") @Size(max = 200, message = "problem.tooLong") @Nullable String email,
        @NotNull(message = "problem.required") Role role,
        @NotNull(message = "problem.required") Long unitId,
        int version) {
}
