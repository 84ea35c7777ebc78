package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.datepicker.DatePicker;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A day as the reader's language writes it; other usual ways of writing are read, too. What is no day stays as it was typed, and a sentence says so. */
public final class DayField extends DatePicker {

    public DayField(String label, Locale locale) {
        super(label);
        setClearButtonVisible(true);
        boolean chinese = locale.getLanguage().equals("zh");
        setLocale(locale);
        var words = new DatePickerI18n().setBadInputErrorMessage(tr("problem.day")).setToday(tr("base.today")).setCancel(tr("base.cancel"))
                .setFirstDayOfWeek(1)
                .setMonthNames(List.of(tr("base.months").split(","))).setWeekdaysShort(List.of(tr("base.weekdays").split(",")))
                .setWeekdays(List.of(tr("base.weekdays").split(",")));
        if (chinese) {
            words.setDateFormats("yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d");
        } else {
            words.setDateFormats("d MMM yyyy", "yyyy-MM-dd", "d/M/yyyy", "d.M.yyyy");
        }
        setI18n(words);
        // A text that is no day is no value: without this it would be saved as none.
        getElement().addEventListener("unparsable-change", event -> {
            String typed = event.getEventData().path("element.inputElement.value").asString("");
            if (typed.isBlank()) {
                Unread.forget(this);
            } else {
                new Unread(typed, tr("problem.day")).keep(this);
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
