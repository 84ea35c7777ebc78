package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Notices;
import com.vaadin.flow.component.grid.Grid;

/**
 * What stands in an open cell when it turns out that the session has ended is told after signing in again, in the same window. It is not stored: the row may
 * be another by now.
 */
final class KeptCell {

    private static final int LONGEST = 500;
    private static final String TYPED = "typed-before";

    private KeptCell() {
    }

    static void of(Grid<?> grid) {
        grid.getElement().addEventListener(TYPED, event -> say(event.getEventData().path("event.detail").asString(""))).addEventData("event.detail");
        grid.addAttachListener(event -> grid.getElement().executeJs("""
                const grid = this, key = 'mainstay-typed', typed = sessionStorage.getItem(key);
                sessionStorage.removeItem(key);
                if (typed) { setTimeout(() => grid.dispatchEvent(new CustomEvent($0, {detail: typed})), 0); }
                grid.ended?.disconnect();
                grid.ended = new MutationObserver(() => {
                  if (!grid.isConnected) {
                    grid.ended.disconnect();
                  } else if (document.querySelector('.v-system-error')) {
                    const input = [...grid.querySelectorAll('vaadin-grid-cell-content input:not([type=checkbox])')].find(field => field.value.trim());
                    if (input) { sessionStorage.setItem(key, input.value); }
                  }
                });
                grid.ended.observe(document.body, {childList: true})""", TYPED));
    }

    private static void say(String text) {
        if (!text.isBlank()) {
            Notices.failed(tr("list.typedBefore", text.substring(0, Math.min(LONGEST, text.length()))));
        }
    }
}
