package app.mainstay.account.contact;

import org.jspecify.annotations.Nullable;

/** A contact as its form shows it, with the names behind the ids. */
public record ContactDetails(ContactDraft draft, String accountName, @Nullable String reportsTo, @Nullable String successor, boolean mayEdit) {
}
