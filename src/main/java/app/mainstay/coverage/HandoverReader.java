package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UnitService;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Which handovers exist for a viewer, and what each of them shows; the rights of acts are those of {@link Handovers}. */
@Component
class HandoverReader {

    private static final int PAGE = 500;

    private final HandoverQueries queries;
    private final HandoverAccounts accounts;
    private final HandoverRun handoverRun;
    private final AccountScope scope;
    private final UnitService units;
    private final CurrentUser currentUser;
    private final SettingsService settings;

    HandoverReader(HandoverQueries queries, HandoverAccounts accounts, HandoverRun handoverRun, AccountScope scope, UnitService units, CurrentUser currentUser,
                   SettingsService settings) {
        this.queries = queries;
        this.accounts = accounts;
        this.handoverRun = handoverRun;
        this.scope = scope;
        this.units = units;
        this.currentUser = currentUser;
        this.settings = settings;
    }

    /** @throws app.mainstay.shared.NotFoundException when it does not exist for this viewer */
    HandoverDetails get(long id) {
        var head = queries.head(visible().and("h.id = :id", "id", id)).orElseThrow(NotFoundException::new);
        var rows = scope.rows("a");
        var all = queries.lines(head, rows);
        boolean open = head.state().isOpen();
        // While it is open giver and taker read all of it: that is what they sign. Afterwards it shows no more than the accounts themselves.
        var lines = open ? all : all.stream().filter(HandoverDetails.Line::linked).toList();
        var kept = open ? handoverRun.open(new HandoverPart.Scope(id, all.stream().map(HandoverDetails.Line::accountId).toList(), head.giver().id(),
                head.taker().id(), head.portfolio())) : queries.kept(id);
        Map<Long, String> names = new HashMap<>();
        lines.forEach(line -> names.put(line.accountId(), line.name()));
        return new HandoverDetails(head.id(), head.version(), head.edition(), head.state(), head.portfolio(), head.giver(), head.taker(),
                head.effectiveOn(), head.reason(), head.overReason(), head.giverWords(), head.takerWords(), head.giverSigned(), head.takerSigned(),
                head.responsibleName(), head.createdAt(), head.ended(), head.failures(), lines, all.size() - lines.size(),
                parts(kept, names, open ? new Sql() : rows, open), may(head));
    }

    /** For who leads the giver. */
    List<HandoverDetails.Part> preview(HandoverDraft draft) {
        long giver = Objects.requireNonNull(draft.giverId());
        var ids = draft.portfolio() ? accounts.portfolio(giver, draft.id()) : List.copyOf(accounts.ofRepresentative(draft.accountIds(), giver));
        var open = handoverRun.open(new HandoverPart.Scope(draft.id() == null ? 0 : draft.id(), ids, giver, draft.takerId() == null ? 0 : draft.takerId(),
                draft.portfolio()));
        return parts(open, new HashMap<>(), scope.rows("a"), true);
    }

    /** Those where the viewer is giver or taker (not drafts), and for managers and directors those of the people of their units. */
    List<HandoverRow> page(HandoverFilter filter, Slice<HandoverSort> slice) {
        long me = currentUser.require().id();
        return queries.page(visible().and(HandoverQueries.where(filter, me)), slice, me);
    }

    /** How many there are, exactly up to the bound. */
    long count(HandoverFilter filter, long atMost) {
        return queries.count(visible().and(HandoverQueries.where(filter, currentUser.require().id())), atMost);
    }

    void stream(HandoverFilter filter, List<Slice.Order<HandoverSort>> orders, Consumer<HandoverRow> consumer) {
        long offset = 0;
        List<HandoverRow> rows;
        do {
            rows = page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    /** Whether it exists for this viewer. */
    boolean sees(long id) {
        return queries.count(visible().and("h.id = :id", "id", id), 1) > 0;
    }

    /** Open handovers of accounts in the viewer's scope, by account id, drafts left out; in one query. */
    Map<Long, Handovers.Pending> pending(Collection<Long> accountIds) {
        if (accountIds.isEmpty()) {
            return Map.of();
        }
        var where = new Sql().and("x.open_account_id in (:ids)", "ids", accountIds).and("h.state <> 'DRAFT'").and(scope.rows("a"));
        return queries.pending(where, visible()).stream().collect(Collectors.toMap(Handovers.Pending::accountId, pending -> pending));
    }

    /** "Giver → Taker", of those that exist for this viewer. */
    Map<Long, String> names(Set<Long> ids) {
        return ids.isEmpty() ? Map.of() : queries.page(visible().and("h.id in (:ids)", "ids", ids), Slice.first(ids.size(), HandoverSort.CREATED),
                currentUser.require().id()).stream().collect(Collectors.toMap(HandoverRow::id, row -> row.giverName() + " → " + row.takerName()));
    }

    private List<HandoverDetails.Part> parts(List<HandoverAccounts.Kept> open, Map<Long, String> names, Sql visible, boolean all) {
        var unknown = open.stream().map(line -> line.open().accountId()).filter(Objects::nonNull).filter(id -> !names.containsKey(id))
                .collect(Collectors.toSet());
        names.putAll(queries.accountNames(unknown, visible));
        List<HandoverDetails.Part> parts = new ArrayList<>();
        handoverRun.titles().forEach((id, titleKey) -> {
            var items = open.stream().filter(line -> line.part().equals(id)).map(HandoverAccounts.Kept::open)
                    .filter(line -> all || line.accountId() == null || names.containsKey(line.accountId()))
                    .map(line -> new HandoverDetails.Item(line.accountId(), names.get(line.accountId()), line.textKey(), line.parameters())).toList();
            if (!items.isEmpty()) {
                parts.add(new HandoverDetails.Part(id, titleKey, items));
            }
        });
        return parts;
    }

    private HandoverDetails.May may(HandoverQueries.Head head) {
        long me = currentUser.require().id();
        boolean leadsGiver = scope.mayAssignWithin(head.giverUnitId());
        boolean leadsTaker = scope.mayAssignWithin(head.takerUnitId());
        boolean open = head.state().isOpen();
        boolean signing = head.state() == HandoverState.OPEN;
        boolean giver = head.giver().id() == me;
        boolean taker = head.taker().id() == me;
        boolean giverSigns = signing && head.giverSigned() == null;
        boolean takerSigns = signing && head.takerSigned() == null;
        boolean due = head.state() == HandoverState.SIGNED && !head.effectiveOn().isAfter(settings.today());
        return new HandoverDetails.May(open && leadsGiver && leadsTaker, head.state() == HandoverState.DRAFT && leadsGiver && leadsTaker,
                signing && (giver || leadsGiver), signing && (taker || leadsTaker), giverSigns && giver, takerSigns && taker,
                giverSigns && !giver && leadsGiver, takerSigns && !taker && leadsTaker, open && leadsGiver,
                due && !head.failures().isEmpty() && leadsGiver && leadsTaker);
    }

    /** Drafts are for who leads the giver. */
    private Sql visible() {
        Viewer viewer = currentUser.require();
        var where = new Sql().with("me", viewer.id());
        String own = "(h.giver_id = :me or h.taker_id = :me) and h.state <> 'DRAFT'";
        if (!viewer.role().seesUnit()) {
            return where.and("(" + own + ")");
        }
        return where.and("(" + own + " or g.unit_id in (:mine) or t.unit_id in (:mine) and h.state <> 'DRAFT')")
                .with("mine", units.subtree(viewer.unitId()));
    }
}
