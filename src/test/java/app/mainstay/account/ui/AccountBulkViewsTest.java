package app.mainstay.account.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.getNotifications;
import static com.github.mvysny.kaributesting.v10.ShortcutsKt.fireShortcut;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.audit.Because;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.base.bulk.BulkField;
import app.mainstay.jobs.JobDriver;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.grid.ItemDoubleClickEvent;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Editing in a list: one cell, some rows, all that match. */
class AccountBulkViewsTest extends ViewTest {

    @Autowired
    private AccountService accounts;
    @Autowired
    private JobDriver driver;

    private Fixtures.Company company;
    private long alpha;
    private long beta;
    private long gamma;

    @BeforeEach
    void threeAccounts() {
        company = fixtures.company();
        alpha = fixtures.account(company, "Alpha", company.member());
        beta = fixtures.account(company, "Beta", company.member());
        gamma = fixtures.account(company, "Gamma", company.stranger());
    }

    @Test
    void chosenRowsAreChangedAfterAPreviewAndTakenBack() {
        openAs(company.director(), "accounts");
        grid().select(row("Alpha"));
        grid().select(row("Beta"));
        _click(button("Edit"));
        tier("Strategic");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Reason")), "yearly review");

        _click(button("Preview"));
        work();
        assertThat(text(_get(Dialog.class))).contains("2records2would change0as wanted already0refused").contains("AlphaCoreStrategic");
        assertThat(tier(alpha)).isEqualTo(Tier.CORE);

        _click(button("Change 2"));
        work();
        assertThat(text(_get(Dialog.class))).contains("Changed: 2.");
        assertThat(tier(alpha)).isEqualTo(Tier.STRATEGIC);
        assertThat(tier(gamma)).isEqualTo(Tier.CORE);

        _click(button("Undo"));
        work();
        assertThat(text(_get(Dialog.class))).contains("Undone: 2.");
        assertThat(tier(alpha)).isEqualTo(Tier.CORE);
    }

    @Test
    void allThatMatchAreThoseOfTheFilterAndTheViewer() {
        openAs(company.manager(), "accounts");
        grid().select(row("Alpha"));
        _click(button("Select all that match"));
        _assertOne(Span.class, spec -> spec.withText("All 2 that match are selected"));
        _click(button("Edit"));
        tier("Standard");
        _click(button("Preview"));
        work();
        _click(button("Change 2"));
        work();

        assertThat(tier(beta)).isEqualTo(Tier.STANDARD);
        assertThat(tier(gamma)).as("outside the manager's unit").isEqualTo(Tier.CORE);
    }

    @Test
    void refusalsAreToldPerRow() {
        openAs(company.director(), "accounts");
        grid().select(row("Alpha"));
        grid().select(row("Beta"));
        fixtures.as(company.director(), () -> accounts.archive(beta, accounts.get(beta).draft().version()));
        _click(button("Edit"));
        tier("Standard");
        _click(button("Preview"));
        work();

        assertThat(text(_get(Dialog.class))).contains("1would change").contains("1refused")
                .contains("1: This account is archived. Restore it before changing it.");
    }

    @Test
    void anEarlierBatchIsUndoneUnlessSomebodyChangedItsRows() {
        openAs(company.director(), "accounts");
        grid().select(row("Alpha"));
        grid().select(row("Beta"));
        _click(button("Edit"));
        tier("Standard");
        _click(button("Preview"));
        work();
        _click(button("Change 2"));
        work();
        _click(button("Close"));
        fixtures.as(company.member(), () -> Because.of("test", null, () -> accounts.save(with(accounts.get(beta).draft(), Tier.STRATEGIC))));

        _click(openMenu("My bulk edits"));
        _click(_get(_get(Dialog.class), Button.class, spec -> spec.withText("Undo")));
        work();

        assertThat(text(_get(Dialog.class))).contains("Undone: 1. Kept as they are: 1.").contains("BetaChanged by Member");
        assertThat(tier(alpha)).isEqualTo(Tier.CORE);
        assertThat(tier(beta)).isEqualTo(Tier.STRATEGIC);
    }

    @Test
    void withoutAFieldNothingIsAskedOfTheServer() {
        openAs(company.director(), "accounts");
        grid().select(row("Alpha"));
        _click(button("Edit"));

        _click(button("Preview"));

        assertThat(_get(Select.class, spec -> spec.withLabel("Field")).getErrorMessage()).isEqualTo("This is needed.");
    }

    @Test
    void aMemberIsNotOfferedToHandAccountsOn() {
        openAs(company.member(), "accounts");
        grid().select(row("Alpha"));
        _click(button("Edit"));

        assertThat(fields()).contains("tier", "sector").doesNotContain("primaryRepId", "archived");
    }

    @Test
    void anotherFilterForgetsTheSelection() {
        openAs(company.director(), "accounts");
        grid().select(row("Alpha"));

        navigate("accounts?q=be");

        assertThat(grid().getSelectedItems()).isEmpty();
        _assertNone(Button.class, spec -> spec.withText("Select all that match"));
    }

    // ---- one cell ----

    @Test
    void aCellIsEditedInPlaceAndTakenBack() {
        openAs(company.director(), "accounts");
        doubleClick("Alpha", "tier");

        pick(cell(), "Strategic");
        assertThat(tier(alpha)).isEqualTo(Tier.CORE);
        _click(button("Save"));
        assertThat(_get(TextField.class, spec -> spec.withLabel("Reason")).getErrorMessage()).isEqualTo("This is needed.");
        because("grew");

        assertThat(tier(alpha)).isEqualTo(Tier.STRATEGIC);
        assertThat(row("Alpha").tier()).isEqualTo(Tier.STRATEGIC);
        assertThat(getNotifications()).hasSize(1);
        _click(button("Undo"));
        assertThat(tier(alpha)).isEqualTo(Tier.CORE);
    }

