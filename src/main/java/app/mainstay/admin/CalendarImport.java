package app.mainstay.admin;

import app.mainstay.importing.BaseTarget;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportRow;
import app.mainstay.security.Role;
import app.mainstay.settings.CalendarDay;
import app.mainstay.settings.DayKind;
import app.mainstay.settings.Holidays;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holidays and make-up workdays: a day a row, with what it was taken from. */
@Component
class CalendarImport extends BaseTarget {

    private static final ImportField<LocalDate> DAY = ImportField.date("day").asRequired().called("date", "日期");
    private static final ImportField<DayKind> KIND = ImportField.oneOf("kind", DayKind.class).asRequired().called("type", "类型", "类别");
    private static final ImportField<String> NAME = ImportField.text("nameZh").asRequired().called("name", "holiday", "名称", "节日", "节假日");
    private static final ImportField<String> ENGLISH = ImportField.text("nameEn").called("english", "english name", "英文名称");
    private static final ImportField<String> SOURCE = ImportField.text("source").asRequired().withDefault().called("来源");

    private final Holidays holidays;

    CalendarImport(Holidays holidays) {
        super("workdays", Set.of(Role.ADMINISTRATOR), "admin/calendar", List.of(DAY, KIND, NAME, ENGLISH, SOURCE));
        this.holidays = holidays;
    }

    @Override
    public Set<Change> takenBack() {
        return Set.of();
    }

    @Override
    public Run open() {
        return new Run() {

            @Override
            public Optional<Long> find(ImportRow row) {
                return Optional.ofNullable(row.get(DAY)).flatMap(holidays::find).map(CalendarDay::id);
            }

            @Override
            public Applied apply(ImportRow row, @Nullable Long id) {
                if (id == null) {
                    return new Applied(holidays.save(new CalendarDay(null, row.get(DAY), row.get(KIND), Objects.requireNonNullElse(row.get(ENGLISH), ""),
                            Objects.requireNonNullElse(row.get(NAME), ""), row.get(SOURCE), 0)), Change.NEW, false);
                }
                CalendarDay old = holidays.get(id);
                String name = Objects.requireNonNullElse(row.get(NAME, old.nameZh()), "");
                // The stored English name belongs to the stored Chinese one.
                String english = row.has(ENGLISH) || !name.equals(old.nameZh()) ? row.get(ENGLISH, "") : old.nameEn();
                // The file answers for the day from now on, whoever had entered it.
                holidays.save(new CalendarDay(id, row.get(DAY, old.day()), row.get(KIND, old.kind()), Objects.requireNonNullElse(english, ""), name,
                        row.get(SOURCE), old.version()));
                return new Applied(id, holidays.get(id).equals(old) ? Change.UNCHANGED : Change.CHANGED, false);
            }
        };
    }
}
