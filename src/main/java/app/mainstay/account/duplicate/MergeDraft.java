package app.mainstay.account.duplicate;

import java.util.Set;

/**
 * Two accounts on their way to become one.
 *
 * @param fromId      the one that ends
 * @param fromVersion as it was read
 * @param intoId      the one that remains
 * @param taken       the fields, by the names of the account's draft and "lifecycle", whose value is taken from the one that ends
 * @param bothTags    the tags of both
 */
public record MergeDraft(long fromId, int fromVersion, long intoId, int intoVersion, Set<String> taken, boolean bothTags) {

    public MergeDraft {
        taken = Set.copyOf(taken);
    }
}
