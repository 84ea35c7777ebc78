package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.security.UnitService;
import app.mainstay.settings.BusinessHours;
import app.mainstay.settings.HoursDraft;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When a unit works, or the company. A unit that inherits begins with what it inherits; saving gives it hours of its own. */
final class HoursEditor extends Editor<HoursDraft> {

    private final transient BusinessHours hours;
    private final transient UnitService units;
    private final @Nullable Long unit;
    private final Map<DayOfWeek, TextField> days = new EnumMap<>(DayOfWeek.class);
    private final Checkbox onHolidays;
    private final Runnable close;
    private int version;

    /** @param unit null: the company's */
    HoursEditor(BusinessHours hours, UnitService units, Drafts drafts, @Nullable Long unit, Runnable onSaved) {
        super(drafts, "hours", HoursDraft.class, unit == null ? Long.valueOf(1) : unit, onSaved);
        this.hours = hours;
        this.units = units;
        this.unit = unit;
        this.close = onSaved;
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, form.field(day.name().toLowerCase(Locale.ROOT), new TextField(day.getDisplayName(TextStyle.FULL_STANDALONE, getLocale()))));
        }
        days.get(DayOfWeek.MONDAY).setHelperText(tr("admin.hours.day.help"));
        onHolidays = form.field("onHolidays", new Checkbox(tr("admin.hours.onHolidays")), on -> tr(on ? "admin.hours.yes" : "admin.hours.no"));
        if (unit != null && hours.own(unit).isPresent()) {
            var remove = new Div(new Button(tr("admin.hours.inherit"), Icons.RESTORE.create(), click -> inherit()));
            remove.addClassName("buttons");
            var more = new Div(new H3(tr("admin.hours.inherit")), new Paragraph(tr("admin.hours.inherit.help")), remove);
            more.addClassName("editor-more");
            add(more);
        } else if (unit != null) {
            var note = new Paragraph(tr("admin.hours.inherits"));
            note.addClassName("secondary");
            addComponentAsFirst(note);
        }
    }

    @Override
    String title() {
        return tr("admin.hours.of", unit == null ? tr("admin.hours.company") : units.find(unit).map(UnitService.UnitRow::name).orElse(""));
    }

    @Override
    HoursDraft stored() {
        return hours.own(unit).orElseGet(() -> hours.of(unit).copyFor(Objects.requireNonNull(unit)));
    }

    @Override
    void write(HoursDraft draft) {
        version = draft.version();
        draft.days().forEach((day, text) -> days.get(day).setValue(HoursTexts.shown(text)));
        onHolidays.setValue(draft.onHolidays());
    }

    @Override
    HoursDraft draft() {
        return new HoursDraft(unit, text(DayOfWeek.MONDAY), text(DayOfWeek.TUESDAY), text(DayOfWeek.WEDNESDAY), text(DayOfWeek.THURSDAY),
                text(DayOfWeek.FRIDAY), text(DayOfWeek.SATURDAY), text(DayOfWeek.SUNDAY), onHolidays.getValue(), version);
    }

    private String text(DayOfWeek day) {
        return days.get(day).getValue();
    }

    @Override
    void store(HoursDraft draft) {
        hours.save(draft);
    }

    @Override
    void focus() {
        days.get(DayOfWeek.MONDAY).focus();
    }

    private void inherit() {
        HoursDraft was = stored();
        hours.remove(Objects.requireNonNull(unit), was.version());
        form.read();
        close.run();
        Notices.done(tr("admin.hours.inherited", units.find(unit).map(UnitService.UnitRow::name).orElse("")), () -> {
            hours.save(was.copyFor(unit));
            close.run();
        });
    }
}
