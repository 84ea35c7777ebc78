package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountSort;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.FormPage;
import app.mainstay.base.ui.Formats;
import app.mainstay.coverage.HandoverDraft;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a handover: who gives, who takes, what, from which day, and why. What is open is listed by the document itself. */
@Route(CoverageNavigation.NEW_HANDOVER)
@RouteAlias(CoverageNavigation.HANDOVERS + "/:id([0-9A-Za-z]{13})/edit")
@RolesAllowed({"MANAGER", "DIRECTOR"})
public class HandoverFormView extends FormPage<HandoverFormView.Kept> implements BeforeEnterObserver {

    /** A choice that knows its name already. */
    private record Choice(long id, String name) {
    }

    /** A candidate reduced to what a form compares. @param load "" where it is not known @param exceeds with a fresh choice */
    private record Taker(long id, String name, String unit, String load, int share, boolean exceeds) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Taker taker && taker.id == id;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }

    /** A draft with the names behind its ids, since a reload must show them again. */
    record Kept(HandoverDraft draft, @Nullable String giver, @Nullable String taker, List<String> accounts) {
    }

    private final transient CoverageServices services;
    private final ComboBox<Choice> giver = form.field("giverId", new ComboBox<>(tr("handover.giver")), Choice::name);
    private final ComboBox<Taker> taker = form.field("takerId", new ComboBox<>(tr("handover.takerId")), Taker::name);
    private final RadioButtonGroup<Boolean> portfolio = new RadioButtonGroup<>();
    private final MultiSelectComboBox<Choice> accounts = new MultiSelectComboBox<>(tr("handover.accountIds"));
    private final DayField on = new DayField(tr("handover.effectiveOn"));
    private final TextArea reason = new TextArea(tr("handover.reason"));
    private final TextField overReason = new TextField(tr("coverage.overReason"));
    private @Nullable Long id;
    private int version;
    private @Nullable Long saved;
    /** What something new begins with. */
    private transient @Nullable Kept begun;

    public HandoverFormView(CoverageServices services, Drafts drafts) {
        super(drafts, "handover", Kept.class);
        this.services = services;
        giver.setRequiredIndicatorVisible(true);
        giver.setItemLabelGenerator(Choice::name);
        giver.setItems(query -> services.leaves().people(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream()
                .map(user -> new Choice(user.id(), user.displayName())));
        giver.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                accounts.clear();
            }
            accounts.getDataProvider().refreshAll();
            taker.getDataProvider().refreshAll();
        });
        taker.setRequiredIndicatorVisible(true);
        taker.setItemLabelGenerator(Taker::name);
        taker.setRenderer(LitRenderer.<Taker>of("""
                <div class="candidate"><div class="candidate-who"><span>${item.name}</span><span class="secondary">${item.unit}</span></div>
                <div class="load ${item.over ? 'load-over' : ''}"><div class="load-track"><div class="load-fill" style="inline-size:${item.share}%"></div></div>
                <span class="load-text">${item.load}</span></div></div>""")
                .withProperty("name", Taker::name).withProperty("unit", Taker::unit).withProperty("share", Taker::share)
                .withProperty("load", Taker::load).withProperty("over", Taker::exceeds));
        taker.setItems(query -> takers(query.getFilter().orElse(""), query.getOffset(), query.getLimit()));
        taker.addValueChangeListener(change -> showOver(change.getValue()));
        form.group(tr("handover.group.what"));
        portfolio.setLabel(tr("handover.scope"));
        portfolio.setItems(true, false);
        portfolio.setItemLabelGenerator(all -> tr(all ? "handover.scope.all" : "handover.scope.some"));
        form.field("portfolio", portfolio, all -> tr(all ? "handover.scope.all" : "handover.scope.some"));
        portfolio.addValueChangeListener(change -> accounts.setVisible(Boolean.FALSE.equals(change.getValue())));
        accounts.setItemLabelGenerator(Choice::name);
        accounts.setRequiredIndicatorVisible(true);
        accounts.setItems(query -> giver.getValue() == null ? Stream.empty() : services.accounts()
                .page(AccountFilter.text(query.getFilter().orElse("")).withRepresentatives(Set.of(giver.getValue().id())),
                        new Slice<>(query.getOffset(), query.getLimit(), Slice.first(1, AccountSort.NAME).orders())).stream()
                .map(row -> new Choice(row.id(), row.name())));
        form.field("accountIds", accounts, chosen -> chosen.stream().map(Choice::name).collect(Collectors.joining(tr("base.listSeparator"))));
        form.group(tr("handover.group.when"));
        on.setRequiredIndicatorVisible(true);
        on.setHelperText(tr("handover.on.help"));
        form.field("effectiveOn", on, day -> Formats.date(day, getLocale()));
        form.field("overReason", overReason, text -> text);
        overReason.setVisible(false);
        overReason.setRequiredIndicatorVisible(true);
        overReason.setMaxLength(ReassignDialog.LONGEST);
        form.group(null);
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(ReassignDialog.LONGEST);
        reason.setMinRows(2);
        form.field("reason", reason, text -> text);
    }

    private Stream<Taker> takers(String text, int offset, int limit) {
        Set<Long> chosen = accounts.getValue().stream().map(Choice::id).collect(Collectors.toSet());
        return services.capacity().candidates(text, chosen, offset, limit).stream().map(candidate -> new Taker(candidate.userId(), candidate.name(),
                candidate.unitName(), tr("coverage.load", candidate.load().points(), candidate.load().capacity()), LoadBar.share(candidate.load()),
                candidate.wouldExceed()));
    }

    private void showOver(@Nullable Taker chosen) {
        overReason.setVisible(chosen != null && chosen.exceeds() || !overReason.isEmpty());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameter = event.getRouteParameters().get("id");
        if (parameter.isPresent()) {
            id = parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new);
            if (!services.handovers().get(id).may().edit()) {
                throw new org.springframework.security.access.AccessDeniedException("not to be edited by this viewer now");
            }
            title(tr("handover.edit"));
        } else {
            title(tr("handover.new"));
            Long from = CoverageNavigation.parameter(event.getLocation(), "giver").flatMap(Ids::parse).orElse(null);
            String name = from == null ? null : services.users().find(from).map(user -> user.displayName()).orElse(null);
            Set<Long> account = CoverageNavigation.parameter(event.getLocation(), "account").flatMap(Ids::parse).map(Set::of).orElse(Set.of());
            LocalDate tomorrow = services.settings().today().plusDays(1);
            begun = new Kept(new HandoverDraft(null, name == null ? null : from, null, account.isEmpty(), account, tomorrow, "", null, 0), name, null,
                    account.stream().map(services.accounts()::get).map(details -> details.draft().name()).toList());
        }
        open(true);
        giver.setReadOnly(id != null);
    }

    @Override
    protected long record() {
        return id == null ? Drafts.NEW : id;
    }

    @Override
    protected Kept stored() {
        if (id == null) {
            return Objects.requireNonNull(begun);
        }
        var draft = services.handovers().draft(id);
        var details = services.handovers().get(id);
        var names = draft.accountIds().stream().collect(Collectors.toMap(one -> one, one -> ""));
        details.accounts().forEach(line -> names.computeIfPresent(line.accountId(), (key, none) -> line.name()));
        return new Kept(draft, details.giver().name(), details.taker().name(), draft.accountIds().stream().map(names::get).toList());
    }

    @Override
    protected void write(Kept content) {
        var draft = content.draft();
        version = draft.version();
        giver.setValue(draft.giverId() == null ? null : new Choice(draft.giverId(), Objects.requireNonNullElse(content.giver(), "")));
        portfolio.setValue(draft.portfolio());
        accounts.setVisible(!draft.portfolio());
        var ids = List.copyOf(draft.accountIds());
        Set<Choice> chosen = new LinkedHashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            chosen.add(new Choice(ids.get(i), i < content.accounts().size() ? content.accounts().get(i) : ""));
        }
        accounts.setValue(chosen);
        on.setValue(draft.effectiveOn());
        reason.setValue(Objects.requireNonNullElse(draft.reason(), ""));
        overReason.setValue(Objects.requireNonNullElse(draft.overReason(), ""));
        taker.setValue(draft.takerId() == null ? null : new Taker(draft.takerId(), Objects.requireNonNullElse(content.taker(), ""), "", "", 0, false));
        showOver(taker.getValue());
    }

    private HandoverDraft draft() {
        return new HandoverDraft(id, giver.getOptionalValue().map(Choice::id).orElse(null), taker.getOptionalValue().map(Taker::id).orElse(null),
                Boolean.TRUE.equals(portfolio.getValue()), accounts.getValue().stream().map(Choice::id).collect(Collectors.toSet()), on.getValue(),
                reason.getValue(), overReason.isEmpty() ? null : overReason.getValue(), version);
    }

    @Override
    protected Kept content() {
        var draft = draft();
        // In the order of the draft's ids, which is no order at all: names stand beside the ids they belong to.
        var names = accounts.getValue().stream().collect(Collectors.toMap(Choice::id, Choice::name));
        return new Kept(draft, giver.getOptionalValue().map(Choice::name).orElse(null), taker.getOptionalValue().map(Taker::name).orElse(null),
                draft.accountIds().stream().map(names::get).toList());
    }

    @Override
    protected void store(Kept content) {
        try {
            saved = services.handovers().save(content.draft());
        } catch (RefusedException refused) {
            overReason.setVisible(overReason.isVisible() || refused.problems().stream().anyMatch(problem -> "overReason".equals(problem.field())));
            throw refused;
        }
    }

    @Override
    protected void goBack() {
        Long shown = saved == null ? id : saved;
        getUI().ifPresent(ui -> ui.navigate(shown == null ? CoverageNavigation.HANDOVERS : CoverageNavigation.handover(shown)));
    }
}