    @Test
    void aCellIsTypedOverAndEscOnlyLeavesIt() {
        openAs(company.director(), "accounts");
        doubleClick("Alpha", "sector");

        var cell = grid().getColumnByKey("sector").getEditorComponent().getElement();
        assertThat(cell.getProperty("clearButtonVisible", false)).as("the browser empties a field with such a button at Esc").isFalse();
        assertThat(cell.getProperty("autoselect", false)).isTrue();
    }

    @Test
    void theReasonIsSavedAsEveryFormIs() {
        openAs(company.director(), "accounts");
        doubleClick("Alpha", "tier");
        pick(cell(), "Strategic");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Reason")), "grew");

        fireShortcut(Key.ENTER, KeyModifier.CONTROL);

        assertThat(tier(alpha)).isEqualTo(Tier.STRATEGIC);
        _assertNone(Dialog.class);
    }

    @Test
    void aCellThatSomebodyElseChangedMeanwhileStaysTheirs() {
        openAs(company.director(), "accounts");
        doubleClick("Alpha", "tier");
        fixtures.as(company.member(), () -> Because.of("test", null, () -> accounts.save(with(accounts.get(alpha).draft(), Tier.STANDARD))));

        pick(cell(), "Strategic");
        because("grew");

        assertThat(tier(alpha)).isEqualTo(Tier.STANDARD);
        assertThat(row("Alpha").tier()).isEqualTo(Tier.STANDARD);
    }

    @Test
    void aCellThatNobodyMayEditStaysAsItIs() {
        openAs(company.member(), "accounts");

        doubleClick("Alpha", "primaryRepId");
        doubleClick("Alpha", "name");

        assertThat(grid().getEditor().isOpen()).isFalse();
    }

    // ---- what the sentences above are made of ----

    /** Background work, and what it tells the screen. */
    private void work() {
        driver.runDue();
        long end = System.nanoTime() + 10_000_000_000L;
        while (_find(com.vaadin.flow.component.progressbar.ProgressBar.class).stream().anyMatch(bar -> bar.isAttached() && bar.isVisible())) {
            assertThat(System.nanoTime()).as("heard within ten seconds").isLessThan(end);
            MockVaadin.clientRoundtrip(true);
            Thread.onSpinWait();
        }
    }

    private void tier(String label) {
        Select<BulkField> field = select();
        field.setValue(field.getListDataView().getItems().filter(one -> one.id().equals("tier")).findFirst().orElseThrow());
        pick(_get(ComboBox.class, spec -> spec.withLabel("New value")), label);
        _setValue(_get(TextField.class, spec -> spec.withLabel("Reason")), "review");
    }

    private static void because(String reason) {
        _setValue(_get(TextField.class, spec -> spec.withLabel("Reason")), reason);
        _click(button("Save"));
    }

    @SuppressWarnings("unchecked")
    private static void pick(ComboBox<?> box, String label) {
        var options = (ComboBox<BulkField.Option>) box;
        var option = options.getListDataView().getItems().filter(one -> options.getItemLabelGenerator().apply(one).equals(label)).findFirst().orElseThrow();
        options.setValue(option);
        // As the browser's own change, which listeners tell from the server's.
        ComponentUtil.fireEvent(options, new com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent<>(options, options, null, true));
    }

    @SuppressWarnings("unchecked")
    private static Select<BulkField> select() {
        return _get(Select.class, spec -> spec.withLabel("Field"));
    }

    private static List<String> fields() {
        return select().getListDataView().getItems().map(BulkField::id).toList();
    }

    private static ComboBox<?> cell() {
        return (ComboBox<?>) grid().getColumnByKey("tier").getEditorComponent();
    }

    private static void doubleClick(String name, String column) {
        var key = grid().getDataCommunicator().getKeyMapper().key(row(name));
        ComponentUtil.fireEvent(grid(), new ItemDoubleClickEvent<>(grid(), true, key, grid().getColumnByKey(column).getElement().getProperty("_flowId", ""),
                0, 0, 0, 0, 2, 0, false, false, false, false));
    }

    private Button openMenu(String item) {
        var menu = _find(Button.class).stream().filter(button -> "More for this list".equals(button.getAriaLabel().orElse(""))).findFirst().orElseThrow();
        _find(com.vaadin.flow.component.popover.Popover.class).stream().filter(popover -> popover.getTarget() == menu).findFirst().orElseThrow().open();
        MockVaadin.clientRoundtrip(true);
        return button(item);
    }

    private static app.mainstay.account.AccountDraft with(app.mainstay.account.AccountDraft draft, Tier tier) {
        return new app.mainstay.account.AccountDraft(draft.id(), draft.name(), draft.shortName(), draft.creditCode(), tier, draft.sector(), draft.region(),
                draft.parentId(), draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(),
                draft.primaryRepId(), draft.version());
    }

    private Tier tier(long id) {
        return fixtures.as(company.director(), () -> accounts.get(id).draft().tier());
    }

    private static String text(com.vaadin.flow.component.Component component) {
        return component.getElement().getTextRecursively();
    }

    private static Button button(String text) {
        return _get(Button.class, spec -> spec.withText(text));
    }

    @SuppressWarnings("unchecked")
    private static Grid<AccountRow> grid() {
        return _get(Grid.class);
    }

    private static AccountRow row(String name) {
        return IntStream.range(0, _size(grid())).mapToObj(i -> _get(grid(), i)).filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }
}
