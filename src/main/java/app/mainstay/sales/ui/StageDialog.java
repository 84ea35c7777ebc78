package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.contact.ContactFilter;
import app.mainstay.account.contact.ContactSort;
import app.mainstay.account.contact.Contacts;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.market.CompetitorFilter;
import app.mainstay.market.CompetitorSort;
import app.mainstay.market.Competitors;
import app.mainstay.sales.Demand;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.OpportunityDraft;
import app.mainstay.sales.Outcome;
import app.mainstay.sales.StageRow;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks at the drop for what the stage demands. Stays open with what was typed while the service refuses. */
final class StageDialog extends Dialog {

    private record Choice(long id, String name) {
    }

    private final Form form = new Form();
    private final transient Opportunities service;
    private final transient OpportunityDraft draft;
    private final transient StageRow target;
    private final transient Consumer<OpportunityDraft> store;
    private final @Nullable ComboBox<Choice> account;
    private final @Nullable MultiSelectComboBox<Choice> contacts;
    private final @Nullable MoneyField amount;
    private final @Nullable DayField expectedOn;
    private final @Nullable TextField nextStep;
    private final @Nullable DayField closedOn;
    private final @Nullable ComboBox<CodeEntry> lossReason;
    private final @Nullable ComboBox<Choice> lostTo;
    private final @Nullable TextArea note;
    private boolean stored;

    /** Whom it asks. */
    record Rooms(Opportunities deals, AccountService accounts, Contacts contacts, Competitors competitors, CodeLists codes, SettingsService settings) {
    }

    /** @param cancelled runs when nothing was stored */
    StageDialog(Rooms rooms, OpportunityDraft draft, StageRow target, Consumer<OpportunityDraft> store, Runnable cancelled) {
        service = rooms.deals();
        this.draft = draft;
        this.target = target;
        this.store = store;
        setHeaderTitle(tr("sales.stage.into", draft.name(), target.label(getLocale())));
        setWidth("min(520px, 94vw)");
        Set<Demand> missing = service.missing(draft, Objects.requireNonNull(target.id()));
        account = missing.contains(Demand.ACCOUNT) ? form.field("accountId", new ComboBox<>(tr("sales.accountId")), Choice::name) : null;
        if (account != null) {
            account.setItemLabelGenerator(Choice::name);
            account.setItems(query -> rooms.accounts().page(AccountFilter.text(query.getFilter().orElse("")), new Slice<>(query.getOffset(), query.getLimit(),
                    Slice.first(1, AccountSort.NAME).orders())).stream().map(row -> new Choice(row.id(), row.name())));
        }
        contacts = missing.contains(Demand.CONTACT) ? form.field("contacts", new MultiSelectComboBox<>(tr("sales.contacts")),
                chosen -> chosen.stream().map(Choice::name).sorted().collect(Collectors.joining(tr("base.listSeparator")))) : null;
        if (contacts != null) {
            contacts.setItemLabelGenerator(Choice::name);
            contacts.setItems(query -> {
                // Asked in any case: a screen that pages must be told from where and how many.
                var slice = new Slice<>(query.getOffset(), query.getLimit(), Slice.first(1, ContactSort.NAME).orders());
                Long at = accountId();
                return at == null ? Stream.<Choice>empty() : rooms.contacts().page(new ContactFilter(at, query.getFilter().orElse(""), Set.of(), Set.of(), false, false), slice)
                        .stream().map(row -> new Choice(row.id(), row.name()));
            });
        }
        amount = missing.contains(Demand.AMOUNT) ? form.field("amount", new MoneyField(tr("sales.amount"), List.of(rooms.settings().current().baseCurrency(), "USD", "EUR")),
                money -> Formats.moneyInFull(money, getLocale())) : null;
        expectedOn = missing.contains(Demand.CLOSE) ? form.field("expectedOn", new DayField(tr("sales.expectedOn")), day -> Formats.date(day, getLocale())) : null;
        nextStep = missing.contains(Demand.NEXT_STEP) ? form.field("nextStep", new TextField(tr("sales.nextStep"))) : null;
        boolean closes = !target.isOpen();
        closedOn = closes ? form.field("closedOn", new DayField(tr("sales.closedOn")), day -> Formats.date(day, getLocale())) : null;
        if (closedOn != null) {
            closedOn.setValue(rooms.settings().today());
        }
        boolean needsReason = target.outcome() == Outcome.LOST || target.outcome() == Outcome.CANCELLED;
        lossReason = needsReason ? form.field("lossReason", new ComboBox<>(tr("sales.lossReason")), entry -> entry.label(getLocale())) : null;
        if (lossReason != null) {
            lossReason.setItems(rooms.codes().entries(CodeList.LOSS_REASON).stream().filter(CodeEntry::active).toList());
            lossReason.setItemLabelGenerator(entry -> entry.label(getLocale()));
            lossReason.setRequiredIndicatorVisible(true);
        }
        lostTo = target.outcome() == Outcome.LOST ? form.field("lostToId", new ComboBox<>(tr("sales.lostToId")), Choice::name) : null;
        if (lostTo != null) {
            lostTo.setItemLabelGenerator(Choice::name);
            lostTo.setClearButtonVisible(true);
            lostTo.setItems(query -> rooms.competitors().page(new CompetitorFilter(query.getFilter().orElse(""), true), new Slice<>(query.getOffset(), query.getLimit(),
                    Slice.first(1, CompetitorSort.NAME).orders())).stream().map(row -> new Choice(row.id(), row.name())));
        }
        if (lossReason != null && lostTo != null) {
            lossReason.addValueChangeListener(change -> lostTo.setRequiredIndicatorVisible(change.getValue() != null && change.getValue().competitor()));
        }
        note = closes ? form.field("closingNote", new TextArea(tr("sales.closingNote")), text -> text) : null;
        add(form);
        var go = new Button(tr("sales.stage.go"), click -> go());
        go.addThemeVariants(ButtonVariant.PRIMARY);
        Shortcuts.addShortcutListener(this, this::go, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        getFooter().add(new Button(tr("base.cancel"), click -> close()), go);
        addOpenedChangeListener(event -> {
            if (!event.isOpened() && !stored) {
                cancelled.run();
            }
        });
    }

    private @Nullable Long accountId() {
        return account == null || account.isEmpty() ? draft.accountId() : Long.valueOf(account.getValue().id());
    }

    private void go() {
        var change = new OpportunityDraft(draft.id(), draft.name(), accountId(), draft.ownerId(), target.id(),
                amount != null && amount.getValue() != null ? amount.getValue() : draft.amount(), draft.lines(),
                expectedOn != null && expectedOn.getValue() != null ? expectedOn.getValue() : draft.expectedOn(), draft.openedOn(),
                closedOn == null ? null : closedOn.getValue(), draft.source(), nextStep != null && !nextStep.isEmpty() ? nextStep.getValue() : draft.nextStep(),
                draft.nextStepOn(), lossReason == null || lossReason.isEmpty() ? null : lossReason.getValue().code(),
                lostTo == null || lostTo.isEmpty() ? null : lostTo.getValue().id(), note == null ? null : note.getValue(), draft.competitors(),
                contacts == null ? draft.contacts() : contacts.getValue().stream().map(Choice::id).collect(Collectors.toSet()),
                draft.version());
        if (!form.isReadable()) {
            form.show(service.problems(change));
            return;
        }
        try {
            store.accept(change);
            stored = true;
            close();
        } catch (RefusedException refused) {
            form.show(refused.problems());
        }
    }
}
