package app.mainstay.account.contact;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Set;
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

    /** The columns that {@link #with} sets. */
    static final Set<String> COLUMNS = Set.of("name", "title", "department", "decision_role", "attitude", "influence", "reports_to_id", "email", "phone", "mobile",
            "wechat", "channel", "times", "language", "birthday", "consent", "consent_on", "do_not_contact", "about");

    /** Nothing filled in yet. */
    public static ContactDraft empty(long accountId) {
        return new ContactDraft(null, accountId, "", null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                Consent.UNKNOWN, null, false, null, null, null, null, 0);
    }

    /** The same with another value in the place of a column of the history: text, day, flag or id. */
    ContactDraft with(String column, @Nullable Object value) {
        return new ContactDraft(id, accountId, column.equals("name") ? String.valueOf(value) : name, pick("title", column, value, title),
                pick("department", column, value, department), pick(DecisionRole.class, "decision_role", column, value, decisionRole),
                pick(Attitude.class, "attitude", column, value, attitude), pick(Influence.class, "influence", column, value, influence),
                pick("reports_to_id", column, value, reportsToId), pick("email", column, value, email), pick("phone", column, value, phone),
                pick("mobile", column, value, mobile), pick("wechat", column, value, wechat), pick(PreferredChannel.class, "channel", column, value, channel),
                pick("times", column, value, times), pick("language", column, value, language), pick("birthday", column, value, birthday),
                column.equals("consent") ? Consent.valueOf(String.valueOf(value)) : consent, pick("consent_on", column, value, consentOn),
                column.equals("do_not_contact") ? Boolean.TRUE.equals(value) : doNotContact, lastMetOn, leftOn, successorId,
                pick("about", column, value, about), version);
    }

    ContactDraft at(int version) {
        return new ContactDraft(id, accountId, name, title, department, decisionRole, attitude, influence, reportsToId, email, phone, mobile, wechat, channel,
                times, language, birthday, consent, consentOn, doNotContact, lastMetOn, leftOn, successorId, about, version);
    }

    @SuppressWarnings("unchecked")
    private static <T> @Nullable T pick(String name, String column, @Nullable Object value, @Nullable T present) {
        return name.equals(column) ? (T) value : present;
    }

    private static <T extends Enum<T>> @Nullable T pick(Class<T> type, String name, String column, @Nullable Object value, @Nullable T present) {
        return !name.equals(column) ? present : value == null ? null : Enum.valueOf(type, value.toString());
    }
}
