package app.mainstay.account.ui.contact;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.contact.Attitude;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDetails;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.ContactFilter;
import app.mainstay.account.contact.ContactRow;
import app.mainstay.account.contact.ContactSort;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.contact.DecisionRole;
import app.mainstay.account.contact.Influence;
import app.mainstay.account.contact.PreferredChannel;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.account.ui.MergedAddress;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.FormPage;
import app.mainstay.base.ui.Formats;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** One contact, to be read or edited. What is typed is kept until it is saved or discarded; a conflict shows both versions field by field. */
@Route(ContactNavigation.CONTACT)
@RouteAlias(ContactNavigation.CREATE)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class ContactFormView extends FormPage<ContactFormView.KeptContact> implements BeforeEnterObserver {

    /** Somebody to be chosen, who knows the name already. */
    private record Choice(long id, String name) {
    }

    /** A draft with the names behind its ids, since a reload must show them again. */
    record KeptContact(ContactDraft draft, @Nullable String reportsTo, @Nullable String successor) {
    }

    private final transient Contacts service;
    private final transient MergedAddress merged;
    private final TextField name;
    private final TextField title;
    private final TextField department;
    private final ComboBox<Choice> reportsTo;
    private final ComboBox<DecisionRole> decisionRole;
    private final ComboBox<Attitude> attitude;
    private final ComboBox<Influence> influence;
    private final TextField mobile;
    private final TextField phone;
    private final TextField email;
    private final TextField wechat;
    private final ComboBox<PreferredChannel> channel;
    private final TextField times;
    private final TextField language;
    private final DayField birthday;
    private final DayField lastMetOn;
    private final ComboBox<Consent> consent;
    private final DayField consentOn;
    private final Checkbox doNotContact;
    private final TextArea about;
    private final DayField leftOn;
    private final ComboBox<Choice> successor;
    private final Button proposal = new Button("", click -> takeProposal());
    private long accountId;
    private @Nullable Long id;
    private @Nullable Choice proposed;
    private int version;

    public ContactFormView(Contacts service, Drafts drafts, MergedAddress merged) {
        super(drafts, "contact", KeptContact.class);
        this.service = service;
        this.merged = merged;
        form.group(tr("contact.group.who"));
        name = form.field("name", new TextField(tr("contact.name")));
        name.setRequiredIndicatorVisible(true);
        title = form.field("title", new TextField(tr("contact.title")));
        department = form.field("department", new TextField(tr("contact.department")));
        reportsTo = form.field("reportsToId", new ComboBox<>(tr("contact.reportsToId")), Choice::name);
        reportsTo.setItemLabelGenerator(Choice::name);
        reportsTo.setClearButtonVisible(true);
        reportsTo.setItems(query -> service.page(new ContactFilter(accountId, query.getFilter().orElse(""), Set.of(), Set.of(), false, false),
                        new Slice<>(query.getOffset(), query.getLimit(), Slice.first(1, ContactSort.NAME).orders())).stream()
                .map(ContactFormView::choice));
        form.group(tr("contact.group.decides"));
        decisionRole = choice("decisionRole", DecisionRole.values());
        attitude = choice("attitude", Attitude.values());
        influence = choice("influence", Influence.values());
        lastMetOn = day("lastMetOn");
        form.group(tr("contact.group.reach"));
        mobile = form.field("mobile", new TextField(tr("contact.mobile")));
        phone = form.field("phone", new TextField(tr("contact.phone")));
        email = form.field("email", new TextField(tr("contact.email")));
        wechat = form.field("wechat", new TextField(tr("contact.wechat")));
        form.group(tr("contact.group.likes"));
        channel = choice("channel", PreferredChannel.values());
        times = form.field("times", new TextField(tr("contact.times")));
        times.setHelperText(tr("contact.times.help"));
        language = form.field("language", new TextField(tr("contact.language")));
        birthday = day("birthday");
        about = form.field("about", new TextArea(tr("contact.about")), text -> text);
        about.setHelperText(tr("contact.about.help"));
        form.group(tr("contact.group.consent"));
        consent = choice("consent", Consent.values());
        consent.setClearButtonVisible(false);
        consent.setRequiredIndicatorVisible(true);
        consentOn = day("consentOn");
        doNotContact = form.field("doNotContact", new Checkbox(tr("contact.doNotContact")), value -> tr(value ? "contact.yes" : "contact.no"));
        form.group(tr("contact.group.left"));
        leftOn = day("leftOn");
        leftOn.setHelperText(tr("contact.leftOn.help"));
        successor = form.field("successorId", new ComboBox<>(tr("contact.successorId")), Choice::name);
        successor.setItemLabelGenerator(Choice::name);
        successor.setClearButtonVisible(true);
        proposal.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        successor.setHelperComponent(new Div(new Span(tr("contact.successorId.help")), proposal));
        successor.setItems(query -> id == null ? drain(query.getOffset(), query.getLimit())
                : service.successors(id, query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream().map(ContactFormView::choice));
        leftOn.addValueChangeListener(change -> {
            successor.setVisible(leftOn.getValue() != null);
            propose();
        });
        successor.addValueChangeListener(change -> propose());
        propose();
    }

    private void takeProposal() {
        if (proposed != null) {
            successor.setValue(proposed);
        }
    }

    /** Whoever comes first among those who might follow, at a touch: chosen by nobody yet, since people's bosses change with it. */
    private void propose() {
        var first = id == null || leftOn.getValue() == null || successor.getValue() != null || successor.isReadOnly() ? Optional.<Choice>empty()
                : service.successors(id, null, 0, 1).stream().findFirst().map(ContactFormView::choice);
        proposed = first.orElse(null);
        proposal.setVisible(first.isPresent());
        first.ifPresent(choice -> proposal.setText(tr("contact.successorId.proposed", choice.name())));
    }

    /** Nobody can be chosen yet, but a combo box insists on having asked. */
    private static Stream<Choice> drain(int offset, int limit) {
        return Stream.<Choice>empty().skip(offset).limit(limit);
    }

    private static Choice choice(ContactRow row) {
        return new Choice(row.id(), row.name());
    }

    private <E extends Enum<E> & Coded> ComboBox<E> choice(String field, E[] values) {
        var box = form.field(field, new ComboBox<E>(tr("contact." + field)), (E value) -> tr(value.labelKey()));
        box.setItems(values);
        box.setItemLabelGenerator(value -> tr(value.labelKey()));
        box.setClearButtonVisible(true);
        return box;
    }

    private DayField day(String field) {
        var picker = form.field(field, new DayField(tr("contact." + field)), value -> Formats.date(value, getLocale()));
        picker.setClearButtonVisible(true);
        return picker;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        accountId = event.getRouteParameters().get("id").flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        if (merged.leadsOn(event, accountId)) {
            return;
        }
        var parameter = event.getRouteParameters().get("contact");
        ContactDetails contact = parameter.isPresent() ? service.get(parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new))
                : service.blank(accountId);
        if (contact.draft().accountId() != accountId) {
            throw new NotFoundException();
        }
        id = contact.draft().id();
        if (id == null && !contact.mayEdit()) {
            throw new AccessDeniedException("not for this viewer");
        }
        title(id == null ? tr("contact.new") : contact.draft().name());
        var back = new Anchor(AccountNavigation.account(accountId), contact.accountName());
        back.addClassName("above-link");
        above(back);
        open(contact.mayEdit());
    }

    @Override
    protected long record() {
        return id == null ? Drafts.NEW : id;
    }

    @Override
    protected KeptContact stored() {
        var contact = id == null ? service.blank(accountId) : service.get(id);
        return new KeptContact(contact.draft(), contact.reportsTo(), contact.successor());
    }

    @Override
    protected void write(KeptContact content) {
        var draft = content.draft();
        version = draft.version();
        name.setValue(draft.name());
        title.setValue(Objects.requireNonNullElse(draft.title(), ""));
        department.setValue(Objects.requireNonNullElse(draft.department(), ""));
        reportsTo.setValue(draft.reportsToId() == null ? null : new Choice(draft.reportsToId(), Objects.requireNonNullElse(content.reportsTo(), "")));
        decisionRole.setValue(draft.decisionRole());
        attitude.setValue(draft.attitude());
        influence.setValue(draft.influence());
        mobile.setValue(Objects.requireNonNullElse(draft.mobile(), ""));
        phone.setValue(Objects.requireNonNullElse(draft.phone(), ""));
        email.setValue(Objects.requireNonNullElse(draft.email(), ""));
        wechat.setValue(Objects.requireNonNullElse(draft.wechat(), ""));
        channel.setValue(draft.channel());
        times.setValue(Objects.requireNonNullElse(draft.times(), ""));
        language.setValue(Objects.requireNonNullElse(draft.language(), ""));
        birthday.setValue(draft.birthday());
        lastMetOn.setValue(draft.lastMetOn());
        consent.setValue(draft.consent());
        consentOn.setValue(draft.consentOn());
        doNotContact.setValue(draft.doNotContact());
        about.setValue(Objects.requireNonNullElse(draft.about(), ""));
        leftOn.setValue(draft.leftOn());
        successor.setVisible(draft.leftOn() != null);
        successor.setValue(draft.successorId() == null ? null : new Choice(draft.successorId(), Objects.requireNonNullElse(content.successor(), "")));
    }

    private ContactDraft draft() {
        return new ContactDraft(id, accountId, name.getValue(), title.getValue(), department.getValue(), decisionRole.getValue(), attitude.getValue(),
                influence.getValue(), reportsTo.getOptionalValue().map(Choice::id).orElse(null), email.getValue(), phone.getValue(), mobile.getValue(),
                wechat.getValue(), channel.getValue(), times.getValue(), language.getValue(), birthday.getValue(),
                Objects.requireNonNullElse(consent.getValue(), Consent.UNKNOWN), consentOn.getValue(), doNotContact.getValue(), lastMetOn.getValue(),
                leftOn.getValue(), successor.getOptionalValue().map(Choice::id).orElse(null), about.getValue(), version);
    }

    @Override
    protected KeptContact content() {
        return new KeptContact(draft(), reportsTo.getOptionalValue().map(Choice::name).orElse(null),
                successor.getOptionalValue().map(Choice::name).orElse(null));
    }

    @Override
    protected void store(KeptContact content) {
        service.save(content.draft());
    }

    @Override
    protected void goBack() {
        getUI().ifPresent(ui -> ui.navigate(AccountNavigation.account(accountId), QueryParameters.of(AccountNavigation.TAB, "contact")));
    }
}
