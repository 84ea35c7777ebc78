package app.mainstay.account;

import java.util.Collection;

/** A room whose rows carry the unit of their account. */
public interface UnitFollower {

    /** Runs in the transaction that put the accounts, which it holds, into a unit that they say already. At most some thousand at once. */
    void unitChanged(Collection<Long> accountIds);
}
