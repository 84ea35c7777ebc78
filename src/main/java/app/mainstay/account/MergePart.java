package app.mainstay.account;

import app.mainstay.shared.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a feature keeps of an account and moves when that turns out to be another one; contributed as a bean. Everything that refers to an account
 * has such a part, or a test asks why not.
 */
public interface MergePart {

    /**
     * One account becomes part of another.
     *
     * @param revision holds the history rows of what is moved past Hibernate; see {@code audit.Revisions}
     * @param at       the instant of the merge
     */
    record Merge(long fromId, long intoId, long revision, Instant at) {
    }

    /** The tables that refer to an account and are cared for here. */
    Set<String> tables();

    /** Translation key of "{0} contacts"; "" where nothing ever moves. */
    default String labelKey() {
        return "";
    }

    /** How much there is to move; what {@link #labelKey} says. */
    default long count(long accountId) {
        return 0;
    }

    /** What stands against the merge, in words; asked under a lock on both accounts. */
    default List<Problem> obstacles(long fromId, long intoId) {
        return List.of();
    }

    /** Moves everything, in the transaction of the merge, whose person may change both. Nothing is lost: what cannot be there twice is joined. */
    void move(Merge merge);
}
