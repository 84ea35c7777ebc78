package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.settings.CalendarDay;
import app.mainstay.settings.DayKind;
import app.mainstay.settings.Holidays;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.text.DateFormatSymbols;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A holiday or make-up workday. Whatever somebody saves here counts as entered by hand, so that loading the year leaves it alone. */
final class DayEditor extends Editor<CalendarDay> {

    private final transient Holidays holidays;
    private final transient @Nullable LocalDate date;
    private final Runnable refresh;
    private final DatePicker day = form.field("day", new DatePicker(tr("admin.calendar.day")), value -> Formats.date(value, getLocale()));
    private final Select<DayKind> kind = form.field("kind", new Select<>(), value -> tr(value.labelKey()));
    private final TextField nameZh = form.field("nameZh", new TextField(tr("admin.calendar.nameZh")));
    private final TextField nameEn = form.field("nameEn", new TextField(tr("admin.calendar.nameEn")));
    private final Paragraph source = new Paragraph();
    private int version;

    /**
     * @param date    of something new; null where it is still to be chosen
     * @param refresh to be run when a day that was removed is back
     */
    DayEditor(Holidays holidays, Drafts drafts, @Nullable Long id, @Nullable LocalDate date, Runnable onSaved, Runnable refresh) {
        super(drafts, "calendarDay", CalendarDay.class, id, onSaved);
        this.holidays = holidays;
        this.date = date;
        this.refresh = refresh;
        day.setRequiredIndicatorVisible(true);
        describe(day);
        kind.setLabel(tr("admin.calendar.kind"));
        kind.setItems(DayKind.values());
        kind.setItemLabelGenerator(value -> tr(value.labelKey()));
        kind.setRequiredIndicatorVisible(true);
        kind.setHelperText(tr("admin.calendar.kind.help"));
        nameZh.setRequiredIndicatorVisible(true);
        nameEn.setHelperText(tr("admin.calendar.nameEn.help"));
        source.addClassName("secondary");
        if (id != null) {
            var remove = new Div(new Button(tr("admin.calendar.remove"), Icons.CLOSE.create(), click -> remove(onSaved)));
            remove.addClassName("buttons");
            var more = new Div(source, new H3(tr("admin.calendar.remove")), new Paragraph(tr("admin.calendar.remove.help")), remove);
            more.addClassName("editor-more");
            add(more);
        }
    }

    private void describe(DatePicker picker) {
        boolean chinese = getLocale().getLanguage().equals("zh");
        var symbols = DateFormatSymbols.getInstance(getLocale());
        picker.setLocale(getLocale());
        picker.setI18n(new DatePicker.DatePickerI18n().setDateFormats(chinese ? "yyyy-MM-dd" : "d MMM yyyy", "yyyy-MM-dd", "yyyy/M/d")
                .setMonthNames(Arrays.stream(symbols.getMonths()).limit(12).toList())
                .setWeekdays(Arrays.stream(symbols.getWeekdays()).skip(1).toList())
                .setWeekdaysShort(Arrays.stream(symbols.getShortWeekdays()).skip(1).map(name -> chinese ? name.substring(name.length() - 1) : name).toList())
                .setFirstDayOfWeek(DayOfWeek.MONDAY.getValue()).setToday(tr("admin.calendar.today")).setCancel(tr("base.cancel"))
                .setBadInputErrorMessage(tr("admin.calendar.noDate")));
    }

    @Override
    String title() {
        return id == null ? tr("admin.calendar.new") : Formats.date(holidays.get(id).day(), getLocale());
    }

    @Override
    CalendarDay stored() {
        return id == null ? new CalendarDay(null, date, DayKind.HOLIDAY, "", "", null, 0) : holidays.get(id);
    }

    @Override
    void write(CalendarDay draft) {
        version = draft.version();
        day.setValue(draft.day());
        kind.setValue(draft.kind());
        nameZh.setValue(draft.nameZh());
        nameEn.setValue(draft.nameEn());
        source.setText(draft.source() == null ? tr("admin.calendar.enteredByHand") : tr("admin.calendar.source", draft.source()));
    }

    @Override
    CalendarDay draft() {
        return new CalendarDay(id, day.getValue(), kind.getValue(), nameEn.getValue(), nameZh.getValue(), null, version);
    }

    @Override
    void store(CalendarDay draft) {
        holidays.save(draft);
    }

    @Override
    void focus() {
        if (date == null) {
            day.focus();
        } else {
            nameZh.focus();
        }
    }

    private void remove(Runnable close) {
        CalendarDay was = holidays.get(Objects.requireNonNull(id));
        holidays.remove(id, was.version());
        form.read();
        close.run();
        Notices.done(tr("admin.calendar.removed", Formats.date(was.day(), getLocale())), () -> {
            holidays.save(new CalendarDay(null, was.day(), was.kind(), was.nameEn(), was.nameZh(), was.source(), 0));
            refresh.run();
        });
    }
}
