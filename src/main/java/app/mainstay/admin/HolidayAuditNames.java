package app.mainstay.admin;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.settings.CalendarDay;
import app.mainstay.settings.Holidays;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Days of the working calendar by their date. Settings lie below the audit trail, hence here. */
@Component
class HolidayAuditNames implements AuditNames {

    private final Holidays holidays;

    HolidayAuditNames(Holidays holidays) {
        this.holidays = holidays;
    }

    @Override
    public String thing() {
        return "settings_calendar_day";
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.date("calendar_day", "admin.calendar.day"), AuditField.constant("kind", "admin.calendar.kind", "enum.DayKind."),
                AuditField.text("name_zh", "admin.calendar.nameZh"), AuditField.text("name_en", "admin.calendar.nameEn"),
                AuditField.text("source", "import.workdays.source"));
    }

    /** The calendar is everybody’s to read. */
    @Override
    public Sql visible(String id) {
        return new Sql();
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return holidays.all().stream().filter(day -> ids.contains(day.id()))
                .collect(Collectors.toMap(day -> Objects.requireNonNull(day.id()), day -> day.day() + " " + day.nameZh()));
    }
}
