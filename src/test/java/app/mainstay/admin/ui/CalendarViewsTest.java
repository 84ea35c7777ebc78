package app.mainstay.admin.ui;

import static app.mainstay.admin.ui.UsersViewsTest.button;
import static app.mainstay.admin.ui.UsersViewsTest.text;
import static com.github.mvysny.kaributesting.v10.GridKt._getFormattedRow;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.base.ui.Translations;
import app.mainstay.settings.BusinessHours;
import app.mainstay.settings.CalendarDay;
import app.mainstay.settings.DayKind;
import app.mainstay.settings.Holidays;
import app.mainstay.settings.HoursDraft;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.select.Select;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CalendarViewsTest extends ViewTest {

    @Autowired
    Holidays holidays;
    @Autowired
    BusinessHours hours;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    private String page() {
        return view().getElement().getTextRecursively();
    }

    private static List<String> months() {
        return _find(Html.class).stream().map(Html::getInnerHtml).toList();
    }

    @Test
    void theYearIsLoadedAndShownWithItsSource() {
        openAs(company.administrator(), "admin/calendar");
        assertThat(page()).contains("The holidays of 2026 are not loaded", "The holidays of 2027 are not loaded", "Nothing is listed for this year.");
        _click(_find(Button.class, spec -> spec.withText("Load 2026")).getLast());

        expectNotifications("2026 has 39 holidays and make-up workdays.");
        assertThat(page()).contains("Source: 国务院办公厅关于2026年部分节假日安排的通知").doesNotContain("The holidays of 2026");
        assertThat(months()).hasSize(12);
        assertThat(months().get(1)).contains("title=\"Spring Festival, Holiday\">15<span class=\"day-sign\" aria-hidden=\"true\">off",
                "title=\"Spring Festival, Make-up workday\">28<span class=\"day-sign\" aria-hidden=\"true\">work",
                "day=2026-02-10");
        assertThat(months().get(10)).contains("aria-current=\"date\">24<");
        _assertNone(Button.class, spec -> spec.withText("Load 2027"));
    }

    @Test
    void theAddressSaysWhichYear() {
        openAs(company.administrator(), "admin/calendar?year=2025");
        _assertOne(Button.class, spec -> spec.withText("Load 2025"));
        _click(_get(Button.class, spec -> spec.withAttribute("aria-label", "Next year")));
        assertThat(address()).isEqualTo("admin/calendar?year=2026");
        navigate("admin/calendar?year=nonsense&edit=nonsense&day=nonsense");
        assertThat(_get(Select.class).getValue()).isEqualTo(2026);
        navigate("admin/calendar?year=99999");
        assertThat(_get(Select.class).getValue()).isEqualTo(2026);
        navigate("admin/calendar?year=2029");
        assertThat(_get(Button.class, spec -> spec.withAttribute("aria-label", "Next year")).isEnabled()).isFalse();
    }

    @Test
    void aDayIsAddedChangedRemovedAndBroughtBack() {
        openAs(company.administrator(), "admin/calendar?year=2026&edit=new&day=2026-03-12");
        assertThat(_get(DatePicker.class).getValue()).isEqualTo(LocalDate.of(2026, 3, 12));
        _click(button("Save"));
        assertThat(text("Name").getErrorMessage()).isNotEmpty();
        _setValue(text("Name"), "公司纪念日");
        _setValue(text("English name"), "Founder’s day");
        _click(button("Save"));
        expectNotifications("Saved.");
        var stored = holidays.find(LocalDate.of(2026, 3, 12)).orElseThrow();
        assertThat(stored.source()).isNull();
        assertThat(page()).contains("1 day entered by hand.");
        assertThat(months().get(2)).contains("Founder’s day, Holiday");

        navigate("admin/calendar?year=2026&edit=" + Ids.text(stored.id()));
        assertThat(_get(Aside.class).getElement().getTextRecursively()).contains("12 Mar 2026", "Entered by hand.");
        _click(button("Remove from the calendar"));
        assertThat(holidays.find(LocalDate.of(2026, 3, 12))).isEmpty();
        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(holidays.find(LocalDate.of(2026, 3, 12))).map(CalendarDay::nameZh).contains("公司纪念日");
        assertThat(months().get(2)).contains("Founder’s day");
    }

    @Test
    void whatIsListedTwiceIsRefusedBesideTheDate() {
        fixtures.as(company.administrator(), () -> holidays.load(2026));
        openAs(company.administrator(), "admin/calendar?year=2026&edit=new&day=2026-10-01");
        _setValue(text("Name"), "国庆");
        _click(button("Save"));
        assertThat(_get(DatePicker.class).getErrorMessage()).isEqualTo("This day is in the calendar already.");
        assertThat(text("Name").getValue()).isEqualTo("国庆");
    }

    /** Names come from files that anybody may have written. */
    @Test
    void aNameIsTextAndNoMarkup() {
        fixtures.as(company.administrator(), () -> holidays.save(
                new CalendarDay(null, LocalDate.of(2026, 3, 12), DayKind.HOLIDAY, "\"><script>alert(1)</script>", "x", "<b>file</b>", 0)));
        openAs(company.administrator(), "admin/calendar?year=2026");
        assertThat(months().get(2)).contains("&quot;&gt;&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void aUnitGetsHoursOfItsOwnAndInheritsAgain() {
        openAs(company.administrator(), "admin/calendar");
        assertThat(hoursRows()).containsExactly("Company | Mon–Fri 09:00–12:00, 13:00–18:00 | Here", "Company | Mon–Fri 09:00–12:00, 13:00–18:00 | As Company",
                "North | Mon–Fri 09:00–12:00, 13:00–18:00 | As Company", "City | Mon–Fri 09:00–12:00, 13:00–18:00 | As Company",
                "South | Mon–Fri 09:00–12:00, 13:00–18:00 | As Company");
        navigate("admin/calendar?edit=" + Ids.text(company.north()));
        assertThat(text("Monday").getValue()).isEqualTo("09:00–12:00, 13:00–18:00");
        _setValue(text("Monday"), "8-12");
        _click(button("Save"));
        assertThat(text("Monday").getErrorMessage()).startsWith("Write times as");
        _setValue(text("Monday"), "8:00～12:00");
        _setValue(text("Sunday"), "10:00-11:00");
        _click(button("Save"));
        expectNotifications("Saved.");
        assertThat(hoursRows()).contains("North | Mon 08:00–12:00; Tue–Fri 09:00–12:00, 13:00–18:00; Sun 10:00–11:00 | Here",
                "City | Mon 08:00–12:00; Tue–Fri 09:00–12:00, 13:00–18:00; Sun 10:00–11:00 | As North");

        navigate("admin/calendar?edit=" + Ids.text(company.north()));
        _click(button("Work as the unit above"));
        assertThat(hours.of(company.north()).unitId()).isNull();
        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(hours.of(company.north()).sunday()).isEqualTo("10:00-11:00");
    }

    @Test
    void theSecondOfTwoAdministratorsIsToldWhatTheOtherChanged() {
        openAs(company.administrator(), "admin/calendar?edit=" + Ids.text(1));
        var read = hours.of(null);
        fixtures.as(company.administrator(), () -> hours.save(new HoursDraft(null, "7:00-15:00", read.tuesday(), read.wednesday(), read.thursday(),
                read.friday(), "", "", false, read.version())));
        _setValue(text("Saturday"), "9:00-12:00");
        _click(button("Save"));
        assertThat(hours.of(null)).extracting(HoursDraft::monday, HoursDraft::saturday).containsExactly("07:00-15:00", "09:00-12:00");
    }

    @Test
    void itReadsInChinese() {
        fixtures.as(company.administrator(), () -> holidays.load(2026));
        openAs(company.administrator(), Translations.CHINESE, "admin/calendar?edit=" + Ids.text(1));
        assertThat(page()).contains("工作日历", "尚未载入 2027 年的节假日安排", "调休上班日", "工作时间").doesNotContain("!{");
        assertThat(months().get(1)).contains("<caption>二月", ">15<span class=\"day-sign\" aria-hidden=\"true\">休", "title=\"春节，调休上班日\"");
        assertThat(hoursRows().getFirst()).isEqualTo("全公司 | 周一至周五 09:00–12:00, 13:00–18:00 | 本级");
    }

    @SuppressWarnings("unchecked")
    private static List<String> hoursRows() {
        Grid<Object> grid = _get(Grid.class);
        int rows = com.github.mvysny.kaributesting.v10.GridKt._size(grid);
        return java.util.stream.IntStream.range(0, rows).mapToObj(row -> ((List<String>) (List<?>) _getFormattedRow(grid, row)).stream()
                .map(cell -> cell.replaceFirst("^.*text='([^']*)'.*$", "$1").replace("\u2003", "")).collect(Collectors.joining(" | "))).toList();
    }
}
