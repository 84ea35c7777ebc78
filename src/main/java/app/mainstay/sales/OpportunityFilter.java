package app.mainstay.sales;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list, a board or an analysis of deals may be asked for; empty sets ask nothing.
 *
 * @param accountId  null: of all accounts
 * @param text       part of the deal's name, or the beginning of its pinyin
 * @param units      the owners' units, with what lies below
 * @param noAccount  only those to be completed
 * @param stalled    only open ones that are longer in their stage than its norm
 * @param closedFrom first day of closing; null: any
 * @param closedTo   day after the last of closing
 */
public record OpportunityFilter(@Nullable Long accountId, @Nullable String text, Set<Long> stages, Set<Outcome> outcomes, Set<Long> owners, Set<Long> units,
                                Set<Long> products, Set<String> sectors, Set<String> lossReasons, boolean noAccount, boolean stalled,
                                @Nullable LocalDate closedFrom, @Nullable LocalDate closedTo) {

    /** Among {@link #products}: those without any. */
    public static final long NO_PRODUCT = 0;
    /** Among {@link #sectors}: those of no sector, or of no account. */
    public static final String NO_SECTOR = "";
    public static final OpportunityFilter ALL = new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(),
            false, false, null, null);

    public OpportunityFilter {
        stages = Set.copyOf(stages);
        outcomes = Set.copyOf(outcomes);
        owners = Set.copyOf(owners);
        units = Set.copyOf(units);
        products = Set.copyOf(products);
        sectors = Set.copyOf(sectors);
        lossReasons = Set.copyOf(lossReasons);
    }

    public OpportunityFilter ofAccount(long account) {
        return new OpportunityFilter(account, text, stages, outcomes, owners, units, products, sectors, lossReasons, noAccount, stalled, closedFrom, closedTo);
    }

    public OpportunityFilter ofUnits(Set<Long> wanted) {
        return new OpportunityFilter(accountId, text, stages, outcomes, owners, wanted, products, sectors, lossReasons, noAccount, stalled, closedFrom, closedTo);
    }

    public OpportunityFilter with(Set<Outcome> wanted) {
        return new OpportunityFilter(accountId, text, stages, wanted, owners, units, products, sectors, lossReasons, noAccount, stalled, closedFrom, closedTo);
    }

    public OpportunityFilter closed(@Nullable LocalDate from, @Nullable LocalDate to) {
        return new OpportunityFilter(accountId, text, stages, outcomes, owners, units, products, sectors, lossReasons, noAccount, stalled, from, to);
    }
}
