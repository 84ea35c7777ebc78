package app.mainstay.shared;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The product's own words for what is no screen: files that are written, headers that are recognised. Screens translate themselves. */
public final class Words {

    private static final ResourceBundle.Control EXACT = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final ResourceBundle ENGLISH = bundle(Locale.ROOT);
    private static final ResourceBundle CHINESE = bundle(Locale.SIMPLIFIED_CHINESE);

    private Words() {
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("vaadin-i18n.translations", locale, EXACT);
    }

    /** The text of a translation key: every kind of Chinese reads Simplified Chinese, everybody else English. "" where there is none. */
    public static String text(String key, Locale locale) {
        var words = locale.getLanguage().equals("zh") ? CHINESE : ENGLISH;
        return words.containsKey(key) ? words.getString(key) : "";
    }

    /** The sentence of a translation key with its values; without values an apostrophe is an apostrophe, as on the screens. */
    public static String say(String key, Locale locale, Object... args) {
        String text = text(key, locale);
        return args.length == 0 ? text : new MessageFormat(text, locale).format(args);
    }
}
