package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.contact.ContactFilter;
import app.mainstay.account.contact.ContactSort;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.FormPage;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.base.ui.list.RecordTrail;
import app.mainstay.market.CompetitorFilter;
import app.mainstay.market.CompetitorSort;
import app.mainstay.market.Competitors;
import app.mainstay.sales.ChangeKind;
import app.mainstay.sales.LineDraft;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.OpportunityDetails;
import app.mainstay.sales.OpportunityDraft;
import app.mainstay.sales.OpportunityFilter;
import app.mainstay.sales.OpportunityList;
import app.mainstay.sales.OpportunityRow;
import app.mainstay.sales.OpportunitySort;
import app.mainstay.sales.Outcome;
import app.mainstay.sales.Products;
import app.mainstay.sales.StageRow;
import app.mainstay.sales.Stages;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One deal, to be read or edited, with what became different since it was opened. */
@Route(SalesNavigation.OPPORTUNITY)
@RouteAlias(SalesNavigation.CREATE)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class OpportunityView extends FormPage<OpportunityView.KeptDeal> implements BeforeEnterObserver {

    /** Something to be chosen that knows its name already. */
    record Choice(long id, String name) {
    }

    /** A draft with the names behind its ids, since a reload must show them again. */
    record KeptDeal(OpportunityDraft draft, @Nullable String account, @Nullable String owner, Map<Long, String> contacts, Map<Long, String> competitors) {
    }

    private final transient Opportunities service;
    private final transient Stages stages;
    private final transient CurrentUser currentUser;
    private final transient SettingsService settings;
    private final transient UserService users;
    private final transient AccountService accounts;
    private final transient CodeLists codes;
    private final TextField name;
    private final ComboBox<Choice> account;
    private final ComboBox<StageRow> stage;
    private final ComboBox<Choice> owner;
    private final DayField expectedOn;
    private final LinesField lines;
    private final MoneyField amount;
    private final TextField nextStep;
    private final DayField nextStepOn;
    private final ComboBox<CodeEntry> source;
    private final DayField openedOn;
    private final MultiSelectComboBox<Choice> competitors;
    private final MultiSelectComboBox<Choice> contacts;
    private final DayField closedOn;
    private final ComboBox<CodeEntry> lossReason;
    private final ComboBox<Choice> lostTo;
    private final TextArea closingNote;
    private final Div history = new Div();
    private final RecordTrail<OpportunityRow, OpportunityFilter, OpportunitySort> trail;
    private final Div accountLink = new Div();
    private @Nullable Long id;
    private @Nullable Long givenAccount;
    private int version;

    public OpportunityView(Opportunities service, Stages stages, Products products, Competitors register, Contacts people, AccountService accounts,
                           UserService users, CodeLists codes, CurrentUser currentUser, SettingsService settings, Drafts drafts, OpportunityList list) {
        super(drafts, "opportunity", KeptDeal.class);
        this.service = service;
        this.stages = stages;
        this.currentUser = currentUser;
        this.settings = settings;
        this.users = users;
        this.accounts = accounts;
        this.codes = codes;
        form.group(tr("sales.group.what"));
        name = form.field("name", new TextField(tr("sales.name")));
        name.setRequiredIndicatorVisible(true);
        account = form.field("accountId", new ComboBox<>(tr("sales.accountId")), Choice::name);
        account.setItemLabelGenerator(Choice::name);
        account.setClearButtonVisible(true);
        account.setItems(query -> accounts.page(AccountFilter.text(query.getFilter().orElse("")), new Slice<>(query.getOffset(), query.getLimit(),
                Slice.first(1, AccountSort.NAME).orders())).stream().map(row -> new Choice(row.id(), row.name())));
        stage = form.field("stageId", new ComboBox<>(tr("sales.stageId")), row -> row.label(getLocale()));
        stage.setRequiredIndicatorVisible(true);
        stage.setItems(stages.active());
        stage.setItemLabelGenerator(row -> row.label(getLocale()));
        owner = form.field("ownerId", new ComboBox<>(tr("sales.ownerId")), Choice::name);
        owner.setRequiredIndicatorVisible(true);
        owner.setItemLabelGenerator(Choice::name);
        owner.setItems(query -> users.assignable(query.getFilter().orElse(""), new Slice<>(query.getOffset(), query.getLimit(),
                Slice.first(1, UserSort.NAME).orders())).stream().map(user -> new Choice(user.id(), user.displayName())));
        expectedOn = form.field("expectedOn", new DayField(tr("sales.expectedOn")), day -> Formats.date(day, getLocale()));
        expectedOn.setClearButtonVisible(true);
        source = form.field("source", codeBox(CodeList.DEAL_SOURCE, "sales.source"), entry -> entry.label(getLocale()));
        form.group(tr("sales.group.worth"));
        String base = settings.current().baseCurrency();
        amount = form.field("amount", new MoneyField(tr("sales.amount"), Stream.concat(Stream.of(base), Stream.of("CNY", "USD", "EUR", "HKD", "JPY", "GBP"))
                .distinct().toList()), money -> Formats.moneyInFull(money, getLocale()));
        form.group(null);
        lines = form.field("lines", new LinesField(products, this::currency, settings::today), this::text);
        lines.addValueChangeListener(change -> {
            boolean summed = !change.getValue().isEmpty();
            if (summed && change.isFromClient()) {
                amount.setValue(new Money(change.getValue().stream().map(LineDraft::amount).reduce(BigDecimal.ZERO, BigDecimal::add), currency()));
            }
            showAmount();
        });
        amount.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                lines.currencyChanged();
            }
        });
        form.group(tr("sales.group.next"));
        nextStep = form.field("nextStep", new TextField(tr("sales.nextStep")));
        nextStepOn = form.field("nextStepOn", new DayField(tr("sales.nextStepOn")), day -> Formats.date(day, getLocale()));
        nextStepOn.setClearButtonVisible(true);
        contacts = form.field("contacts", new MultiSelectComboBox<>(tr("sales.contacts")), OpportunityView::names);
        contacts.setItemLabelGenerator(Choice::name);
        contacts.setItems(query -> account.isEmpty() ? Stream.<Choice>empty().skip(query.getOffset()).limit(query.getLimit())
                : people.page(new ContactFilter(account.getValue().id(), query.getFilter().orElse(""), Set.of(), Set.of(), false, false),
                        new Slice<>(query.getOffset(), query.getLimit(), Slice.first(1, ContactSort.NAME).orders())).stream()
                .map(row -> new Choice(row.id(), row.name())));
        competitors = form.field("competitors", new MultiSelectComboBox<>(tr("sales.competitors")), OpportunityView::names);
        competitors.setItemLabelGenerator(Choice::name);
        competitors.setItems(query -> register.page(new CompetitorFilter(query.getFilter().orElse(""), true), new Slice<>(query.getOffset(), query.getLimit(),
                Slice.first(1, CompetitorSort.NAME).orders())).stream().map(row -> new Choice(row.id(), row.name())));
        form.group(tr("sales.group.times"));
        openedOn = form.field("openedOn", new DayField(tr("sales.openedOn")), day -> Formats.date(day, getLocale()));
        closedOn = form.field("closedOn", new DayField(tr("sales.closedOn")), day -> Formats.date(day, getLocale()));
        lossReason = form.field("lossReason", codeBox(CodeList.LOSS_REASON, "sales.lossReason"), entry -> entry.label(getLocale()));
        lostTo = form.field("lostToId", new ComboBox<>(tr("sales.lostToId")), Choice::name);
        lostTo.setItemLabelGenerator(Choice::name);
        lostTo.setClearButtonVisible(true);
        lostTo.setItems(query -> register.page(new CompetitorFilter(query.getFilter().orElse(""), true), new Slice<>(query.getOffset(), query.getLimit(),
                Slice.first(1, CompetitorSort.NAME).orders())).stream().map(row -> new Choice(row.id(), row.name())));
        closingNote = form.field("closingNote", new TextArea(tr("sales.closingNote")), text -> text);
        lossReason.addValueChangeListener(change -> lostTo.setRequiredIndicatorVisible(change.getValue() != null && change.getValue().competitor()));
        stage.addValueChangeListener(change -> showClosing());
        above(accountLink);
        trail = new RecordTrail<>(list, SalesNavigation.LIST, SalesNavigation::opportunity);
        above(trail);
        history.addClassName("deal-history");
        body.addComponentAtIndex(2, history);
    }

    private static String names(Set<Choice> chosen) {
        return chosen.stream().map(Choice::name).sorted().collect(Collectors.joining(", "));
    }

    private String text(List<LineDraft> all) {
        return tr("sales.lines.count", all.size());
    }

    /** Where there are lines they make the amount, in a currency that can still be chosen. */
    private void showAmount() {
        amount.setAmountReadOnly(name.isReadOnly() || !lines.getValue().isEmpty());
    }

    private String currency() {
        return amount.getOptionalValue().map(money -> money.currency()).orElse(settings.current().baseCurrency());
    }

    private ComboBox<CodeEntry> codeBox(CodeList list, String labelKey) {
        var box = new ComboBox<CodeEntry>(tr(labelKey));
        box.setItems(codes.entries(list).stream().filter(CodeEntry::active).toList());
        box.setItemLabelGenerator(entry -> entry.label(getLocale()));
        box.setClearButtonVisible(true);
        return box;
    }

    /** Only what belongs to the outcome that the stage means. */
    private void showClosing() {
        Outcome outcome = stage.getValue() == null ? Outcome.OPEN : stage.getValue().outcome();
        closedOn.setVisible(outcome != Outcome.OPEN);
        closingNote.setVisible(outcome != Outcome.OPEN);
        lossReason.setVisible(outcome == Outcome.LOST || outcome == Outcome.CANCELLED);
        lostTo.setVisible(outcome == Outcome.LOST);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameter = event.getRouteParameters().get("id");
        id = parameter.isEmpty() ? null : parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        givenAccount = SalesNavigation.parameter(event.getLocation(), SalesNavigation.ACCOUNT).flatMap(Ids::parse).filter(accounts::sees).orElse(null);
        if (id == null) {
            trail.setVisible(false);
            title(tr("sales.new"));
            open(true);
            return;
        }
        OpportunityDetails deal = service.get(id);
        title(deal.draft().name());
        List<Component> facts = new ArrayList<>();
        facts.add(fact(tr("sales.stageId"), stages.get(Objects.requireNonNull(deal.draft().stageId())).label(getLocale())));
        facts.add(fact(tr("sales.amount"), Formats.money(deal.draft().amount(), getLocale())));
        if (deal.stalledDays() > 0) {
            var stalled = new Span(tr("sales.stalled", deal.stalledDays()));
            stalled.addClassNames("status", "sign-warn");
            facts.add(stalled);
        }
        if (!deal.rated()) {
            var unrated = new Span(tr("sales.unrated", deal.draft().amount() == null ? "" : deal.draft().amount().currency()));
            unrated.addClassNames("status", "sign-warn");
            facts.add(unrated);
        }
        facts(facts.toArray(Component[]::new));
        trail.setVisible(true);
        trail.show(id);
        accountLink.removeAll();
        if (deal.draft().accountId() != null && deal.accountName() != null && accounts.sees(deal.draft().accountId())) {
            var back = new Anchor(AccountNavigation.account(deal.draft().accountId(), SalesNavigation.TAB), deal.accountName());
            back.addClassName("above-link");
            accountLink.add(back);
        }
        showHistory(deal);
        open(deal.mayEdit());
        showAmount();
    }

    private void showHistory(OpportunityDetails deal) {
        history.removeAll();
        if (deal.changes().isEmpty()) {
            return;
        }
        var list = new UnorderedList();
        list.addClassName("timeline");
        for (var change : deal.changes()) {
            var what = new Span(change.from() == null ? tr("sales.change.first." + change.kind(), text(change.kind(), change.to()))
                    : tr("sales.change." + change.kind(), text(change.kind(), change.from()), text(change.kind(), change.to())));
            var who = new Span((change.actorName() == null ? tr("timeline.system") : change.actorName()) + " · "
                    + Formats.dateTime(change.at(), settings.zone(), getLocale()));
            who.addClassName("secondary");
            list.add(new ListItem(what, who));
        }
        history.add(new H2(tr("sales.history")), list);
    }

    private String text(ChangeKind kind, @Nullable String value) {
        if (value == null) {
            return "–";
        }
        return switch (kind) {
            case STAGE -> stages.all().stream().filter(row -> row.code().equals(value)).findFirst().map(row -> row.label(getLocale())).orElse(value);
            case EXPECTED, CLOSED -> Formats.date(LocalDate.parse(value), getLocale());
            case AMOUNT, OWNER -> value;
        };
    }

    @Override
    protected long record() {
        return id == null ? Drafts.NEW : id;
    }

    @Override
    protected KeptDeal stored() {
        if (id == null) {
            var me = currentUser.require();
            String accountName = givenAccount == null ? null : accounts.get(givenAccount).draft().name();
            return new KeptDeal(new OpportunityDraft(null, "", givenAccount, me.id(), stages.active().stream().filter(StageRow::isOpen).findFirst().map(StageRow::id)
                    .orElse(null), null, List.of(), null, settings.today(), null, null, null, null, null, null, null, Set.of(), Set.of(), 0), accountName,
                    users.find(me.id()).map(UserRow::displayName).orElse(""), Map.of(), Map.of());
        }
        var deal = service.get(id);
        return new KeptDeal(deal.draft(), deal.accountName(), deal.ownerName(), deal.contacts(), deal.competitors());
    }

    @Override
    protected void write(KeptDeal content) {
        var draft = content.draft();
        version = draft.version();
        name.setValue(draft.name());
        account.setValue(draft.accountId() == null ? null : new Choice(draft.accountId(), Objects.requireNonNullElse(content.account(), "")));
        var stored = draft.stageId() == null ? null : stages.find(draft.stageId()).orElse(null);
        if (stored != null && !stored.active()) {
            stage.setItems(Stream.concat(stages.active().stream(), Stream.of(stored)).toList());
        }
        stage.setValue(stored);
        owner.setValue(draft.ownerId() == null ? null : new Choice(draft.ownerId(), Objects.requireNonNullElse(content.owner(), "")));
        expectedOn.setValue(draft.expectedOn());
        source.setValue(draft.source() == null ? null : codes.find(CodeList.DEAL_SOURCE, draft.source()).orElse(null));
        // Before the lines, which are in its currency.
        amount.setValue(draft.amount());
        lines.setValue(draft.lines());
        nextStep.setValue(Objects.requireNonNullElse(draft.nextStep(), ""));
        nextStepOn.setValue(draft.nextStepOn());
        contacts.setValue(choices(draft.contacts(), content.contacts()));
        competitors.setValue(choices(draft.competitors(), content.competitors()));
        openedOn.setValue(draft.openedOn());
        closedOn.setValue(draft.closedOn());
        lossReason.setValue(draft.lossReason() == null ? null : codes.find(CodeList.LOSS_REASON, draft.lossReason()).orElse(null));
        lostTo.setValue(draft.lostToId() == null ? null : new Choice(draft.lostToId(), content.competitors().getOrDefault(draft.lostToId(), "")));
        closingNote.setValue(Objects.requireNonNullElse(draft.closingNote(), ""));
        showClosing();
    }

    private static Set<Choice> choices(Set<Long> ids, Map<Long, String> names) {
        return ids.stream().map(one -> new Choice(one, names.getOrDefault(one, ""))).collect(Collectors.toSet());
    }

    @Override
    protected KeptDeal content() {
        var draft = new OpportunityDraft(id, name.getValue(), account.getOptionalValue().map(Choice::id).orElse(null),
                owner.getOptionalValue().map(Choice::id).orElse(null), stage.getOptionalValue().map(StageRow::id).orElse(null), amount.getValue(),
                lines.getValue(), expectedOn.getValue(), openedOn.getValue(), closedOn.isVisible() ? closedOn.getValue() : null,
                source.getOptionalValue().map(CodeEntry::code).orElse(null), nextStep.getValue(), nextStepOn.getValue(),
                lossReason.isVisible() ? lossReason.getOptionalValue().map(CodeEntry::code).orElse(null) : null,
                lostTo.isVisible() ? lostTo.getOptionalValue().map(Choice::id).orElse(null) : null, closingNote.isVisible() ? closingNote.getValue() : null,
                ids(competitors.getValue()), ids(contacts.getValue()), version);
        Map<Long, String> rivals = names(competitors.getValue().stream());
        lostTo.getOptionalValue().ifPresent(choice -> rivals.put(choice.id(), choice.name()));
        return new KeptDeal(draft, account.getOptionalValue().map(Choice::name).orElse(null), owner.getOptionalValue().map(Choice::name).orElse(null),
                names(contacts.getValue().stream()), rivals);
    }

    private static Set<Long> ids(Set<Choice> chosen) {
        return chosen.stream().map(Choice::id).collect(Collectors.toSet());
    }

    private static Map<Long, String> names(Stream<Choice> chosen) {
        return chosen.collect(Collectors.toMap(Choice::id, Choice::name, (one, other) -> one, java.util.LinkedHashMap::new));
    }

    @Override
    protected void store(KeptDeal content) {
        service.save(content.draft());
    }

    @Override
    protected List<Problem> problems(KeptDeal content) {
        return service.problems(content.draft());
    }

    @Override
    protected void goBack() {
        getUI().ifPresent(ui -> {
            var back = SalesNavigation.cameFrom(ui).orElseGet(() -> new Location(id == null ? SalesNavigation.LIST : trail.way()));
            ui.navigate(back.getPath(), back.getQueryParameters());
        });
    }
}
