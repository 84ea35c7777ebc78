package app.mainstay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.audit.AuditFilter;
import app.mainstay.audit.AuditReader;
import app.mainstay.audit.AuditRow;
import app.mainstay.audit.AuditSort;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportProgress;
import app.mainstay.importing.ImportReading;
import app.mainstay.importing.ImportReport;
import app.mainstay.importing.ImportService;
import app.mainstay.importing.ImportTarget;
import app.mainstay.settings.CalendarDay;
import app.mainstay.settings.DayKind;
import app.mainstay.settings.Holidays;
import app.mainstay.settings.SettingsDraft;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@DatabaseTest
class CalendarImportTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    ImportReading reading;
    @Autowired
    ImportService imports;
    @Autowired
    Holidays holidays;
    @Autowired
    SettingsService settings;
    @Autowired
    CalendarAtStart atStart;
    @Autowired
    AuditReader audit;
    @TempDir
    Path folder;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
        Fixtures.signIn(company.administrator());
    }

    private ImportTarget target() {
        return imports.targets().stream().filter(target -> target.id().equals("workdays")).findFirst().orElseThrow();
    }

    private ImportReport run(String csv, String source) throws IOException {
        var file = reading.read(Files.writeString(folder.resolve("upload.csv"), csv), "2027.csv");
        var mapping = reading.guess(target(), file);
        if (source != null) {
            ImportField<?> field = target().fields().stream().filter(each -> each.id().equals("source")).findFirst().orElseThrow();
            assertThat(reading.missing(target(), mapping)).containsExactly(Problem.of("source", "import.problem.columnOrDefault"));
            mapping = mapping.withDefault(field, source);
        }
        assertThat(reading.missing(target(), mapping)).isEmpty();
        return imports.run(target(), file, mapping, null, new ImportProgress(() -> { }));
    }

    /** What the product brings along has the columns of the import. */
    @Test
    void theFileOfTheProductIsOneThatCanBeImported() throws IOException {
        var report = run(Files.readString(Path.of("src/main/resources/calendar/statutory-holidays.csv")), null);
        assertThat(report.rejected()).isZero();
        List<CalendarDay> imported = holidays.days(2026);
        assertThat(imported).hasSize(39);
        holidays.load(2026);
        assertThat(holidays.days(2026)).isEqualTo(imported);
    }

    @Test
    void aNewYearComesFromAFileWithItsSourceOnceForAllRows() throws IOException {
        long byHand = holidays.save(new CalendarDay(null, LocalDate.of(2027, 2, 6), DayKind.HOLIDAY, "", "春节", null, 0));
        String csv = "日期,类型,名称\n2027-02-06,节假日,春节\n2027/2/7,节假日,春节\n2027-01-31,调休上班日,春节\n2027-02-30,节假日,春节\n2027-05-01,节假日,\n";
        var report = run(csv, "国务院办公厅 2026-11");

        assertThat(report.created()).isEqualTo(2);
        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(holidays.isLoaded(2027)).isTrue();
        assertThat(holidays.days(2027)).extracting(day -> day.day() + " " + day.kind() + " " + day.nameEn() + " " + day.source())
                .containsExactly("2027-01-31 WORKDAY Spring Festival 国务院办公厅 2026-11", "2027-02-06 HOLIDAY Spring Festival 国务院办公厅 2026-11",
                        "2027-02-07 HOLIDAY Spring Festival 国务院办公厅 2026-11");
        assertThat(holidays.get(byHand).source()).as("the file answers for it now").isNotNull();
        var again = run(csv, "国务院办公厅 2026-11");
        assertThat(again.unchanged()).isEqualTo(3);
    }

    @Test
    void nobodyElseIsOfferedIt() {
        for (var other : List.of(company.director(), company.manager())) {
            fixtures.as(other, () -> assertThat(imports.targets()).extracting(ImportTarget::id).doesNotContain("workdays"));
        }
    }

    // ---- at the start ----

    @Test
    void aStartLoadsWhatIsKnownOnceAndSaysWhy() {
        atStart.start();
        assertThat(holidays.missingYears()).containsExactly(2027);
        var days = holidays.days(2026);
        atStart.start();
        assertThat(holidays.days(2026)).isEqualTo(days);
        List<AuditRow> rows = audit.page(new AuditFilter(java.util.Set.of("settings_calendar_day"), java.util.Set.of(), null, null),
                new Slice<>(0, 10, List.of(new Slice.Order<>(AuditSort.TIME, true))));
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.rows()).isEqualTo(39);
            assertThat(row.actorId()).isNull();
            assertThat(row.text()).isEqualTo(CalendarAtStart.REASON);
        });
    }

    @Test
    void aStartLeavesTheCalendarOfOtherCountriesAlone() {
        settings.save(new SettingsDraft("Europe/Berlin", 1, "CNY", 0));
        atStart.start();
        assertThat(holidays.all()).isEmpty();
    }
}
