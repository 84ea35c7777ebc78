package app.mainstay.account.contact;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contact on its way in. Messages are translation keys.
 *
 * @param id          null for a new contact
 * @param reportsToId somebody of the same account, never below the contact itself
 * @param times       when it suits them, in their words
 * @param language    what one speaks with them
 * @param consentOn   the day on which the consent was given or withdrawn; null while it is unknown
 * @param lastMetOn   the day on which somebody of ours met them last
 * @param leftOn      the day on which they left the company
 * @param successorId who came after; only for somebody who left
 * @param version     the version that was read
 */
public record ContactDraft(
        @Nullable Long id,
        long accountId,
        @NotBlank(message = "problem.required") @Size(max = 100, message = "problem.tooLong") String name,
        @Size(max = 120, message = "problem.tooLong") @Nullable String title,
        @Size(max = 120, message = "problem.tooLong") @Nullable String department,
        @Nullable DecisionRole decisionRole,
        @Nullable Attitude attitude,
        @Nullable Influence influence,
        @Nullable Long reportsToId,
        @Size(max = 200, message = "problem.tooLong")
        @Pattern(regexp = "[^\\s@<>\"]+@[^\\s@<>\"]+\\.[^\\s@<>\"]+", message = "problem.email") @Nullable String email,
        @Size(max = 60, message = "problem.tooLong")
        @Pattern(regexp = "[-+0-9()./ ;,#extEXT转]*[0-9][-+0-9()./ ;,#extEXT转]*", message = "problem.phone") @Nullable String phone,
        @Size(max = 60, message = "problem.tooLong")
        @Pattern(regexp = "[-+0-9()./ ;,#extEXT转]*[0-9][-+0-9()./ ;,#extEXT转]*", message = "problem.phone") @Nullable String mobile,
        @Size(max = 60, message = "problem.tooLong") @Nullable String wechat,
        @Nullable PreferredChannel channel,
        @Size(max = 200, message = "problem.tooLong") @Nullable String times,
        @Size(max = 60, message = "problem.tooLong") @Nullable String language,
        @Nullable LocalDate birthday,
        @NotNull(message = "problem.required") Consent consent,
        @Nullable LocalDate consentOn,
        boolean doNotContact,
        @Nullable LocalDate lastMetOn,
        @Nullable LocalDate leftOn,
        @Nullable Long successorId,
        @Size(max = 2000, message = "problem.tooLong") @Nullable String about,
        int version) {

    /** Nothing filled in yet. */
    public static ContactDraft empty(long accountId) {
        return new ContactDraft(null, accountId, "", null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                Consent.UNKNOWN, null, false, null, null, null, null, 0);
    }
}
