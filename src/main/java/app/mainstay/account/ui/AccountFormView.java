package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.account.duplicate.Duplicates;
import app.mainstay.account.duplicate.TypedAccount;
import app.mainstay.account.ui.AccountFields.Choice;
import app.mainstay.account.ui.duplicate.DuplicateHints;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.FormPage;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;

/**
 * Creates or edits an account. What is typed is kept as a draft on the server until it is saved or discarded; a conflict shows both
 * versions field by field.
 */
@Route(AccountNavigation.LIST + "/:id([0-9A-Za-z]{13})/edit")
@RouteAlias(AccountNavigation.CREATE)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class AccountFormView extends FormPage<AccountFormView.KeptAccount> implements BeforeEnterObserver {

    private final transient AccountService service;
    private final transient AccountFields fields;
    private final transient CurrentUser currentUser;
    private final transient Duplicates duplicates;
    private final transient MergedAddress merged;
    private final TextField name;
    private final TextField shortName;
    private final TextField creditCode;
    private final ComboBox<Tier> tier;
    private final ComboBox<CodeEntry> sector;
    private final ComboBox<CodeEntry> region;
    private final ComboBox<Choice> parent;
    private final MoneyField revenue;
    private final NumberInput<Integer> employees;
    private final NumberInput<Integer> founded;
    private final TextField website;
    private final TextArea address;
    private final MultiSelectComboBox<String> tags;
    private final ComboBox<Choice> representative;
    /** Asked where the representative of a new account carries enough already. */
    private final TextArea overReason;
    private @Nullable Long id;
    private int version;
    private @Nullable Long saved;
    private transient @Nullable AccountDetails opened;

    public AccountFormView(AccountService service, UserService users, AccountFields fields, Drafts drafts,
                           CurrentUser currentUser, ObjectProvider<RepresentativeOffer> offers, Duplicates duplicates, MergedAddress merged) {
        super(drafts, "account", KeptAccount.class);
        this.service = service;
        this.fields = fields;
        this.currentUser = currentUser;
        this.duplicates = duplicates;
        this.merged = merged;
        form.group(tr("account.group.who"));
        name = form.field("name", new TextField(tr("account.name")));
        name.setRequiredIndicatorVisible(true);
        shortName = form.field("shortName", new TextField(tr("account.shortName")));
        creditCode = form.field("creditCode", new TextField(tr("account.creditCode")));
        creditCode.setHelperText(tr("account.creditCode.help"));
        tags = form.field("tags", fields.tags(this::keep), texts -> String.join(", ", texts));
        form.group(tr("account.group.place"));
        tier = form.field("tier", new ComboBox<>(tr("account.tier")), value -> tr(value.labelKey()));
        tier.setItems(Tier.values());
        tier.setItemLabelGenerator(value -> tr(value.labelKey()));
        tier.setHelperText(tr("account.tier.help"));
        tier.setClearButtonVisible(true);
        representative = form.field("primaryRepId", new ComboBox<>(tr("account.primaryRepId")), Choice::name);
        representative.setRequiredIndicatorVisible(true);
        representative.setItemLabelGenerator(Choice::name);
        offerRepresentatives(users, offers.getIfAvailable());
        sector = form.field("sector", fields.code(CodeList.SECTOR, "account.sector"), entry -> entry.label(getLocale()));
        region = form.field("region", fields.code(CodeList.REGION, "account.region"), entry -> entry.label(getLocale()));
        overReason = form.field("overReason", new TextArea(tr("account.overReason")));
        overReason.setVisible(false);
        parent = form.field("parentId", fields.parent(), Choice::name);
        form.group(tr("account.group.size"));
        revenue = form.field("revenue", fields.revenue(), money -> Formats.moneyInFull(money, getLocale()));
        employees = form.field("employees", NumberInput.whole(tr("account.employees")), value -> Formats.number(value, getLocale()));
        founded = form.field("founded", NumberInput.year(tr("account.founded")), String::valueOf);
        website = form.field("website", new TextField(tr("account.website")));
        address = form.field("address", new TextArea(tr("account.address")), text -> text);
    }

    /** Where it is known what people carry, who has room stands first and each says how much. */
    private void offerRepresentatives(UserService users, @Nullable RepresentativeOffer offer) {
        if (offer == null) {
            representative.setItems(query -> users.assignable(query.getFilter().orElse(""), new Slice<>(query.getOffset(), query.getLimit(),
                    Slice.first(1, UserSort.NAME).orders())).stream().map(user -> new Choice(user.id(), user.displayName())));
            return;
        }
        Map<Long, RepresentativeOffer.Person> seen = new HashMap<>();
        // The one that a draft brought along has not been offered yet.
        Function<Choice, RepresentativeOffer.Person> person = choice -> seen.getOrDefault(choice.id(),
                new RepresentativeOffer.Person(choice.id(), choice.name(), "", "", 0, false));
        representative.addClassName("candidates");
        representative.setRenderer(LitRenderer.<Choice>of("""
                <div class="candidate"><div class="candidate-who"><span>${item.name}</span><span class="secondary">${item.unit}</span></div>
                <div class="load ${item.full ? 'load-over' : ''}"><div class="load-track"><div class="load-fill" style="inline-size:${item.share}%"></div></div>
                <span class="load-text">${item.load}</span></div></div>""")
                .withProperty("name", Choice::name).withProperty("unit", choice -> person.apply(choice).unitName())
                .withProperty("load", choice -> person.apply(choice).load()).withProperty("share", choice -> person.apply(choice).share())
                .withProperty("full", choice -> person.apply(choice).full()));
        representative.setItems(query -> offer.find(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream().map(found -> {
            seen.put(found.id(), found);
            return new Choice(found.id(), found.name());
        }));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<String> parameter = event.getRouteParameters().get("id");
        if (parameter.isPresent()) {
            if (merged.leadsOn(event, parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new))) {
                return;
            }
            AccountDetails account = service.get(parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new));
            if (!account.mayEdit()) {
                throw new AccessDeniedException("not for this viewer");
            }
            id = account.id();
            title(account.draft().name());
            opened = account;
            open(true);
            // Changing hands takes a reason, and is done on the account's page.
            representative.setReadOnly(true);
            representative.setRequiredIndicatorVisible(false);
            representative.setHelperText(tr("account.primaryRepId.help"));
            tier.setReadOnly(true);
            tier.setHelperText(tr("account.tier.dialog"));
        } else if (currentUser.require().role().seesUnit()) {
            title(tr("account.new"));
            open(true);
            new DuplicateHints(duplicates, Map.of("name", name, "creditCode", creditCode, "website", website), () -> new TypedAccount(name.getValue(),
                    creditCode.getValue(), website.getValue(), parent.getOptionalValue().map(Choice::id).orElse(null)));
        } else {
            throw new AccessDeniedException("members do not create accounts");
        }
    }

    @Override
    protected long record() {
        return id == null ? Drafts.NEW : id;
    }

    @Override
    protected KeptAccount stored() {
        if (id == null) {
            return new KeptAccount(new AccountDraft(null, "", null, null, null, null, null, null, null, null, null, null, null, List.of(), null, 0), null, null);
        }
        // What the navigation has read serves once; whoever asks again wants what has come since.
        AccountDetails account = opened == null ? service.get(id) : opened;
        opened = null;
        return new KeptAccount(account.draft(), account.parentName(), account.primaryRepName());
    }

    @Override
    protected void write(KeptAccount content) {
        AccountDraft draft = content.draft();
        String parentName = content.parentName();
        String representativeName = content.representativeName();
        version = draft.version();
        name.setValue(draft.name());
        shortName.setValue(Objects.requireNonNullElse(draft.shortName(), ""));
        creditCode.setValue(Objects.requireNonNullElse(draft.creditCode(), ""));
        tier.setValue(draft.tier());
        sector.setValue(fields.entry(CodeList.SECTOR, draft.sector()));
        region.setValue(fields.entry(CodeList.REGION, draft.region()));
        // A parent that this viewer may not see is kept under no name.
        parent.setValue(draft.parentId() == null ? null : new Choice(draft.parentId(), Objects.requireNonNullElse(parentName, tr("account.parent.hidden"))));
        revenue.setValue(draft.revenue());
        employees.setValue(draft.employees());
        founded.setValue(draft.founded());
        website.setValue(Objects.requireNonNullElse(draft.website(), ""));
        address.setValue(Objects.requireNonNullElse(draft.address(), ""));
        fields.tags(tags, draft.tags());
        representative.setValue(draft.primaryRepId() == null || representativeName == null ? null : new Choice(draft.primaryRepId(), representativeName));
    }

    private AccountDraft draft() {
        return new AccountDraft(id, name.getValue(), shortName.getValue(), creditCode.getValue(), tier.getValue(),
                sector.getOptionalValue().map(CodeEntry::code).orElse(null), region.getOptionalValue().map(CodeEntry::code).orElse(null),
                parent.getOptionalValue().map(Choice::id).orElse(null), revenue.getValue(), employees.getValue(), founded.getValue(),
                website.getValue(), address.getValue(), List.copyOf(tags.getValue()),
                representative.getOptionalValue().map(Choice::id).orElse(null), version);
    }

    /** A draft with the names behind its ids, since a reload must show them again. */
    record KeptAccount(AccountDraft draft, @Nullable String parentName, @Nullable String representativeName) {
    }

    @Override
    protected KeptAccount content() {
        return new KeptAccount(draft(), parent.getOptionalValue().map(Choice::name).orElse(null), representative.getOptionalValue().map(Choice::name).orElse(null));
    }

    @Override
    protected void store(KeptAccount content) {
        try {
            saved = id == null ? service.create(content.draft(), overReason.getValue()) : service.save(content.draft());
        } catch (RefusedException refused) {
            overReason.setVisible(overReason.isVisible() || refused.problems().stream().anyMatch(problem -> "overReason".equals(problem.field())));
            throw refused;
        }
    }

    @Override
    protected void goBack() {
        Long shown = saved == null ? id : saved;
        getUI().ifPresent(ui -> ui.navigate(shown == null ? AccountNavigation.LIST : AccountNavigation.account(shown)));
    }
}
