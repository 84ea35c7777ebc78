package app.mainstay.account.duplicate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account that may be the one being typed.
 *
 * @param field  the draft's component that it resembles most: name, creditCode or website
 * @param found  null: there is one out of the reader's sight, and that is all to be known of it
 */
public record DuplicateMatch(String field, @Nullable Found found) {

    /** @param reasons strongest first */
    public record Found(long id, String name, boolean archived, List<DuplicateReason> reasons) {
    }
}
