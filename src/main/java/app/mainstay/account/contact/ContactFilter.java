package app.mainstay.account.contact;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of contacts may be asked for; an empty set asks nothing.
 *
 * @param accountId null: at all accounts in scope
 * @param text      part of the name, or the beginning of its pinyin or initials
 * @param notMet    only whom nobody of ours has met for 90 days
 * @param left      only who left the company; false: only who is there
 */
public record ContactFilter(@Nullable Long accountId, @Nullable String text, Set<DecisionRole> roles, Set<Attitude> attitudes,
                            boolean notMet, boolean left) {

    public ContactFilter {
        roles = Set.copyOf(roles);
        attitudes = Set.copyOf(attitudes);
    }
}
