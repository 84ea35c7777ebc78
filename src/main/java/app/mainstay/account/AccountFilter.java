package app.mainstay.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of accounts may ask for; null and empty mean any.
 *
 * @param text     part of the name or short name, start of the pinyin or its initials, or of the credit code
 * @param archived true: the archived ones instead of the live ones
 */
public record AccountFilter(@Nullable String text, Set<Tier> tiers, @Nullable String sector, @Nullable String region,
                            @Nullable Long representativeId, boolean archived) {

    public static final AccountFilter ALL = new AccountFilter(null, Set.of(), null, null, null, false);

    public AccountFilter {
        tiers = Set.copyOf(tiers);
    }

    public static AccountFilter text(String text) {
        return new AccountFilter(text, Set.of(), null, null, null, false);
    }
}
