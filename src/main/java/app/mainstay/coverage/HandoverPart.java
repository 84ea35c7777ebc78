package app.mainstay.coverage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a feature has open for accounts that change hands; one bean a part. The document lists it, and it moves with the accounts. */
public interface HandoverPart {

    /**
     * What is handed over.
     *
     * @param portfolio everything that the giver has, also what is about none of these accounts
     */
    record Scope(long handoverId, Collection<Long> accountIds, long giverId, long takerId, boolean portfolio) {
    }

    /**
     * Something open.
     *
     * @param accountId  null: about no account
     * @param textKey    translation key of the sentence; the parameters are its values in the order of the map
     * @param parameters as {@link HandoverDetails.Item} reads them; 4,000 characters in all
     */
    record Open(@Nullable Long accountId, String textKey, Map<String, String> parameters) {
    }

    /** Stable, at most 40 characters. */
    String id();

    /** Translation key of the heading. */
    default String titleKey() {
        return "handover.part." + id();
    }

    /** Smaller stands further up. */
    default int order() {
        return 100;
    }

    /** In as many queries for one account as for ten thousand. The document's reader has been checked; rows of other accounts are left out. */
    List<Open> open(Scope scope);

    /**
     * Moves what is open to the taker, in the transaction in which the accounts move and after they have. Whoever is responsible for the
     * document is acting, a manager or director; what this throws leaves everything where it was.
     */
    void move(Scope scope, Instant at);
}
