package app.mainstay.sales.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.base.ui.board.Board;
import app.mainstay.base.ui.board.Boards;
import app.mainstay.base.ui.charts.ChartFigure;
import app.mainstay.base.ui.charts.ChartSeries;
import app.mainstay.market.CompetitorDraft;
import app.mainstay.market.Competitors;
import app.mainstay.sales.Demand;
import app.mainstay.sales.LineDraft;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.OpportunityDraft;
import app.mainstay.sales.OpportunityRow;
import app.mainstay.sales.ProductDraft;
import app.mainstay.sales.Products;
import app.mainstay.sales.StageRow;
import app.mainstay.sales.Stages;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import com.github.mvysny.kaributesting.v10.ComboBoxKt;
import com.github.mvysny.kaributesting.v10.ElementUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.ItemDoubleClickEvent;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.internal.JacksonUtils;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SalesViewsTest extends ViewTest {

    @Autowired
    private Opportunities deals;
    @Autowired
    private Products products;
    @Autowired
    private Contacts contacts;
    @Autowired
    private Competitors competitors;
    @Autowired
    private Stages stages;
    @Autowired
    private SettingsService settings;

    private Fixtures.Company company;
    private long account;

    @BeforeEach
    void company() {
        company = fixtures.company();
        account = fixtures.account(company, "Acme", company.member());
    }

    // ---- filters ----

    @Test
    void dealsOfAnAccountAndOfAQuarterAreAskedInTheAddress() {
        long foreign = fixtures.account(company, "Globex", company.colleague());
        save("Renewal", "prospecting", null, List.of());
        openAs(company.member(), "opportunities?account=" + Ids.text(account) + "&expected=this-quarter");
        assertThat(chips()).containsExactly("Account: Acme", "Expected close: This quarter");

        navigate("opportunities?expected=2026-q3");
        assertThat(chips()).containsExactly("Expected close: 2026-Q3");
        navigate("opportunities?expected=2026-07-01..2026-08-15");
        assertThat(chips()).containsExactly("Expected close: 2026-07-01 – 2026-08-15");
        navigate("opportunities?expected=sometime&account=nobody");
        assertThat(_size(_get(Grid.class))).isEqualTo(1);
        navigate("opportunities?account=" + Ids.text(foreign));
        assertThat(_size(_get(Grid.class))).isZero();
        assertThat(chips()).noneMatch(chip -> chip.contains("Globex"));
    }

    private List<String> chips() {
        return _find(Span.class, spec -> spec.withClasses("filter-chip")).stream().map(chip -> _find(chip, Button.class).getFirst().getText()).toList();
    }

    // ---- board ----

    @Test
    void aCardIsDraggedIntoAStageThatAsksForNothingAtOnce() {
        long id = save("Renewal", "prospecting", null, List.of());
        openAs(company.member(), "opportunities/board");

        Boards.move(_get(Board.class), Ids.text(id), text("prospecting"), text("engaging"));

        assertThat(stageOf(id)).isEqualTo("engaging");
        _assertNone(Dialog.class);
    }

    @Test
    void aStageThatDemandsMoreAsksForItAtTheDrop() {
        long id = save("Renewal", "prospecting", null, List.of());
        openAs(company.member(), "opportunities/board");

        Boards.move(_get(Board.class), Ids.text(id), text("prospecting"), text("lost"));
        _click(_get(Button.class, spec -> spec.withText("Move")));
        assertThat(reason().getErrorMessage()).isEqualTo("Say why it was lost or cancelled.");
        assertThat(stageOf(id)).isEqualTo("prospecting");

        _setValue(reason(), reason().getListDataView().getItem(0));
        _click(_get(Button.class, spec -> spec.withText("Move")));
        assertThat(stageOf(id)).isEqualTo("lost");
        _assertNone(Dialog.class);
    }

    @Test
    void whoLosesToACompetitorIsAskedToWhom() {
        long id = save("Renewal", "prospecting", null, List.of());
        long rival = fixtures.as(company.manager(), () -> competitors.save(new CompetitorDraft(null, "Rival", List.of(), null, null, true, 0)));
        openAs(company.member(), "opportunities/board");
        Boards.move(_get(Board.class), Ids.text(id), text("prospecting"), text("lost"));

        _setValue(reason(), reason().getListDataView().getItems().filter(entry -> entry.code().equals("relationship")).findFirst().orElseThrow());
        _click(_get(Button.class, spec -> spec.withText("Move")));
        ComboBox<?> lostTo = _get(ComboBox.class, spec -> spec.withLabel("Lost to"));
        assertThat(lostTo.getErrorMessage()).isEqualTo("Name the competitor it was lost to.");
        assertThat(stageOf(id)).isEqualTo("prospecting");

        ComboBoxKt.selectByLabel(lostTo, "Rival");
        _click(_get(Button.class, spec -> spec.withText("Move")));
        assertThat(fixtures.as(company.member(), () -> deals.get(id)).draft().lostToId()).isEqualTo(rival);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theAccountAndThePeopleAreAskedForAtTheDrop() {
        long person = fixtures.as(company.member(), () -> contacts.save(new ContactDraft(null, account, "Wang", null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, Consent.UNKNOWN, null, false, null, null, null, null, 0)));
        var engaging = stage("engaging");
        fixtures.as(company.director(), () -> stages.save(new StageRow(engaging.id(), engaging.code(), engaging.labelEn(), engaging.labelZh(),
                engaging.position(), engaging.category(), engaging.outcome(), engaging.probability(), engaging.normDays(), engaging.startsCycle(),
                Set.of(Demand.ACCOUNT, Demand.CONTACT), true, engaging.version())));
        long id = fixtures.as(company.member(), () -> deals.save(new OpportunityDraft(null, "Loose", null, company.member().id(), stage("prospecting").id(), null, List.of(),
                null, settings.today(), null, null, null, null, null, null, null, Set.of(), Set.of(), 0)));
        openAs(company.member(), "opportunities/board");

        Boards.move(_get(Board.class), Ids.text(id), text("prospecting"), text("engaging"));
        var dialog = _get(Dialog.class);
        ComboBox<?> accountBox = _get(dialog, ComboBox.class, spec -> spec.withLabel("Account"));
        ComboBoxKt.selectByLabel(accountBox, "Acme");
        _click(_get(Button.class, spec -> spec.withText("Move")));
        assertThat(stageOf(id)).isEqualTo("prospecting");

        MultiSelectComboBox<Object> people = _get(dialog, MultiSelectComboBox.class, spec -> spec.withLabel("People involved"));
        _setValue(people, people.getGenericDataView().getItems().collect(Collectors.toSet()));
        _click(_get(Button.class, spec -> spec.withText("Move")));
        assertThat(stageOf(id)).isEqualTo("engaging");
        var stored = fixtures.as(company.member(), () -> deals.get(id)).draft();
        assertThat(stored.accountId()).isEqualTo(account);
        assertThat(stored.contacts()).containsExactly(person);
        _assertNone(Dialog.class);
    }

    @Test
    void theBoardSumsItsColumnsAndMarksWhatStalls() {
        save("Small", "prospecting", "1000000", List.of());
        save("Large", "prospecting", "2000000", List.of());
        openAs(company.manager(), "opportunities/board");
        assertThat(view().getElement().getTextRecursively()).contains("2 · CNY 3M");

        openAs(company.stranger(), "opportunities/board");
        _assertNone(Board.class);
        assertThat(view().getElement().getTextRecursively()).contains("No opportunity yet.");
    }

    // ---- form and list ----

    @Test
    void aDealIsOpenedFromItsAccount() {
        openAs(company.member(), "opportunities/new?account=" + Ids.text(account));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Line upgrade");
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(address()).isEqualTo("opportunities");
        assertThat(_size(_get(Grid.class))).isEqualTo(1);
        navigate("accounts/" + Ids.text(account) + "?tab=sales");
        assertThat(_size(_get(Grid.class))).isEqualTo(1);
    }

    @Test
    void whatAStageDemandsStandsBesideItsField() {
        long id = save("Renewal", "prospecting", null, List.of());
        openAs(company.member(), "opportunities/" + Ids.text(id));
        _setValue(stageBox(), stage("proposal"));
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(_find(com.vaadin.flow.component.datepicker.DatePicker.class).stream().filter(day -> "Expected close".equals(day.getLabel())).findFirst()
                .orElseThrow().getErrorMessage()).isEqualTo("This stage needs an expected close.");
        assertThat(stageOf(id)).isEqualTo("prospecting");
    }

    @Test
    void textWhereANumberBelongsStaysWithASentence() {
        long product = fixtures.as(company.manager(), () -> products.save(new ProductDraft(null, "Robot", null, true, 0)));
        long id = save("Renewal", "prospecting", null, List.of(new LineDraft(product, BigDecimal.TWO, new BigDecimal("500"), BigDecimal.ZERO)));
        openAs(company.member(), "opportunities/" + Ids.text(id));
        var quantity = _find(NumberInput.class).stream().filter(input -> "Quantity".equals(input.getLabel())).findFirst().orElseThrow();
        var typed = _get(quantity, TextField.class);
        _setValue(typed, "two dozen");
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(typed.getValue()).isEqualTo("two dozen");
        assertThat(quantity.getErrorMessage()).isNotBlank();
        assertThat(fixtures.as(company.member(), () -> deals.get(id)).draft().lines().getFirst().quantity()).isEqualByComparingTo("2");
    }

    // ---- analysis ----

    @Test
    void theAnalysisAddsUpAndItsBarsLeadToTheirDeals() {
        long product = fixtures.as(company.manager(), () -> products.save(new ProductDraft(null, "Robot", null, true, 0)));
        save("Won deal", "won", null, List.of(new LineDraft(product, BigDecimal.TWO, new BigDecimal("500"), BigDecimal.ZERO)));
        openAs(company.director(), "opportunities/analysis");
        answered();

        String text = view().getElement().getTextRecursively();
        assertThat(text).contains("100.0 %", "by value 100.0 %", "small sample", "no target", "Robot", "CNY 1,000");
        var owners = _find(ChartFigure.class).stream().filter(figure -> figure.getElement().getTextRecursively().contains("Won by owner")).findFirst().orElseThrow();
        assertThat(owners.data().labels()).containsExactly("Member");

        navigate("opportunities/analysis?measure=rate");
        answered();
        var rates = _find(ChartFigure.class).stream().filter(figure -> figure.getElement().getTextRecursively().contains("Win rate by product")).findFirst().orElseThrow();
        assertThat(rates.data().labels()).containsExactly("Robot (1)");
        assertThat(rates.data().series().getFirst().values().getFirst()).isEqualByComparingTo("100");

        lose("Lost deal", product);
        navigate("opportunities/analysis?measure=cycle");
        answered();
        assertThat(figure("Cycle by product").data().labels()).containsExactly("Robot (1)");
        assertThat(figure("Cycle by month of closing").data().series()).extracting(ChartSeries::name).containsExactly("Mean", "Median");
        navigate("opportunities/analysis?measure=velocity");
        answered();
        assertThat(figure("Velocity by owner").data().labels()).as("won in no time at all").isEmpty();
        navigate("opportunities/analysis?measure=reasons");
        answered();
        var reasons = figure("Loss reasons by product");
        assertThat(reasons.data().labels()).containsExactly("Robot");
        assertThat(reasons.data().series().getFirst().values().getFirst()).isEqualByComparingTo("1");
        press(reasons);
        assertThat(UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters()).contains("reason=price", "product=" + Ids.text(product), "outcome=lost");

        openAs(company.outsider(), "opportunities/analysis?measure=cycle");
        answered();
        assertThat(view().getElement().getTextRecursively()).doesNotContain("Robot");
        openAs(company.outsider(), "opportunities/analysis");
        answered();
        assertThat(view().getElement().getTextRecursively()).doesNotContain("Robot").contains("not applicable", "No deal was closed in this period");
    }

    @Test
    void aMonthInWhichNothingClosedIsNotLeftOutOfTheAxis() {
        var today = settings.today();
        for (int back : List.of(0, 3)) {
            fixtures.as(company.member(), () -> deals.save(new OpportunityDraft(null, "Won " + back, account, company.member().id(), stage("won").id(), Money.of("500", "CNY"),
                    List.of(), null, today.minusMonths(4), today.minusMonths(back), null, null, null, null, null, null, Set.of(), Set.of(), 0)));
        }
        openAs(company.director(), "opportunities/analysis");
        answered();

        var months = figure("Won and lost by month").data();
        assertThat(months.labels()).hasSize(4);
        assertThat(months.series().getFirst().values().get(1)).isEqualByComparingTo("0");
        navigate("opportunities/analysis?measure=cycle");
        answered();
        assertThat(figure("Cycle by month of closing").data().series().getFirst().values().get(1)).isNull();
    }

    /** Saving what was only looked at loses nothing. */
    @Test
    void linesStayWhereOnlySomethingElseIsChanged() {
        long product = fixtures.as(company.manager(), () -> products.save(new ProductDraft(null, "Robot", null, true, 0)));
        var lines = List.of(new LineDraft(product, BigDecimal.TWO, new BigDecimal("500"), BigDecimal.ZERO),
                new LineDraft(product, BigDecimal.ONE, new BigDecimal("70.5"), BigDecimal.TEN));
        long id = save("Renewal", "prospecting", null, lines);
        var before = fixtures.as(company.member(), () -> deals.get(id)).draft();
        openAs(company.member(), "opportunities/" + Ids.text(id));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Next step")), "Call");
        _click(_get(Button.class, spec -> spec.withText("Save")));

        var after = fixtures.as(company.member(), () -> deals.get(id)).draft();
        assertThat(after.nextStep()).isEqualTo("Call");
        assertThat(after.lines()).isEqualTo(before.lines()).hasSize(2);
        assertThat(after.amount()).isEqualTo(Money.of("1063.45", "CNY"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void linesMakeTheAmountInACurrencyThatIsStillChosen() {
        long product = fixtures.as(company.manager(), () -> products.save(new ProductDraft(null, "Robot", null, true, 0)));
        long id = save("Renewal", "prospecting", null, List.of(new LineDraft(product, BigDecimal.TWO, new BigDecimal("500"), BigDecimal.ZERO)));
        openAs(company.member(), "opportunities/" + Ids.text(id));
        var amount = _get(MoneyField.class);
        assertThat(_get(amount, TextField.class).isReadOnly()).as("the sum of the lines").isTrue();

        Select<String> currency = _get(amount, Select.class);
        assertThat(currency.isReadOnly()).isFalse();
        amount.setValue(Money.of("1000", "USD"));
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(fixtures.as(company.member(), () -> deals.get(id)).draft().amount()).isEqualTo(Money.of("1000", "USD"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void aDealLeadsToItsNeighboursAndBackToWhereOneCameFrom() {
        long first = save("A", "prospecting", null, List.of());
        long second = save("B", "prospecting", null, List.of());
        openAs(company.member(), "opportunities?sort=name");
        assertThat(_size(_get(Grid.class))).isEqualTo(2);
        navigate("opportunities/" + Ids.text(first));
        _click(_get(Button.class, spec -> spec.withPredicate(button -> "Next in the list".equals(button.getAriaLabel().orElse("")))));
        MockVaadin.clientRoundtrip(true);
        assertThat(address()).isEqualTo("opportunities/" + Ids.text(second));
        assertThat(_get(TextField.class, spec -> spec.withLabel("Name")).getValue()).isEqualTo("B");
        _click(_get(Button.class, spec -> spec.withText("Cancel")));
        assertThat(UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters()).isEqualTo("opportunities?sort=name");

        navigate("opportunities/board?q=A");
        navigate("opportunities/" + Ids.text(first));
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters()).isEqualTo("opportunities/board?q=A");
    }

    // ---- the list ----

    @Test
    @SuppressWarnings("unchecked")
    void aNextStepIsWrittenInTheListAndTakenBack() {
        long id = save("Renewal", "prospecting", null, List.of());
        openAs(company.member(), "opportunities");
        Grid<OpportunityRow> grid = _get(Grid.class);
        var key = grid.getDataCommunicator().getKeyMapper().key(_get(grid, 0));
        ComponentUtil.fireEvent(grid, new ItemDoubleClickEvent<>(grid, true, key, grid.getColumnByKey("nextStep").getElement().getProperty("_flowId", ""), 0, 0, 0, 0, 2, 0,
                false, false, false, false));

        var cell = (TextField) grid.getColumnByKey("nextStep").getEditorComponent();
        cell.setValue("Call Wang");
        ComponentUtil.fireEvent(cell, new AbstractField.ComponentValueChangeEvent<>(cell, cell, "", true));

        assertThat(nextStep(id)).isEqualTo("Call Wang");
        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(nextStep(id)).isNull();
    }

    @Test
    void aStageIsChosenInTheListAndAsksForWhatItDemands() {
        long id = save("Renewal", "prospecting", "5", List.of());
        openAs(company.member(), "opportunities");
        choose("Engaging");
        assertThat(stageOf(id)).isEqualTo("engaging");
        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(stageOf(id)).isEqualTo("prospecting");

        choose("Won");
        assertThat(stageOf(id)).isEqualTo("prospecting");
        _click(_get(Button.class, spec -> spec.withText("Move")));
        assertThat(stageOf(id)).isEqualTo("won");
        _assertNone(Dialog.class);

        // What is closed is opened again where its closing can be seen.
        var cell = choose("Engaging");
        assertThat(cell.getErrorMessage()).startsWith("It is closed.");
        assertThat(stageOf(id)).isEqualTo("won");
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<Object> choose(String stage) {
        Grid<OpportunityRow> grid = _get(Grid.class);
        var key = grid.getDataCommunicator().getKeyMapper().key(_get(grid, 0));
        ComponentUtil.fireEvent(grid, new ItemDoubleClickEvent<>(grid, true, key, grid.getColumnByKey("stage").getElement().getProperty("_flowId", ""), 0, 0, 0, 0, 2, 0,
                false, false, false, false));
        var cell = (ComboBox<Object>) grid.getColumnByKey("stage").getEditorComponent();
        ComboBoxKt.selectByLabel(cell, stage);
        return cell;
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatIsLateStandsOut() {
        fixtures.as(company.member(), () -> deals.save(new OpportunityDraft(null, "Late", account, company.member().id(), stage("prospecting").id(), Money.of("1", "CNY"),
                List.of(), settings.today().minusDays(1), settings.today().minusDays(9), null, null, null, null, null, null, null, Set.of(), Set.of(), 0)));
        save("Renewal", "prospecting", null, List.of());
        openAs(company.member(), "opportunities?sort=name");
        Grid<OpportunityRow> grid = _get(Grid.class);
        var warned = grid.getColumnByKey("expected").getPartNameGenerator();
        assertThat(List.of(_get(grid, 0).name(), _get(grid, 1).name())).containsExactly("Late", "Renewal");
        assertThat(warned.apply(_get(grid, 0))).isEqualTo("warned");
        assertThat(warned.apply(_get(grid, 1))).isNull();
    }

    private @Nullable String nextStep(long id) {
        return fixtures.as(company.member(), () -> deals.get(id)).draft().nextStep();
    }

    @Test
    @SuppressWarnings("unchecked")
    void anotherCurrencyOffersTheListPricesAndSaysWhichNumbersStay() {
        long robot = fixtures.as(company.manager(), () -> products.save(new ProductDraft(null, "Robot", null, true, 0)));
        long arm = fixtures.as(company.manager(), () -> products.save(new ProductDraft(null, "Arm", null, true, 0)));
        fixtures.as(company.manager(), () -> products.setPrice(robot, new Products.Price(settings.today(), Money.of("80", "USD"))));
        long id = save("Renewal", "prospecting", null, List.of(line(robot, "500"), line(arm, "90")));
        openAs(company.member(), "opportunities/" + Ids.text(id));

        var amount = _get(MoneyField.class);
        _get(amount, Select.class).setValue("USD");
        ElementUtilsKt._fireDomEvent(amount.getElement(), new DomEvent(amount.getElement(), "change", JacksonUtils.createObjectNode()));
        assertThat(amount.getValue()).isEqualTo(Money.of("590", "USD"));
        _assertOne(Span.class, spec -> spec.withText("The unit prices are still the numbers that were in CNY."));
        _assertOne(Span.class, spec -> spec.withText("Without a list price in USD, these keep their number: Arm"));

        _click(_get(Button.class, spec -> spec.withText("Take the list prices in USD")));
        assertThat(amount.getValue()).isEqualTo(Money.of("170", "USD"));
        _assertNone(Span.class, spec -> spec.withText("The unit prices are still the numbers that were in CNY."));
        _assertOne(Span.class, spec -> spec.withText("Without a list price in USD, these keep their number: Arm"));
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(fixtures.as(company.member(), () -> deals.get(id)).draft().amount()).isEqualTo(Money.of("170", "USD"));
    }

    private static LineDraft line(long product, String price) {
        return new LineDraft(product, BigDecimal.ONE, new BigDecimal(price), BigDecimal.ZERO);
    }

    // ---- products and competitors ----

    @Test
    void thePriceThatHoldsTodayIsMarkedInEachCurrency() {
        long id = fixtures.as(company.manager(), () -> products.save(new ProductDraft(null, "Robot", "R", true, 0)));
        fixtures.as(company.manager(), () -> {
            products.setPrice(id, new Products.Price(settings.today().minusDays(90), Money.of("70", "CNY")));
            products.setPrice(id, new Products.Price(settings.today(), Money.of("80", "CNY")));
            products.setPrice(id, new Products.Price(settings.today().plusDays(1), Money.of("90", "CNY")));
            products.setPrice(id, new Products.Price(settings.today().minusDays(9), Money.of("11", "USD")));
        });
        openAs(company.member(), "products/" + Ids.text(id));

        assertThat(_find(Span.class, spec -> spec.withText("Holds today")).stream()
                .map(mark -> ((Span) mark.getParent().orElseThrow().getChildren().findFirst().orElseThrow()).getText())).satisfiesExactly(
                price -> assertThat(price).contains("80"), price -> assertThat(price).contains("11"));
    }

    @Test
    void managersKeepProductsAndMembersOnlyReadThem() {
        long id = fixtures.as(company.manager(), () -> products.save(new ProductDraft(null, "Robot", "R", true, 0)));
        openAs(company.member(), "products/" + Ids.text(id));
        assertThat(_get(TextField.class, spec -> spec.withLabel("Name")).isReadOnly()).isTrue();
        _assertNone(Button.class, spec -> spec.withText("Save"));
        _assertNone(Button.class, spec -> spec.withText("Set the price"));

        openAs(company.manager(), "products/" + Ids.text(id));
        _assertOne(Button.class, spec -> spec.withText("Set the price"));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Series")), "Robots");
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(fixtures.as(company.member(), () -> products.get(id)).series()).isEqualTo("Robots");
    }

    @Test
    void twoCompetitorsNeverShareAName() {
        openAs(company.manager(), "competitors/new");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Rival");
        _click(_get(Button.class, spec -> spec.withText("Save")));
        navigate("competitors/new");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "RIVAL");
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(_get(TextField.class, spec -> spec.withLabel("Name")).getErrorMessage()).isEqualTo("“rival” is a name of Rival already.");
    }

    // ---- helpers ----

    /** Until the analysis has come and the screen has heard of it. */
    private void answered() {
        ((AnalysisView) view()).later.running().join();
        MockVaadin.clientRoundtrip(true);
    }

    private static ChartFigure figure(String title) {
        return _find(ChartFigure.class).stream().filter(figure -> figure.getElement().getTextRecursively().contains(title)).findFirst().orElseThrow();
    }

    /** The first number in the table behind a chart. */
    private static void press(ChartFigure figure) {
        var button = elements(figure.getElement()).filter(element -> !element.isTextNode() && element.getTag().equals("button")).findFirst().orElseThrow();
        button.getNode().getFeature(ElementListenerMap.class).fireEvent(new DomEvent(button, "click", JacksonUtils.createObjectNode()));
    }

    private static Stream<Element> elements(Element in) {
        return in.getChildren().flatMap(child -> Stream.concat(Stream.of(child), elements(child)));
    }

    private void lose(String name, long product) {
        fixtures.as(company.member(), () -> deals.save(new OpportunityDraft(null, name, account, company.member().id(), stage("lost").id(), null,
                List.of(new LineDraft(product, BigDecimal.ONE, new BigDecimal("500"), BigDecimal.ZERO)), null, settings.today(), null, null, null, null, "price", null, null,
                Set.of(), Set.of(), 0)));
    }

    private long save(String name, String stage, @Nullable String amount, List<LineDraft> lines) {
        return fixtures.as(company.member(), () -> deals.save(new OpportunityDraft(null, name, account, company.member().id(), stage(stage).id(),
                amount == null ? null : Money.of(amount, "CNY"), lines, null, settings.today(), null, null, null, null, null, null, null, Set.of(), Set.of(), 0)));
    }

    private StageRow stage(String code) {
        return fixtures.as(company.member(), () -> stages.all()).stream().filter(stage -> stage.code().equals(code)).findFirst().orElseThrow();
    }

    private String text(String code) {
        return Ids.text(stage(code).id());
    }

    private String stageOf(long id) {
        long stage = fixtures.as(company.member(), () -> deals.get(id)).draft().stageId();
        return fixtures.as(company.member(), () -> stages.get(stage)).code();
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<CodeEntry> reason() {
        return _get(ComboBox.class, spec -> spec.withLabel("Loss reason"));
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<StageRow> stageBox() {
        return _get(ComboBox.class, spec -> spec.withLabel("Stage"));
    }
}
