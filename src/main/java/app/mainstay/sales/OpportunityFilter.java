package app.mainstay.sales;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list, a board or an analysis of deals may be asked for; empty sets ask nothing.
 *
 * @param accountId  null: of all accounts
 * @param text       part of the deal's name, or the beginning of its pinyin; or a text of its account, where not too many have that
 * @param units      the owners' units, with what lies below
 * @param noAccount  only those to be completed
 * @param stalled    only open ones that are longer in their stage than its norm
 * @param closedFrom first day of closing; null: any
 * @param closedTo   day after the last of closing
 * @param expectedFrom first day on which it is expected to close; null: any
 * @param expectedTo   day after the last of these
 * @param overdue      only open ones whose expected day has passed
 */
public record OpportunityFilter(@Nullable Long accountId, @Nullable String text, Set<Long> stages, Set<Outcome> outcomes, Set<Long> owners, Set<Long> units,
                                Set<Long> products, Set<String> sectors, Set<String> lossReasons, boolean noAccount, boolean stalled,
                                @Nullable LocalDate closedFrom, @Nullable LocalDate closedTo, @Nullable LocalDate expectedFrom, @Nullable LocalDate expectedTo,
                                boolean overdue) {

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

    /** Whenever it is expected to close. */
    public OpportunityFilter(@Nullable Long accountId, @Nullable String text, Set<Long> stages, Set<Outcome> outcomes, Set<Long> owners, Set<Long> units,
                             Set<Long> products, Set<String> sectors, Set<String> lossReasons, boolean noAccount, boolean stalled, @Nullable LocalDate closedFrom,
                             @Nullable LocalDate closedTo) {
        this(accountId, text, stages, outcomes, owners, units, products, sectors, lossReasons, noAccount, stalled, closedFrom, closedTo, null, null, false);
    }

    public OpportunityFilter ofAccount(long account) {
        return new OpportunityFilter(account, text, stages, outcomes, owners, units, products, sectors, lossReasons, noAccount, stalled, closedFrom, closedTo, expectedFrom,
                expectedTo, overdue);
    }

    public OpportunityFilter ofUnits(Set<Long> wanted) {
        return new OpportunityFilter(accountId, text, stages, outcomes, owners, wanted, products, sectors, lossReasons, noAccount, stalled, closedFrom, closedTo, expectedFrom,
                expectedTo, overdue);
    }

    public OpportunityFilter with(Set<Outcome> wanted) {
        return new OpportunityFilter(accountId, text, stages, wanted, owners, units, products, sectors, lossReasons, noAccount, stalled, closedFrom, closedTo, expectedFrom,
                expectedTo, overdue);
    }

    public OpportunityFilter closed(@Nullable LocalDate from, @Nullable LocalDate to) {
        return new OpportunityFilter(accountId, text, stages, outcomes, owners, units, products, sectors, lossReasons, noAccount, stalled, from, to, expectedFrom, expectedTo,
                overdue);
    }

    /** @param late only open ones whose expected day has passed */
    public OpportunityFilter expected(@Nullable LocalDate from, @Nullable LocalDate to, boolean late) {
        return new OpportunityFilter(accountId, text, stages, outcomes, owners, units, products, sectors, lossReasons, noAccount, stalled, closedFrom, closedTo, from, to, late);
    }
}
