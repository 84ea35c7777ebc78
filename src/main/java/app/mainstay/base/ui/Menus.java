package app.mainstay.base.ui;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;

/** What Vaadin's menus leave unsaid to a screen reader. */
public final class Menus {

    private Menus() {
    }

    /** Names the one button of a menu. Vaadin puts a label onto what lies inside the button, where a name does not count. */
    public static void name(MenuBar menu, String name) {
        menu.getElement().executeJs("""
                const name = () => this.querySelectorAll('vaadin-menu-bar-button:not([slot])').forEach(button => button.setAttribute('aria-label', $0));
                new MutationObserver(name).observe(this, {childList: true});
                name();""", name);
    }

    /** An entry of which one in the menu is chosen. Vaadin shows a tick and says nothing. */
    static void choice(MenuItem item, boolean chosen) {
        item.setCheckable(true);
        item.getElement().executeJs("""
                const radio = () => this.getAttribute('role') === 'menuitem' && this.setAttribute('role', 'menuitemradio');
                new MutationObserver(radio).observe(this, {attributes: true, attributeFilter: ['role']});
                radio();""");
        choose(item, chosen);
    }

    static void choose(MenuItem item, boolean chosen) {
        item.setChecked(chosen);
        item.getElement().setAttribute("aria-checked", String.valueOf(chosen));
    }
}
