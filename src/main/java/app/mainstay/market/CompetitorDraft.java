package app.mainstay.market;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A competitor on its way in or out.
 *
 * @param aliases what else it is called; no two competitors share a name or an alias
 * @param active  offered where one chooses a competitor
 */
public record CompetitorDraft(@Nullable Long id,
                              @NotBlank(message = "problem.required") @Size(max = 120, message = "problem.tooLong") String name,
                              List<String> aliases,
                              @Size(max = 300, message = "problem.tooLong")
                              @Pattern(regexp = "(https?://)?[^\\s/:<>\"]+\\.[^\\s<>\"]+", message = "problem.website") @Nullable String website,
                              @Size(max = 2000, message = "problem.tooLong") @Nullable String about, boolean active, int version) {

    public CompetitorDraft {
        aliases = List.copyOf(aliases);
    }

    /** Nothing filled in yet. */
    public static CompetitorDraft empty() {
        return new CompetitorDraft(null, "", List.of(), null, null, true, 0);
    }
}
