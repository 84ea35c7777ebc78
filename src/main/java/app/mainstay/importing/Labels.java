package app.mainstay.importing;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The product's own words in both languages, for recognising them in files; what people read is translated by the screen. */
final class Labels {

    private static final ResourceBundle.Control EXACT = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final List<ResourceBundle> LANGUAGES = List.of(bundle(Locale.ROOT), bundle(Locale.SIMPLIFIED_CHINESE));

    private Labels() {
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("vaadin-i18n.translations", locale, EXACT);
    }

    static String english(String key) {
        return in(0, key);
    }

    static String chinese(String key) {
        return in(1, key);
    }

    private static String in(int language, String key) {
        return LANGUAGES.get(language).containsKey(key) ? LANGUAGES.get(language).getString(key) : "";
    }
}
