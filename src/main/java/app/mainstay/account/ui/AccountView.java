package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountList;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.ui.duplicate.MergeDialog;
import app.mainstay.base.Changes;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Menus;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.OneLook;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.list.RecordTrail;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One account: the facts at the left, the tabs that features contribute at the right. */
@Route(AccountNavigation.LIST + "/:id([0-9A-Za-z]{13})")
@PermitAll
public class AccountView extends Page implements BeforeEnterObserver {

    /** The chosen tab may stand beyond the edge of its row, which has its width only some time after. */
    private static final String INTO_THE_ROW = """
            let looks = 16;
            const look = () => {
              const row = this.parentElement?.getBoundingClientRect();
              const tab = this.getBoundingClientRect();
              const stands = row && tab.width && tab.left >= row.left && tab.right <= row.right - 40;
              if (!stands) { this.scrollIntoView({block: 'nearest', inline: 'center'}); }
              if (looks-- > 0) { setTimeout(look, 50); if (stands) { looks = Math.min(looks, 4); } }
            };
            look();""";
    private final transient AccountService service;
    private final transient SettingsService settings;
    private final transient MergedAddress merged;
    private final transient OneLook look;
    private final transient List<AccountFact> factSources;
    private final transient List<AccountTab> tabSources;
    private final transient List<AccountAction> actionSources;
    private final FactSheet sheet;
    private final Div tabsHolder = new Div();
    private final RecordTrail<AccountRow, AccountFilter, AccountSort> trail;
    private long shown = -1;

    public AccountView(AccountService service, AccountList list, FactServices factServices, SettingsService settings, MergedAddress merged, OneLook look,
                       Changes changes, List<AccountFact> facts, List<AccountTab> tabs, List<AccountAction> actions) {
        super("");
        this.service = service;
        this.settings = settings;
        this.merged = merged;
        this.look = look;
        factSources = facts.stream().sorted(Comparator.comparingInt(AccountFact::order)).toList();
        tabSources = tabs.stream().sorted(Comparator.comparingInt(AccountTab::order)).toList();
        actionSources = actions.stream().sorted(Comparator.comparingInt(AccountAction::order)).toList();
        sheet = new FactSheet(factServices);
        tabsHolder.addClassName("record-tabs");
        trail = new RecordTrail<>(list, AccountNavigation.LIST, AccountNavigation::account);
        above(trail);
        body.addClassName("record");
        body.add(sheet, tabsHolder);
        Live.rows(this, changes, AccountService.CHANGED, id -> id == shown, id -> {
            var on = merged.of(id);
            if (on.isPresent()) {
                getUI().ifPresent(ui -> ui.navigate(on.get()));
            } else if (service.sees(id)) {
                look.at(() -> show(service.get(id)));
            } else {
                gone();
            }
        });
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        long id = event.getRouteParameters().get("id").flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        look.at(() -> open(event, id));
    }

    private void open(BeforeEnterEvent event, long id) {
        // What was merged is archived: of all others nobody needs to ask where they lead.
        @Nullable AccountDetails account = service.sees(id) ? service.get(id) : null;
        if ((account == null || account.archivedAt() != null) && merged.leadsOn(event, id)) {
            return;
        }
        if (account == null) {
            throw new NotFoundException();
        }
        show(account);
        trail.setVisible(true);
        trail.show(id);
        if (shown != id) {
            shown = id;
            body.addClassName("record");
            sheet.setVisible(true);
            sheet.begin(account);
            tabsHolder.removeAll();
            tabsHolder.add(tabs(account, event.getLocation().getQueryParameters().getSingleParameter(AccountNavigation.TAB).orElse("")));
        }
    }

    /** It changed hands while it was open, and exists for this viewer no more: nothing of it stays on the screen. */
    private void gone() {
        shown = -1;
        title(tr("account.gone.title"));
        facts();
        actions();
        trail.setVisible(false);
        sheet.end();
        sheet.setVisible(false);
        body.removeClassName("record");
        tabsHolder.removeAll();
        var list = new Button(tr("account.gone.list"), click -> getUI().ifPresent(ui -> ui.navigate(AccountNavigation.LIST)));
        list.addThemeVariants(ButtonVariant.PRIMARY);
        tabsHolder.add(new Empty(tr("account.gone.text"), list));
    }

