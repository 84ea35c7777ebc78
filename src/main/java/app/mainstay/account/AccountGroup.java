package app.mainstay.account;

import app.mainstay.shared.Money;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The companies around an account as far as its viewer sees them.
 *
 * @param members from the top down, each before those below it; the first one is the topmost
 * @param hidden  companies of the group outside the viewer's accounts; nothing is told of them, and they are in no figure
 * @param more    there are more members than are listed; figures are of those listed
 */
public record AccountGroup(List<Member> members, int hidden, boolean more) {

    /**
     * @param parentId the next one above that the viewer sees; null: the topmost
     * @param own      of the company itself
     * @param total    with all below it that are listed
     */
    public record Member(long id, @Nullable Long parentId, int depth, String name, @Nullable Tier tier, Lifecycle lifecycle, String representative,
                         boolean archived, Figures own, Figures total) {
    }

    /**
     * Sums; archived companies count nowhere.
     *
     * @param revenue  yearly, one amount for each currency, by currency
     * @param inBase   all of it in the base currency at the present year's plan rates; empty where there is none, or a rate is missing
     */
    public record Figures(int accounts, List<Money> revenue, Optional<Money> inBase, long employees) {
    }

    /** The sums of everything that is listed. */
    public Figures total() {
        return members.getFirst().total();
    }
}
