package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.timepicker.TimePicker;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A time of the day, by the clock of 24 hours. What is no time, as 25:00, stays as it was typed, and a sentence says so. */
public class TimeField extends TimePicker {

    public TimeField(String label) {
        setLabel(label);
        // English would bring a.m. and p.m.
        setLocale(UI.getCurrent().getLocale().getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.UK);
        setStep(Duration.ofMinutes(15));
        setI18n(new TimePickerI18n().setBadInputErrorMessage(tr("problem.noTime")));
        getElement().addEventListener("unparsable-change", event -> {
            String typed = event.getEventData().path("element.inputElement.value").asString("");
            if (typed.isBlank()) {
                Unread.forget(this);
            } else {
                new Unread(typed, tr("problem.noTime")).keep(this);
                Unread.say(this);
            }
        }).addEventData("element.inputElement.value");
        addValueChangeListener(change -> Unread.forget(this));
    }

    @Override
    public void setValue(@Nullable LocalTime value) {
        Unread.forget(this);
        super.setValue(value);
    }
}