    /** @param wanted the name of the tab to begin with; the first one where there is none of that name */
    private TabSheet tabs(AccountDetails account, String wanted) {
        var tabs = new TabSheet();
        tabs.setSizeFull();
        // Content is built on first opening: a page opens with one tab's queries, not with all.
        Map<Tab, Runnable> unopened = new HashMap<>();
        Map<Tab, String> names = new HashMap<>();
        for (var source : tabSources) {
            if (!source.concerns(account)) {
                continue;
            }
            var content = new Div();
            var tab = new Tab(tr(source.titleKey()));
            unopened.put(tab, () -> content.add(source.create(account)));
            names.put(tab, source.name());
            tabs.add(tab, content);
            if (source.name().equals(wanted)) {
                tabs.setSelectedTab(tab);
                tab.getElement().executeJs(INTO_THE_ROW);
            }
        }
        Optional.ofNullable(unopened.remove(tabs.getSelectedTab())).ifPresent(Runnable::run);
        tabs.addSelectedChangeListener(event -> {
            Optional.ofNullable(unopened.remove(event.getSelectedTab())).ifPresent(Runnable::run);
            if (event.isFromClient()) {
                getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null,
                        AccountNavigation.account(account.id(), Objects.requireNonNullElse(names.get(event.getSelectedTab()), ""))));
            }
        });
        return tabs;
    }

    /** To be called by what stands on this page when it has changed the account. */
    void refresh() {
        show(service.get(shown));
    }

    private void show(AccountDetails account) {
        var draft = account.draft();
        title(draft.name());
        List<Component> facts = new ArrayList<>();
        if (account.archivedAt() != null) {
            facts.add(fact(tr("account.archived"), Formats.date(account.archivedAt(), settings.zone(), getLocale())));
        }
        for (var source : factSources) {
            var change = actionSources.stream().filter(action -> source.labelKey().equals(action.factKey()) && action.isOffered(account)).findFirst();
            source.create(account).ifPresent(value -> {
                var label = new Span(tr(source.labelKey()));
                label.addClassName("fact-label");
                var fact = new Span(label, change.<Component>map(action ->
                        new StandingFact(value, action.labelKey(), true, refresh -> action.open(account))).orElse(value));
                fact.addClassName("fact");
                facts.add(fact);
            });
        }
        facts(facts.toArray(Component[]::new));
        showActions(account);
        if (account.id() == shown) {
            sheet.show(account);
        }
    }

    private void showActions(AccountDetails account) {
        List<Component> actions = new ArrayList<>();
        var more = new MenuBar();
        more.addThemeVariants(MenuBarVariant.TERTIARY);
        var root = more.addItem(Icons.MORE.create());
        Menus.name(more, tr("base.more"));
        actionSources.stream().filter(action -> action.isOffered(account))
                .forEach(action -> root.getSubMenu().addItem(tr(action.labelKey()), click -> action.open(account)));
        if (account.mayAssign()) {
            if (account.archivedAt() == null) {
                root.getSubMenu().addItem(tr("account.merge"), click -> new MergeDialog(service, account.id(), account.draft().name()).open());
                root.getSubMenu().addItem(tr("account.archive"), click -> archive(account));
            } else {
                root.getSubMenu().addItem(tr("account.restore"), click -> restore(account.id()));
            }
        }
        root.getSubMenu().addItem(tr("account.why"), click -> new WhyDialog(service.why(account.id()), settings.zone()).open());
        actions.add(more);
        if (account.mayEdit()) {
            var edit = new Button(tr("base.edit"), Icons.EDIT.create(),
                    click -> getUI().ifPresent(ui -> ui.navigate(AccountNavigation.edit(account.id()))));
            edit.addThemeVariants(ButtonVariant.PRIMARY);
            actions.add(edit);
        }
        actions(actions.toArray(Component[]::new));
    }

    private void archive(AccountDetails account) {
        service.archive(account.id(), account.draft().version());
        show(service.get(account.id()));
        Notices.done(tr("account.archive.done", account.draft().name()), () -> restore(account.id()));
    }

    private void restore(long id) {
        service.restore(id, service.get(id).draft().version());
        show(service.get(id));
    }
}
