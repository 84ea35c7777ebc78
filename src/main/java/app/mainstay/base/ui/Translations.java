package app.mainstay.base.ui;

import app.mainstay.shared.Problem;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.i18n.DefaultI18NProvider;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** English is the root, Simplified Chinese beside it; every other kind of Chinese reads Simplified Chinese, everybody else English. */
@Component
public class Translations extends DefaultI18NProvider {

    public static final Locale ENGLISH = Locale.ENGLISH;
    public static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    public Translations() {
        super(List.of(ENGLISH, CHINESE));
    }

    public static Locale supported(@Nullable Locale wanted) {
        return wanted != null && wanted.getLanguage().equals("zh") ? CHINESE : ENGLISH;
    }

    @Override
    public String getTranslation(String key, @Nullable Locale locale, Object... params) {
        return super.getTranslation(key, supported(locale), params);
    }

    /** In the language of the current screen. */
    public static String tr(String key, Object... params) {
        return I18NProvider.translate(key, params);
    }

    /** What is wrong, its days and times as the reader writes them. */
    public static String tr(Problem problem) {
        var ui = UI.getCurrent();
        var locale = supported(ui == null ? null : ui.getLocale());
        return tr(problem.key(), problem.args().stream().map(value -> value instanceof String text ? Formats.written(text, locale) : value).toArray());
    }
}
