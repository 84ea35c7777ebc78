package app.mainstay.sales;

import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what became different of a deal: in its own list of changes, in the account's story, and to open screens. */
@Component
class OpportunityStory {

    private final OpportunityStore store;
    private final UserService users;
    private final Timeline timeline;
    private final CurrentUser currentUser;
    private final Changes changes;

    OpportunityStory(OpportunityStore store, UserService users, Timeline timeline, CurrentUser currentUser, Changes changes) {
        this.store = store;
        this.users = users;
        this.timeline = timeline;
        this.currentUser = currentUser;
        this.changes = changes;
    }

    /** Of a new deal. */
    void opened(Opportunity deal, StageRow stage, Instant now) {
        store.record(deal.id(), now, currentUser.currentActor().orElse(null), ChangeKind.STAGE, null, stage.code());
        story(deal.accountId(), now, "sales.opened", deal, null);
        announce(deal);
    }

    /** Of new deals that are written in sets, with their first changes. */
    void opened(Collection<OpportunityMassWriter.Fresh> deals, Set<Long> announced) {
        List<Timeline.Told> told = new ArrayList<>();
        for (var fresh : deals) {
            var draft = fresh.settled().draft();
            changes.announce(Opportunities.CHANGED, fresh.id());
            if (draft.accountId() != null) {
                told.add(new Timeline.Told(draft.accountId(), fresh.at(), "sales.opened", fresh.id(), told(draft.name(), null)));
                if (announced.add(draft.accountId())) {
                    changes.announce(AccountService.CHANGED, draft.accountId());
                }
            }
        }
        timeline.recordEach(told);
    }

    /** Of a deal that an import takes back, with the story of its coming. */
    void removed(Opportunity deal) {
        if (deal.accountId() != null) {
            timeline.forget(deal.accountId(), "sales", deal.id());
        }
        announce(deal);
    }

    /** Before the deal becomes what is settled. */
    void tell(Opportunity deal, Opportunity.Settled next, StageRow stageBefore, Instant now) {
        @Nullable Long actor = currentUser.currentActor().orElse(null);
        var draft = next.draft();
        if (!Objects.equals(stageBefore.id(), next.stage().id())) {
            store.record(deal.id(), now, actor, ChangeKind.STAGE, stageBefore.code(), next.stage().code());
            String kind = switch (next.stage().outcome()) {
                case WON -> "sales.won";
                case LOST -> "sales.lost";
                case CANCELLED -> "sales.cancelled";
                case OPEN -> stageBefore.isOpen() ? null : "sales.reopened";
            };
            if (kind != null) {
                story(draft.accountId(), now, kind, deal, next.amount());
            }
        }
        if (!deal.amount().equals(next.amount())) {
            store.record(deal.id(), now, actor, ChangeKind.AMOUNT, text(deal.amount()), text(next.amount()));
        }
        if (!Objects.equals(deal.expectedOn(), draft.expectedOn())) {
            store.record(deal.id(), now, actor, ChangeKind.EXPECTED, text(deal.expectedOn()), text(draft.expectedOn()));
        }
        if (!Objects.equals(deal.closedOn(), draft.closedOn())) {
            store.record(deal.id(), now, actor, ChangeKind.CLOSED, text(deal.closedOn()), text(draft.closedOn()));
        }
        if (deal.ownerId() != Objects.requireNonNull(draft.ownerId())) {
            store.record(deal.id(), now, actor, ChangeKind.OWNER, users.find(deal.ownerId()).map(UserRow::displayName).orElse(null),
                    users.find(draft.ownerId()).map(UserRow::displayName).orElse(null));
        }
    }

    private static String text(Money money) {
        return money.currency() + " " + money.amount().stripTrailingZeros().toPlainString();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return Optional.ofNullable(day).map(LocalDate::toString).orElse(null);
    }

    private void story(@Nullable Long accountId, Instant now, String kind, Opportunity deal, @Nullable Money amount) {
        if (accountId != null) {
            timeline.record(accountId, now, kind, deal.id(), told(deal.name(), amount));
        }
    }

    private static Map<String, String> told(String name, @Nullable Money amount) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("name", name);
        parameters.put("amount", amount == null ? "" : text(amount));
        return parameters;
    }

    void announce(Opportunity deal) {
        changes.announce(Opportunities.CHANGED, deal.id());
        if (deal.accountId() != null) {
            changes.announce(AccountService.CHANGED, deal.accountId());
        }
    }
}
