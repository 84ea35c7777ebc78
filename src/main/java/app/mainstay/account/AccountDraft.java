package app.mainstay.account;

import app.mainstay.shared.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account on its way in. Messages are translation keys.
 *
 * @param id           null for a new account
 * @param creditCode   Unified Social Credit Code; its check character is verified
 * @param tier         null: not a key account
 * @param sector       code of {@code CodeList.SECTOR}
 * @param region       code of {@code CodeList.REGION}
 * @param parentId     the group parent; must be in the viewer's scope
 * @param revenue      yearly revenue of the account itself
 * @param founded      year
 * @param primaryRepId an active user; only managers and directors change it
 * @param version      the version that was read
 */
public record AccountDraft(
        @Nullable Long id,
        @NotBlank(message = "problem.required") @Size(max = 200, message = "problem.tooLong") String name,
        @Size(max = 80, message = "problem.tooLong") @Nullable String shortName,
        @Nullable String creditCode,
        @Nullable Tier tier,
        @Nullable String sector,
        @Nullable String region,
        @Nullable Long parentId,
        @Nullable Money revenue,
        @PositiveOrZero(message = "problem.negative") @Nullable Integer employees,
        @Min(value = 1000, message = "problem.year") @Max(value = 2100, message = "problem.year") @Nullable Integer founded,
        @Size(max = 300, message = "problem.tooLong")
        @Pattern(regexp = "(https?://)?[^\\s/:<>\"]+\\.[^\\s<>\"]+", message = "problem.website") @Nullable String website,
        @Size(max = 400, message = "problem.tooLong") @Nullable String address,
        List<@Size(max = 40, message = "problem.tagTooLong") String> tags,
        @NotNull(message = "problem.required") @Nullable Long primaryRepId,
        int version) {

    public AccountDraft {
        tags = List.copyOf(tags);
    }

    /**
     * The same with one component exchanged, by its name; not id, tier, representative and version, which have doors of their own.
     *
     * @param value of the component's type
     */
    public AccountDraft with(String field, @Nullable Object value) {
        return new AccountDraft(id, field.equals("name") ? String.valueOf(value) : name, pick("shortName", field, value, shortName),
                pick("creditCode", field, value, creditCode), tier, pick("sector", field, value, sector), pick("region", field, value, region),
                pick("parentId", field, value, parentId), pick("revenue", field, value, revenue), pick("employees", field, value, employees),
                pick("founded", field, value, founded), pick("website", field, value, website), pick("address", field, value, address),
                field.equals("tags") ? tags(value) : tags, primaryRepId, version);
    }

    /** The same, compared with another version. */
    public AccountDraft at(int version) {
        return new AccountDraft(id, name, shortName, creditCode, tier, sector, region, parentId, revenue, employees, founded, website, address, tags,
                primaryRepId, version);
    }

    private static List<String> tags(@Nullable Object value) {
        return value instanceof Collection<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }

    @SuppressWarnings("unchecked")
    private static <T> @Nullable T pick(String name, String field, @Nullable Object value, @Nullable T present) {
        return name.equals(field) ? (T) value : present;
    }
}
