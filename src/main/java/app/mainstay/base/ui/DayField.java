package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import java.text.DateFormatSymbols;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A day as the reader's language writes it; typed in several ways. What is no day stays as it was typed, and a sentence says so. */
public class DayField extends DatePicker {

    public DayField(@Nullable String label) {
        Locale locale = UI.getCurrent().getLocale();
        boolean chinese = locale.getLanguage().equals("zh");
        var symbols = DateFormatSymbols.getInstance(locale);
        var words = new DatePickerI18n();
        words.setMonthNames(Arrays.stream(symbols.getMonths()).limit(12).toList());
        words.setWeekdays(Arrays.stream(symbols.getWeekdays()).skip(1).toList());
        // One sign is enough, and all that there is room for.
        words.setWeekdaysShort(Arrays.stream(symbols.getShortWeekdays()).skip(1).map(day -> chinese ? day.substring(day.length() - 1) : day).toList());
        words.setFirstDayOfWeek(Weeks.firstDay().getValue() % 7);
        words.setToday(tr("base.day.today"));
        words.setCancel(tr("base.cancel"));
        words.setDateFormats(chinese ? "yyyy-MM-dd" : "d MMM yyyy", chinese ? List.of("yyyy/M/d", "M-d").toArray(String[]::new)
                : List.of("yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy").toArray(String[]::new));
        words.setBadInputErrorMessage(tr("problem.noDay"));
        setI18n(words);
        setLocale(locale);
        if (label != null) {
            setLabel(label);
        }
        // A text that is no day is no value: without this a form would save it as none.
        getElement().addEventListener("unparsable-change", event -> {
            String typed = event.getEventData().path("element.inputElement.value").asString("");
            if (typed.isBlank()) {
                Unread.forget(this);
            } else {
                new Unread(typed, tr("problem.noDay")).keep(this);
                Unread.say(this);
            }
        }).addEventData("element.inputElement.value");
        addValueChangeListener(change -> Unread.forget(this));
    }

    @Override
    public void setValue(@Nullable LocalDate value) {
        Unread.forget(this);
        super.setValue(value);
    }
}
