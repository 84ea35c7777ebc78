package app.mainstay.admin.ui;

import static app.mainstay.admin.ui.UsersViewsTest.button;
import static app.mainstay.admin.ui.UsersViewsTest.choose;
import static app.mainstay.admin.ui.UsersViewsTest.combo;
import static app.mainstay.admin.ui.UsersViewsTest.text;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.security.UnitService.UnitRow;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.treegrid.TreeGrid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class UnitsViewsTest extends ViewTest {

    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
        openAs(company.administrator(), "admin/units");
    }

    @Test
    void theOrganisationIsATree() {
        assertThat(tree()).containsExactly("Company", "- North", "-- City", "- South");
    }

    @Test
    void aUnitIsCreatedBelowAnother() {
        navigate("admin/units?edit=new&below=" + Ids.text(company.south()));
        assertThat(UsersViewsTest.<UnitChoice>combo("Lies below").getValue().label()).isEqualTo("South");
        _setValue(text("Name"), "Harbour");
        _click(button("Save"));

        expectNotifications("Saved.");
        assertThat(tree()).containsExactly("Company", "- North", "-- City", "- South", "-- Harbour");
        assertThat(parentOf("Harbour")).isEqualTo(company.south());
    }

    @Test
    void aUnitIsRenamedAndMovedWithWhatLiesBelowIt() {
        navigate("admin/units?edit=" + Ids.text(company.north()));
        _setValue(text("Name"), "Far north");
        choose("Lies below", "South");
        _click(button("Save"));

        expectNotifications("Saved.");
        assertThat(tree()).containsExactly("Company", "- South", "-- Far north", "--- City");
        assertThat(parentOf("Far north")).isEqualTo(company.south());
    }

    @Test
    void aUnitBelowItselfIsRefusedBesideTheField() {
        navigate("admin/units?edit=" + Ids.text(company.north()));
        choose("Lies below", "North / City");
        _click(button("Save"));

        ComboBox<UnitChoice> parent = combo("Lies below");
        assertThat(parent.getErrorMessage()).isEqualTo("A unit cannot lie below itself.");
        assertThat(parentOf("North")).isEqualTo(company.root());
    }

    @Test
    void aTakenNameIsRefusedBesideTheField() {
        navigate("admin/units?edit=" + Ids.text(company.north()));
        _setValue(text("Name"), "south");
        _click(button("Save"));

        assertThat(text("Name").getErrorMessage()).isEqualTo("This is taken already.");
        assertThat(tree()).contains("- North");
    }

    @Test
    void theRootIsRenamedAndNotMoved() {
        navigate("admin/units?edit=" + Ids.text(company.root()));
        _assertNone(ComboBox.class, spec -> spec.withLabel("Lies below"));
        _setValue(text("Name"), "Group");
        _click(button("Save"));

        assertThat(tree()).startsWith("Group");
        assertThat(parentOf("Group")).isNull();
    }

    @Test
    void aUnitIsDraggedOntoAnotherAndBackAgain() {
        ((UnitsView) view()).move(unit("North"), unit("South"));

        assertThat(tree()).containsExactly("Company", "- South", "-- North", "--- City");
        assertThat(parentOf("North")).isEqualTo(company.south());
        _click(button("Undo"));
        assertThat(tree()).containsExactly("Company", "- North", "-- City", "- South");
    }

    @Test
    void aUnitDraggedBelowItselfStaysAndASentenceSaysWhy() {
        ((UnitsView) view()).move(unit("North"), unit("City"));

        assertThat(_get(Span.class, spec -> spec.withText("A unit cannot lie below itself."))).isNotNull();
        assertThat(tree()).containsExactly("Company", "- North", "-- City", "- South");
        ((UnitsView) view()).move(unit("Company"), unit("City"));
        assertThat(parentOf("Company")).isNull();
    }

    @Test
    void whatAnotherAdministratorMovedMeanwhileIsNotMovedOver() {
        var read = unit("City");
        jdbc.sql("update security_unit set version = version + 1 where name = 'City'").update();
        ((UnitsView) view()).move(read, unit("South"));

        _get(Span.class, spec -> spec.withText("Somebody else saved a change in the meantime. The page has to be opened again to see it."));
        assertThat(parentOf("City")).isEqualTo(company.north());
    }

    @SuppressWarnings("unchecked")
    private static UnitRow unit(String name) {
        var data = ((TreeGrid<UnitRow>) _get(TreeGrid.class)).getTreeData();
        var all = new ArrayList<UnitRow>(data.getRootItems());
        for (int i = 0; i < all.size(); i++) {
            all.addAll(data.getChildren(all.get(i)));
        }
        return all.stream().filter(unit -> unit.name().equals(name)).findFirst().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<String> tree() {
        var data = ((TreeGrid<UnitRow>) _get(TreeGrid.class)).getTreeData();
        var lines = new ArrayList<String>();
        data.getRootItems().forEach(root -> append(root, 0, data, lines));
        return lines;
    }

    private static void append(UnitRow unit, int depth, com.vaadin.flow.data.provider.hierarchy.TreeData<UnitRow> data, List<String> lines) {
        lines.add("-".repeat(depth) + (depth == 0 ? "" : " ") + unit.name());
        data.getChildren(unit).forEach(child -> append(child, depth + 1, data, lines));
    }

    private @Nullable Object parentOf(String name) {
        return jdbc.sql("select parent_id from security_unit where name = ?").param(name).query().singleRow().get("parent_id");
    }
}
