package app.mainstay.sales;

import app.mainstay.audit.Because;
import app.mainstay.audit.Revisions;
import app.mainstay.security.CurrentUser;
import app.mainstay.shared.Ids;
import app.mainstay.shared.RefusedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * New deals by hundreds, in the caller's transaction: each is checked as {@link Opportunities#save} checks it, and all are written in sets at
 * {@link #write}, in one revision.
 */
final class OpportunityIntake {

    private final OpportunityRules rules;
    private final OpportunityRules.Asked asked;
    private final OpportunityMassWriter writer;
    private final OpportunityStory story;
    private final Revisions revisions;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final List<OpportunityMassWriter.Fresh> waiting = new ArrayList<>();
    private final Set<Long> announced = new HashSet<>();
    private @Nullable Long revision;

    OpportunityIntake(OpportunityRules rules, OpportunityMassWriter writer, OpportunityStory story, Revisions revisions, CurrentUser currentUser, Clock clock) {
        this.rules = rules;
        asked = rules.asked().forFile();
        this.writer = writer;
        this.story = story;
        this.revisions = revisions;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * The id under which it will be written.
     *
     * @throws RefusedException with a problem per wrong field
     */
    long add(OpportunityDraft draft) {
        var fresh = new OpportunityMassWriter.Fresh(Ids.next(), rules.settle(OpportunityRules.clean(draft), null, null, asked), clock.instant(),
                currentUser.currentActor().orElse(null));
        waiting.add(fresh);
        return fresh.id();
    }

    void write() {
        if (waiting.isEmpty()) {
            return;
        }
        if (revision == null) {
            revision = revisions.open(currentUser.currentActor().orElse(null), Because.given().orElse("deals"), Because.batch().orElse(null));
        }
        writer.write(waiting, revision);
        story.opened(waiting, announced);
        waiting.clear();
    }
}
