package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.OpportunityDraft;
import app.mainstay.sales.StageRow;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.UI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.springframework.dao.OptimisticLockingFailureException;

/** Puts deals into other stages, on the board and in the list: asks for what a stage demands and for how a deal was closed, and takes it back. */
final class StageMoves {

    private final StageDialog.Rooms rooms;
    private final Opportunities service;
    private final Runnable load;
    private final LongConsumer moved;

    /** @param load shows deals as they are now. @param moved told which deal was stored */
    StageMoves(StageDialog.Rooms rooms, Runnable load, LongConsumer moved) {
        this.rooms = rooms;
        service = rooms.deals();
        this.load = load;
        this.moved = moved;
    }

    /** @param cancelled runs when nothing was stored */
    void move(long id, StageRow target, Runnable cancelled) {
        var draft = find(id);
        if (draft.isEmpty()) {
            load.run();
        } else if (needsNothing(draft.get(), target)) {
            store(draft.get().into(target.id()), draft.get(), target);
        } else {
            ask(draft.get(), target, cancelled);
        }
    }

    /** Whether something was to be asked, which it does. */
    boolean asks(long id, StageRow target) {
        var draft = find(id).filter(deal -> deal.closedOn() == null && !needsNothing(deal, target));
        draft.ifPresent(deal -> ask(deal, target, () -> { }));
        return draft.isPresent();
    }

    private Optional<OpportunityDraft> find(long id) {
        try {
            return Optional.of(service.get(id).draft());
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    private boolean needsNothing(OpportunityDraft draft, StageRow target) {
        return target.isOpen() && service.missing(draft.into(target.id()), Objects.requireNonNull(target.id())).isEmpty();
    }

    private void ask(OpportunityDraft draft, StageRow target, Runnable cancelled) {
        new StageDialog(rooms, draft.into(target.id()), target, change -> store(change, draft, target), cancelled).open();
    }

    /** @throws RefusedException for the dialog, which stays open with what was typed */
    private void store(OpportunityDraft change, OpportunityDraft before, StageRow target) {
        try {
            service.move(change);
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            Notices.failed(Unexpected.sentence(conflict));
            load.run();
            return;
        } catch (RefusedException refused) {
            if (!needsNothing(change, target)) {
                throw refused;
            }
            Notices.failed(String.join(" ", refused.problems().stream().map(problem -> tr(problem)).toList()));
            load.run();
            return;
        }
        load.run();
        moved.accept(Objects.requireNonNull(change.id()));
        Notices.done(tr("sales.moved", change.name(), target.label(UI.getCurrent().getLocale())), () -> undo(change, before));
    }

    private void undo(OpportunityDraft change, OpportunityDraft before) {
        try {
            var now = service.get(Objects.requireNonNull(change.id())).draft();
            service.move(before.withVersion(now.version()));
        } catch (RefusedException | ConflictException | NotFoundException changedSince) {
            Notices.failed(Unexpected.sentence(changedSince));
        }
        load.run();
    }
}
