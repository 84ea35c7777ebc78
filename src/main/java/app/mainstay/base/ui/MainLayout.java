package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.SearchSource;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Preferences;
import app.mainstay.security.Role;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Navigation at the left, search and the user's menu above. A view appears in the navigation by its {@code @Menu}: the title is a
 * translation key, the icon a name of {@link Icons}, the hundreds of the order choose the group.
 */
@Layout
@PermitAll
@CommonComponents
public class MainLayout extends AppLayout implements AfterNavigationObserver {

    private final transient AuthenticationContext authentication;
    private final transient CurrentUser currentUser;
    private final transient Preferences preferences;

    public MainLayout(AuthenticationContext authentication, CurrentUser currentUser, Preferences preferences,
                      ObjectProvider<SearchSource> searchSources, ObjectProvider<HeaderItem> headerItems) {
        this.authentication = authentication;
        this.currentUser = currentUser;
        this.preferences = preferences;
        setPrimarySection(Section.DRAWER);
        addToDrawer(brand(), navigation());

        var toggle = new DrawerToggle();
        toggle.setAriaLabel(tr("base.navigation"));
        var end = new Div();
        end.addClassName("header-end");
        headerItems.stream().sorted(Comparator.comparingInt(HeaderItem::order)).map(MainLayout::made).flatMap(Optional::stream).forEach(end::add);
        end.add(userMenu());
        var header = new Div(skip(), toggle, new SearchBox(searchSources.orderedStream().toList()), end);
        header.addClassName("header");
        addToNavbar(header);
    }

    /** The frame stands also while the database does not answer, so that at least this can be said in it. */
    private static Optional<Component> made(HeaderItem item) {
        try {
            return item.create();
        } catch (DataAccessException | TransactionException unreachable) {
            return Optional.empty();
        }
    }

    /** For the keyboard: past navigation and header to what the page is about. */
    private static Component skip() {
        var skip = new Anchor("#content", tr("base.skip"));
        skip.addClassName("skip");
        skip.setRouterIgnore(true);
        skip.getElement().executeJs("this.addEventListener('click', event => { event.preventDefault(); document.getElementById('content')?.focus(); })");
        return skip;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        KeptBar.endSameWork();
    }

    private Component brand() {
        var brand = new Anchor("", Icons.LOGO.create(), new Span(tr("app.name")));
        brand.addClassName("brand");
        return brand;
    }

    private Component navigation() {
        var groups = new TreeMap<Integer, SideNav>();
        for (var entry : entries(currentUser.require().role(), UI.getCurrent().getLocale())) {
            int group = entry.order() == null ? 9 : (int) (entry.order() / 100);
            var nav = groups.computeIfAbsent(group, number -> {
                var created = new SideNav(tr("base.group." + number));
                created.setCollapsible(false);
                return created;
            });
            var item = new SideNavItem(tr(entry.title()), entry.path(), Icons.create(entry.icon() == null ? "file" : entry.icon()));
            item.setMatchNested(true);
            nav.addItem(item);
        }
        var all = new Div();
        all.addClassName("navigation");
        groups.values().forEach(all::add);
        return all;
    }

    /** What the navigation offers a role. Every screen and its rights are asked for it, so that is done once: neither changes while the product runs. */
    private static List<MenuEntry> entries(Role role, Locale locale) {
        return VaadinService.getCurrent().getContext().getAttribute(Entries.class, Entries::new).found.computeIfAbsent(new Entries.Asked(role, locale), asked -> {
            List<MenuEntry> entries = MenuConfiguration.getMenuEntries(locale);
            // Whoever has the page above finds this one there.
            return entries.stream().filter(entry -> entries.stream().noneMatch(above -> entry.path().startsWith(above.path() + "/") && above.path().length() > 1))
                    .toList();
        });
    }

    private static final class Entries {

        private record Asked(Role role, Locale locale) {
        }

        private final Map<Asked, List<MenuEntry>> found = new ConcurrentHashMap<>();
    }

    private Component userMenu() {
        var viewer = currentUser.require();
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.TERTIARY);
        menu.addClassName("user-menu");
        var avatar = new Avatar(viewer.displayName());
        avatar.getElement().setAttribute("tabindex", "-1");
        MenuItem root = menu.addItem(avatar);
        Menus.name(menu, tr("base.user.menu", viewer.displayName()));
        SubMenu sub = root.getSubMenu();
        var who = new Div(new Span(viewer.displayName()), new Span(tr(viewer.role().labelKey())));
        who.addClassName("user-menu-who");
        sub.addItem(who).setEnabled(false);
        sub.addSeparator();

        SubMenu languages = sub.addItem(tr("base.user.language")).getSubMenu();
        Map.of(Translations.CHINESE, "简体中文", Translations.ENGLISH, "English").entrySet().stream()
                .sorted(Map.Entry.comparingByValue()).forEach(entry -> choice(languages, entry.getValue(),
                        entry.getKey().equals(Translations.supported(UI.getCurrent().getLocale())), () -> speak(entry.getKey()))
                        .getElement().setAttribute("lang", entry.getKey().toLanguageTag()));
        SubMenu colours = sub.addItem(tr("base.user.colours")).getSubMenu();
        var current = Objects.requireNonNullElse(ComponentUtil.getData(UI.getCurrent(), Colours.class), Colours.DEVICE);
        for (var colour : Colours.values()) {
            choice(colours, tr(colour.labelKey()), colour == current, () -> paint(colour, colours));
        }
        sub.addItem(tr("base.user.security"), click -> UI.getCurrent().navigate(MySecurityView.class));
        sub.addSeparator();
        sub.addItem(tr("base.user.signOut"), click -> authentication.logout());
        return menu;
    }

    private static MenuItem choice(SubMenu menu, String label, boolean chosen, Runnable choose) {
        var item = menu.addItem(label, click -> choose.run());
        Menus.choice(item, chosen);
        return item;
    }

    private void speak(Locale locale) {
        preferences.set(Preferences.LANGUAGE, locale.toLanguageTag());
        UI.getCurrent().getSession().setLocale(locale);
        // Every text of the screen changes, so it is built again; a form's content is kept as a draft and taken up by itself.
        KeptBar.beginSameWork();
        UI.getCurrent().getPage().reload();
    }

    private void paint(Colours colour, SubMenu menu) {
        preferences.set(Preferences.COLOURS, colour.name());
        ComponentUtil.setData(UI.getCurrent(), Colours.class, colour);
        UI.getCurrent().getPage().setColorScheme(colour.scheme());
        menu.getItems().forEach(item -> Menus.choose(item, item.getText().equals(tr(colour.labelKey()))));
    }

    /** Light and dark are equals; by default the device decides. */
    enum Colours implements app.mainstay.shared.Coded {
        DEVICE(ColorScheme.Value.LIGHT_DARK), LIGHT(ColorScheme.Value.LIGHT), DARK(ColorScheme.Value.DARK);

        private final ColorScheme.Value scheme;

        Colours(ColorScheme.Value scheme) {
            this.scheme = scheme;
        }

        ColorScheme.Value scheme() {
            return scheme;
        }

        static Colours of(@Nullable String name) {
            return name == null ? DEVICE : valueOf(name);
        }
    }
}
