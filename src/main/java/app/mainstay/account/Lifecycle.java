package app.mainstay.account;

import app.mainstay.shared.Coded;
import java.util.Set;

/** Where the relationship with an account stands, in the order in which it usually goes. */
public enum Lifecycle implements Coded {
    PROSPECT, ACTIVE, AT_RISK, CHURNED, REACTIVATED;

    /** Where it may go from here. */
    public Set<Lifecycle> next() {
        return switch (this) {
            case PROSPECT -> Set.of(ACTIVE);
            case ACTIVE, REACTIVATED -> Set.of(AT_RISK, CHURNED);
            case AT_RISK -> Set.of(ACTIVE, CHURNED);
            case CHURNED -> Set.of(REACTIVATED);
        };
    }

    /** A customer who buys: with a tier that is an ACTIVE key account of the indicators. */
    public boolean isCustomer() {
        return this == ACTIVE || this == AT_RISK || this == REACTIVATED;
    }
}
