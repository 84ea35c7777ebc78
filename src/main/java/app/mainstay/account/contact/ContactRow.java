package app.mainstay.account.contact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A contact in a list. */
public record ContactRow(long id, long accountId, String accountName, String name, @Nullable String title, @Nullable String department,
                         @Nullable DecisionRole role, @Nullable Attitude attitude, @Nullable Influence influence, @Nullable String reportsTo,
                         @Nullable String mobile, @Nullable String email, @Nullable PreferredChannel channel, boolean doNotContact,
                         @Nullable LocalDate lastMetOn, @Nullable LocalDate leftOn, Instant updatedAt) {
}
