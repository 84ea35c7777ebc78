package app.mainstay.base.ui;

import com.vaadin.flow.component.icon.SvgIcon;

/** The product's own icons, all in one small file that the browser loads once. */
public enum Icons {
    ACCOUNTS, ADD, ADMIN, ARCHIVE, BACK, BELL, CHECK, CLOSE, CODES, COLOURS, COLUMNS, COMPETITOR, COVERAGE, DEAL, DOWN, DOWNLOAD, EDIT, FILE, FILTER,
    HANDOVER, HISTORY, IMPORT, KEY, LANGUAGE, LEAVE, LOGO, MAIL, MORE, PERSON, PLAY, PRINT, PRODUCT, RESTORE, SAVE, SEARCH, SETTINGS, SIGN_OUT, SWAP, TAG,
    UNITS, UP, UPLOAD, USERS, VIEW, WARNING,
    CALENDAR, FORWARD, REPEAT, STRATEGY, DEMONSTRATION, RELATIONSHIP, REVIEW, VISIT, INTERNAL;

    public SvgIcon create() {
        return create(symbol());
    }

    /** By the name that a {@code @Menu} gives. */
    static SvgIcon create(String symbol) {
        var icon = new SvgIcon("icons/sprite.svg", symbol);
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }

    public String symbol() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
