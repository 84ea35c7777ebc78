package app.mainstay.coverage;

import app.mainstay.account.Tier;
import app.mainstay.shared.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page and the print of a handover show, read in a few queries however many accounts there are.
 *
 * @param edition         what a signature is for: to be given back to {@link Handovers#sign} and {@link Handovers#words}
 * @param giverWords      plain text or Markdown with its line breaks
 * @param giverSigned     null: not yet
 * @param ended           when it was done or cancelled, by whom and why; null while it is open
 * @param failures        why it could not be carried out though it was due; it is tried again every day
 * @param accounts        by name; after it is done only those that this viewer still sees
 * @param unseen          how many more there are that this viewer does not see
 * @param parts           what is open, told by each feature; from when it was carried out once it is done. Parts without lines are absent
 */
public record HandoverDetails(long id, int version, int edition, HandoverState state, boolean portfolio, Person giver, Person taker,
                              LocalDate effectiveOn, String reason, @Nullable String overReason, @Nullable String giverWords,
                              @Nullable String takerWords, @Nullable Signature giverSigned, @Nullable Signature takerSigned, String responsibleName,
                              Instant createdAt, @Nullable Ended ended, List<Problem> failures, List<Line> accounts, int unseen, List<Part> parts,
                              May may) {

    public record Person(long id, String name, String unitName, boolean active) {
    }

    /** @param reason why somebody else signed; null where it is the person's own signature */
    public record Signature(Instant at, long byId, String byName, @Nullable String reason) {
    }

    public record Ended(Instant at, @Nullable String byName, @Nullable String reason) {
    }

    /**
     * An account that is handed over.
     *
     * @param linked whether the viewer may open its page
     * @param moved  null until it is carried out; false: somebody else had got it meanwhile
     */
    public record Line(long accountId, String name, @Nullable Tier tier, @Nullable Instant lastContactAt, @Nullable Instant nextMeetingAt,
                       boolean archived, boolean linked, @Nullable Boolean moved) {
    }

    /** @param titleKey translation key of the heading */
    public record Part(String id, String titleKey, List<Item> items) {
    }

    /**
     * @param accountName null where the line is about no account, or about one that this viewer does not see
     * @param textKey     a translation key; the parameters are its values in their order
     * @param parameters  names and texts as they are; a value that begins with "enum." is a translation key, one whose name ends with "On" is a
     *                    date, with "At" an instant, both in ISO form
     */
    public record Item(@Nullable Long accountId, @Nullable String accountName, String textKey, Map<String, String> parameters) {
    }

    /** What this viewer may do now. @param signFor for somebody who is away or has left, with a reason */
    public record May(boolean edit, boolean open, boolean writeAsGiver, boolean writeAsTaker, boolean signAsGiver, boolean signAsTaker,
                      boolean signForGiver, boolean signForTaker, boolean cancel, boolean retry) {
    }
}
