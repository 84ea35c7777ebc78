package app.mainstay.base.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;
import java.time.DayOfWeek;
import java.time.temporal.WeekFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** With which day a week begins: Monday, but for English readers whose browser names a country where it is another, as the United States. */
public final class Weeks {

    private Weeks() {
    }

    public static DayOfWeek firstDay() {
        var session = VaadinSession.getCurrent();
        return firstDay(UI.getCurrent().getLocale(), session == null ? null : session.getBrowser().getLocale());
    }

    static DayOfWeek firstDay(Locale language, @Nullable Locale browser) {
        return browser == null || browser.getCountry().isEmpty() || !language.getLanguage().equals("en") || !browser.getLanguage().equals("en")
                ? DayOfWeek.MONDAY : WeekFields.of(browser).getFirstDayOfWeek();
    }
}
