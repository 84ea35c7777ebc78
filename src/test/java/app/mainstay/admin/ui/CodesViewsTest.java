package app.mainstay.admin.ui;

import static app.mainstay.admin.ui.UsersViewsTest.button;
import static app.mainstay.admin.ui.UsersViewsTest.text;
import static com.github.mvysny.kaributesting.v10.GridKt._findAll;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.clearNotifications;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.getNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class CodesViewsTest extends ViewTest {

    @Autowired
    CodeLists codes;
    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    @Test
    void theAddressSaysWhichList() {
        openAs(company.administrator(), "admin/codes");
        assertThat(rows()).first().extracting(CodeEntry::code).isEqualTo("technology");

        _setValue(_get(Select.class), CodeList.REGION, true);
        assertThat(address()).isEqualTo("admin/codes?list=region");
        assertThat(rows()).first().extracting(CodeEntry::code).isEqualTo("CN-E");
    }

    @Test
    void theListIsFilteredSortedAndCounted() {
        fixtures.as(company.administrator(), () -> {
            var entry = codes.find(CodeList.REGION, "HK").orElseThrow();
            codes.save(new CodeEntry(entry.id(), entry.list(), entry.code(), entry.labelEn(), entry.labelZh(), entry.position(), false, entry.version()));
        });
        openAs(company.administrator(), "admin/codes?list=region&state=retired");
        assertThat(rows()).extracting(CodeEntry::code).containsExactly("HK");
        assertThat(arrow("Move the selected entry up").isEnabled()).isFalse();
        navigate("admin/codes?list=region&q=中国&sort=-code");
        assertThat(rows()).extracting(CodeEntry::code).containsExactly("TW", "MO", "HK", "CN");
        navigate("admin/codes?list=region&sort=label_zh");
        assertThat(rows()).first().extracting(CodeEntry::labelZh).isEqualTo("阿联酋");
        navigate("admin/codes?list=nonsense&state=nonsense");
        assertThat(rows()).hasSize(22);
        assertThat(_get(Select.class).getValue()).isEqualTo(CodeList.SECTOR);
    }

    /** Where only some entries show, or in another order, a step would seem to do nothing. */
    @Test
    void entriesMoveWhereTheWholeListStandsInItsOrder() {
        openAs(company.administrator(), edit("CN-S") + "&q=china");
        assertThat(arrow("Move the selected entry up").isEnabled()).isFalse();
        navigate(edit("CN-S") + "&sort=position");
        assertThat(arrow("Move the selected entry up").isEnabled()).isTrue();
    }

    @Test
    void aNewEntryComesLast() {
        openAs(company.administrator(), "admin/codes?list=region&edit=new");
        _setValue(text("English"), "Antarctica");
        _setValue(text("Chinese"), "南极洲");
        _setValue(text("Code"), "AQ");
        _click(button("Save"));

        expectNotifications("Saved.");
        assertThat(rows()).last().extracting(CodeEntry::code).isEqualTo("AQ");
        assertThat(stored("AQ")).containsEntry("label_en", "Antarctica").containsEntry("label_zh", "南极洲").containsEntry("active", true);
    }

    @Test
    void whatIsWrongStandsBesideItsField() {
        openAs(company.administrator(), "admin/codes?list=region&edit=new");
        _setValue(text("Code"), "hk");
        _click(button("Save"));

        assertThat(text("English").getErrorMessage()).isEqualTo("This is needed.");
        assertThat(text("Chinese").getErrorMessage()).isEqualTo("This is needed.");
        assertThat(text("Code").getErrorMessage()).isEqualTo("This is taken already.");
    }

    @Test
    void anEntryIsRenamedInBothLanguagesAndKeepsItsCode() {
        openAs(company.administrator(), edit("HK"));
        assertThat(text("Code").isReadOnly()).isTrue();
        _setValue(text("English"), "Hong Kong SAR");
        _click(button("Save"));

        expectNotifications("Saved.");
        assertThat(stored("HK")).containsEntry("label_en", "Hong Kong SAR").containsEntry("label_zh", "中国香港");
    }

    @Test
    void aLossReasonSaysWhetherItSpeaksOfACompetitor() {
        openAs(company.administrator(), edit("HK"));
        _assertNone(Checkbox.class);
        long price = codes.find(CodeList.LOSS_REASON, "price").orElseThrow().id();
        navigate("admin/codes?list=loss_reason&edit=" + Ids.text(price));
        _setValue(_get(Checkbox.class), true);
        _click(button("Save"));
        assertThat(codes.find(CodeList.LOSS_REASON, "price").orElseThrow().competitor()).isTrue();

        navigate("admin/codes?list=loss_reason&edit=" + Ids.text(price));
        _click(button("Retire"));
        assertThat(codes.find(CodeList.LOSS_REASON, "price")).hasValueSatisfying(entry -> {
            assertThat(entry.active()).isFalse();
            assertThat(entry.competitor()).isTrue();
        });
    }

    @Test
    void aRetiredEntryComesBackByUndo() {
        openAs(company.administrator(), edit("HK"));
        _click(button("Retire"));
        assertThat(stored("HK")).containsEntry("active", false);
        assertThat(rows()).filteredOn(entry -> entry.code().equals("HK")).extracting(CodeEntry::active).containsExactly(false);

        _click(_get(getNotifications().getFirst(), Button.class));
        assertThat(stored("HK")).containsEntry("active", true);
        clearNotifications();
        _setValue(text("English"), "HK");
        _click(button("Save"));
        expectNotifications("Saved.");
    }

    @Test
    void theArrowsMoveTheSelectedEntryStepByStep() {
        openAs(company.administrator(), edit("CN-S"));
        Button up = arrow("Move the selected entry up");
        Button down = arrow("Move the selected entry down");
        _click(up);
        _click(up);

        assertThat(rows()).extracting(CodeEntry::code).startsWith("CN-S", "CN-E", "CN-N");
        assertThat(stored("CN-S")).containsEntry("position", 1);
        assertThat(up.isEnabled()).isFalse();
        _click(down);
        assertThat(rows()).extracting(CodeEntry::code).startsWith("CN-E", "CN-S", "CN-N");
        assertThat(up.isEnabled()).isTrue();
    }

    @Test
    void anEntryMovedByAnotherIsSavedWhereItNowStands() {
        openAs(company.administrator(), edit("CN-S"));
        _setValue(text("English"), "The south");
        fixtures.as(company.administrator(), () -> codes.move(Objects.requireNonNull(codes.find(CodeList.REGION, "CN-S").orElseThrow().id()), true));
        _click(button("Save"));

        expectNotifications("Saved.");
        assertThat(stored("CN-S")).containsEntry("label_en", "The south").containsEntry("position", 2);
    }

    private String edit(String code) {
        return "admin/codes?list=region&edit=" + Ids.text(Objects.requireNonNull(codes.find(CodeList.REGION, code).orElseThrow().id()));
    }

    private static Button arrow(String name) {
        return _get(Button.class, spec -> spec.withPredicate(button -> name.equals(button.getAriaLabel().orElse(""))));
    }

    @SuppressWarnings("unchecked")
    private static List<CodeEntry> rows() {
        return _findAll((Grid<CodeEntry>) _get(Grid.class));
    }

    private Map<String, Object> stored(String code) {
        return jdbc.sql("select * from settings_code where list = 'REGION' and code = ?").param(code).query().singleRow();
    }
}
