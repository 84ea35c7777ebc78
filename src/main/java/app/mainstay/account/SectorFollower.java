package app.mainstay.account;

import org.jspecify.annotations.Nullable;

/** A room that keeps sums by the sector of accounts. */
public interface SectorFollower {

    /** Runs in the transaction that changed the account, which says the new sector already. */
    void sectorChanged(long accountId, @Nullable String before, @Nullable String after);
}
