package app.mainstay.importing.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.base.ui.Translations;
import app.mainstay.coverage.Capacity;
import app.mainstay.importing.DateOrder;
import app.mainstay.importing.ImportBatch;
import app.mainstay.importing.ImportField;
import app.mainstay.importing.ImportField.Choice;
import app.mainstay.importing.ImportMapping;
import app.mainstay.importing.ImportReading.UnknownValue;
import app.mainstay.importing.ImportReport.PreviewRow;
import app.mainstay.importing.ImportReport.Rejection;
import app.mainstay.importing.ImportTarget;
import app.mainstay.importing.TableRows;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.UploadKt;
import com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt;
import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class ImportViewsTest extends ViewTest {

    private static final Path REAL = Path.of("../shared/data/maven-crm");
    private static final String CSV = """
            Account,Industry,Employees
            Acme,technolgy,10
            Beta,medical,many
            """;

    @Autowired
    AccountService accounts;
    @Autowired
    UserService users;
    @Autowired
    Capacity capacity;
    @Autowired
    JobDriver driver;
    @Autowired
    JdbcClient jdbc;

    Fixtures.Company company;

    @BeforeEach
    void makeCompany() {
        company = fixtures.company();
    }

    @Test
    void leadsFromAFileToAccounts() {
        openAs(company.director(), "import");
        upload("accounts.csv", CSV);
        assertThat(step()).isEqualTo("Columns");

        _click(_get(Button.class, spec -> spec.withText("Check")));
        assertThat(problem()).isEqualTo("Representative: No column of the file stands for it. Choose a value for new rows.");
        var representative = representative();
        assertThat(representative.isInvalid()).isTrue();

        representative.setValue(users.findByUsername("member").orElseThrow());
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        assertThat(step()).isEqualTo("Check");
        assertThat(counts()).containsExactly("New 1", "Changed 0", "Unchanged 0", "Rejected 1");
        assertThat(rejections()).containsExactly("3 [Employees: “many” is no number.]");
        assertThat(accounts.count(AccountFilter.ALL)).isZero();

        _click(_get(Button.class, spec -> spec.withText("Import one row")));
        await();
        assertThat(step()).isEqualTo("Import");
        assertThat(_get(Paragraph.class, spec -> spec.withPredicate(text -> text.getElement().hasAttribute("role"))).getText()).isEqualTo("It starts in a moment.");
        driver.runDue();
        navigate(batch());
        assertThat(counts()).containsExactly("New 1", "Changed 0", "Unchanged 0", "Rejected 1");
        assertThat(accounts.get(accounts.findByKey("Acme", null).orElseThrow()).draft().sector()).isEqualTo("technology");
        assertThat(accounts.count(AccountFilter.ALL)).isEqualTo(1);

        _click(_get(Button.class, spec -> spec.withText("Import another file")));
        assertThat(step()).isEqualTo("File");
        assertThat(GridKt._size(grid(ImportBatch.class))).isEqualTo(1);
    }

    @Test
    void asksOnceWhyAPersonMayCarryMoreThanTheyCan() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 0));
        openAs(company.director(), "import");
        upload("accounts.csv", CSV);
        representative().setValue(users.findByUsername("member").orElseThrow());
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        assertThat(_get(UnorderedList.class, spec -> spec.withPredicate(list -> list.getParent().filter(parent -> parent.hasClassName("import-limits")).isPresent()))
                .getElement().getTextRecursively()).matches("Member would carry \\d+ of 0 points\\.");

        _click(_get(Button.class, spec -> spec.withText("Import one row")));
        var reason = _get(TextArea.class, spec -> spec.withLabel("Reason for exceeding the capacity"));
        assertThat(step()).isEqualTo("Check");
        assertThat(reason.isInvalid()).isTrue();

        reason.setValue("Until the new colleague comes");
        assertThat(reason.isInvalid()).isFalse();
        _click(_get(Button.class, spec -> spec.withText("Import one row")));
        await();
        driver.runDue();
        assertThat(accounts.findByKey("Acme", null)).isPresent();
    }

    @Test
    void findsAnImportInTheHistoryAndTakesItBack() {
        openAs(company.director(), "import");
        importAcme();
        navigate("accounts");
        navigate("import");
        Grid<ImportBatch> history = grid(ImportBatch.class);
        assertThat(GridKt._getCellComponent(history, 0, "state").getElement().getTextRecursively()).isEqualTo("Done");
        _click((Button) GridKt._getCellComponent(history, 0, "file"));
        assertThat(counts()).containsExactly("New 1", "Changed 0", "Unchanged 0", "Rejected 1");
        assertThat(_get(Anchor.class, spec -> spec.withClasses("offer-link")).getElement().getTextRecursively()).isEqualTo("Rejected rows as a file");

        _click(_get(Button.class, spec -> spec.withText("Take back")));
        ConfirmDialogKt._fireConfirm(_get(ConfirmDialog.class));
        driver.runDue();
        navigate(batch());

        assertThat(_get(Paragraph.class, spec -> spec.withPredicate(text -> text.getElement().hasAttribute("role"))).getText())
                .isEqualTo("The import was taken back: 1 rows.");
        assertThat(accounts.count(AccountFilter.ALL)).isZero();
        _assertNone(Button.class, spec -> spec.withText("Take back"));
        openAs(company.manager(), batch());
        assertThat(step()).as("nothing of somebody else's imports").isEqualTo("File");
    }

    @Test
    void knowsTheColumnsOfTheLastFileAndShowsWhatWouldChange() {
        openAs(company.director(), "import");
        importAcme();
        openAs(company.director(), "import");
        upload("next.csv", "Employees,Industry,Account\n11,technolgy,Acme\n");

        assertThat(_get(Button.class, spec -> spec.withText("Guess anew")).isVisible()).isTrue();
        Grid<UnknownValue> unknown = grid(UnknownValue.class);
        var meaning = (ComboBox<Choice>) ((Div) GridKt._getCellComponent(unknown, 0, "meaning")).getChildren().findFirst().orElseThrow();
        assertThat(meaning.getHelperText()).isEqualTo("As last time");
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        Grid<CheckStep.Changed> changes = grid(CheckStep.Changed.class);
        assertThat(GridKt._size(changes)).isEqualTo(1);
        assertThat(List.of(GridKt._getFormatted(changes, 0, "before"), GridKt._getFormatted(changes, 0, "after"))).containsExactly("10", "11");
    }

    @Test
    void asksHowDatesAreWrittenAndGoesOnlyOnThen() {
        openAs(company.director(), "import?what=opportunities");
        upload("deals.csv", "sales_agent,deal_stage,engage_date\nmember,Won,01-03-17\n");
        _click(_get(Button.class, spec -> spec.withText("Check")));
        assertThat(step()).isEqualTo("Columns");
        assertThat(problem()).contains("Opened on: Its dates can be read in several ways. Choose how they are written.");
        Grid<Integer> columns = grid(Integer.class);
        var cell = (Div) GridKt._getCellComponent(columns, 2, "field");
        var order = (Select<DateOrder>) cell.getChildren().filter(Select.class::isInstance).findFirst().orElseThrow();
        order.setValue(DateOrder.DMY);
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        assertThat(step()).isEqualTo("Check");
    }

    @Test
    void readsAnotherRowAsTheHeader() {
        openAs(company.director(), "import");
        upload("accounts.csv", "Report,of,May\nAccount,Industry,Employees\nAcme,medical,10\n");
        var header = (Select<TableRows.Row>) _get(Select.class, spec -> spec.withLabel("Row with the columns’ names"));
        assertThat(header.getValue().line()).isEqualTo(1);

        header.setValue(header.getListDataView().getItem(1));
        await();
        await();

        assertThat(_find(Paragraph.class).stream().map(Paragraph::getText)).contains("accounts.csv: 1 rows, 3 columns. Check what each column stands for.");
    }

    @Test
    void twoColumnsOnOneFieldAreToldAndTheLastChosenCounts() {
        openAs(company.director(), "import");
        upload("accounts.csv", "Account,Legal title\nAcme,Acme Holding AG\n");
        Grid<Integer> columns = grid(Integer.class);
        assertThat(field(columns, 0).getValue().id()).isEqualTo("name");

        choose(field(columns, 1), "name");

        assertThat(_get(Paragraph.class, spec -> spec.withClasses("import-moved")).getText())
                .isEqualTo("Name is read from “Legal title” now. “Account” is not imported any more.");
        assertThat(field(columns, 0).getValue()).isNull();
        representative().setValue(users.findByUsername("member").orElseThrow());
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        _click(_get(Button.class, spec -> spec.withText("Import one row")));
        await();
        driver.runDue();
        assertThat(accounts.findByKey("Acme Holding AG", null)).isPresent();
        assertThat(accounts.count(AccountFilter.ALL)).isEqualTo(1);
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<ImportField<?>> field(Grid<Integer> columns, int column) {
        return (ComboBox<ImportField<?>>) ((Div) GridKt._getCellComponent(columns, column, "field")).getChildren().findFirst().orElseThrow();
    }

    private static void choose(ComboBox<ImportField<?>> box, String id) {
        var field = box.getListDataView().getItems().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
        box.setValue(field);
        ComponentUtil.fireEvent(box, new ComponentValueChangeEvent<ComboBox<ImportField<?>>, ImportField<?>>(box, box, null, true));
    }

    /** The export of a sales team as it is: people first, then accounts with two misspelt values, a representative for all and reasons where needed. */
    @Test
    void theRealPeopleAndAccountsComeInThroughTheScreen() throws Exception {
        assumeTrue(Files.exists(REAL), "the real sales export is not beside this folder: " + REAL);
        openAs(company.administrator(), "import");
        upload("sales_teams.csv", Files.readString(REAL.resolve("sales_teams.csv")));
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        assertThat(counts()).containsExactly("New 35", "Changed 0", "Unchanged 0", "Rejected 0");
        _click(_get(Button.class, spec -> spec.withText("Import 35 rows")));
        await();
        driver.runDue();
        assertThat(users.findByUsername("anna.snelling")).isPresent();

        fixtures.as(company.manager(), () -> capacity.setCapacity(company.member().id(), 10_000));
        openAs(company.director(), "import");
        upload("accounts.csv", Files.readString(REAL.resolve("accounts.csv")));
        Grid<UnknownValue> unknown = grid(UnknownValue.class);
        assertThat(GridKt._findAll(unknown).stream().map(UnknownValue::text)).containsExactlyInAnyOrder("technolgy", "Philipines");
        representative().setValue(users.findByUsername("member").orElseThrow());
        var revenue = GridKt._getCellComponent(grid(Integer.class), 3, "field");
        ((ComboBox<String>) _get(revenue, ComboBox.class, spec -> spec.withLabel("Currency"))).setValue("USD");
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        assertThat(counts()).containsExactly("New 85", "Changed 0", "Unchanged 0", "Rejected 0");
        assertThat(GridKt._size(grid(PreviewRow.class))).isPositive();
        _click(_get(Button.class, spec -> spec.withText("Import 85 rows")));
        await();
        driver.runDue();
        navigate(batch());
        assertThat(counts()).containsExactly("New 85", "Changed 0", "Unchanged 0", "Rejected 0");
        var bluth = accounts.get(accounts.findByKey("Bluth Company", null).orElseThrow());
        assertThat(bluth.draft().sector()).isEqualTo("technology");
        assertThat(bluth.draft().revenue()).isEqualTo(Money.of("1242.32", "USD"));
        assertThat(bluth.parentName()).isEqualTo("Acme Corporation");

        openAs(company.director(), "import");
        upload("accounts.csv", Files.readString(REAL.resolve("accounts.csv")));
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        assertThat(counts()).as("the same file again").containsExactly("New 0", "Changed 0", "Unchanged 85", "Rejected 0");
    }

    /** The address of the latest import. */
    private String batch() {
        return "import?batch=" + Ids.text(jdbc.sql("select max(id) from importing_batch").query(Long.class).single());
    }

    private void importAcme() {
        upload("accounts.csv", CSV);
        representative().setValue(users.findByUsername("member").orElseThrow());
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        _click(_get(Button.class, spec -> spec.withText("Import one row")));
        await();
        driver.runDue();
    }

    @Test
    void suggestsWhatUnknownValuesMean() {
        openAs(company.director(), Translations.CHINESE, "import");
        upload("accounts.csv", CSV);

        Grid<UnknownValue> unknown = grid(UnknownValue.class);
        assertThat(GridKt._size(unknown)).isEqualTo(1);
        var meaning = (ComboBox<Choice>) ((Div) GridKt._getCellComponent(unknown, 0, "meaning")).getChildren()
                .findFirst().orElseThrow();
        assertThat(meaning.getValue().labelZh()).isEqualTo("科技");
        assertThat(meaning.getHelperText()).isEqualTo("按相似度建议");
    }

    @Test
    void answersAFileThatIsNoTableWithOneSentenceAndKeepsNothingOfIt() throws Exception {
        openAs(company.director(), "import");
        long before = uploads();

        upload("photo.csv", new String(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13}, StandardCharsets.ISO_8859_1));

        assertThat(step()).isEqualTo("File");
        assertThat(problem()).isEqualTo("This file is no table: its content is neither text nor an Excel workbook.");
        assertThat(uploads()).isEqualTo(before);
        _assertOne(Upload.class);
    }

    @Test
    void deletesTheUploadWhenTheScreenIsLeft() throws Exception {
        openAs(company.director(), "import");
        long before = uploads();
        upload("accounts.csv", CSV);
        assertThat(uploads()).isEqualTo(before + 1);

        navigate("accounts");

        assertThat(uploads()).isEqualTo(before);
    }

    @Test
    void offersPeopleToAdministratorsOnly() {
        openAs(company.administrator(), "import");
        upload("people.csv", "name,manager,office\nAnna Snelling,Dustin Brinkmann,Central\n");
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();

        assertThat(counts()).containsExactly("New 1", "Changed 0", "Unchanged 0", "Rejected 0");
        Grid<PreviewRow> preview = grid(PreviewRow.class);
        assertThat(GridKt._size(preview)).isEqualTo(1);
        _assertNone(Grid.class, spec -> spec.withPredicate(grid -> holds(grid, Rejection.class)));
    }

    /** A text that the file has no column for is typed once for all its rows. */
    @Test
    @SuppressWarnings("unchecked")
    void holidaysTellWhereTheyComeFrom() {
        openAs(company.administrator(), "import");
        RadioButtonGroup<ImportTarget> what = _get(RadioButtonGroup.class);
        assertThat(what.getValue().id()).isEqualTo("people");
        openAs(company.administrator(), "import?what=accounts");
        what = _get(RadioButtonGroup.class);
        assertThat(what.getValue().id()).as("nothing that this person may not import").isEqualTo("people");
        openAs(company.administrator(), "import?what=workdays");
        what = _get(RadioButtonGroup.class);
        assertThat(what.getValue().id()).isEqualTo("workdays");
        upload("2027.csv", "日期,类型,名称\n2027-02-06,节假日,春节\n");
        _click(_get(Button.class, spec -> spec.withText("Check")));
        assertThat(problem()).startsWith("Source: ");
        var source = _get(TextField.class, spec -> spec.withLabel("Source"));
        assertThat(source.getErrorMessage()).isEqualTo("This is needed.");
        source.setValue("State Council, 4 Nov 2026");
        _click(_get(Button.class, spec -> spec.withText("Check")));
        await();
        assertThat(counts()).containsExactly("New 1", "Changed 0", "Unchanged 0", "Rejected 0");
        var stays = "An import of workdays cannot be taken back";
        _assertOne(Paragraph.class, spec -> spec.withPredicate(text -> text.getText().startsWith(stays)));
        _click(_get(Button.class, spec -> spec.withText("Import one row")));
        await();
        driver.runDue();
        navigate(batch());
        _assertOne(Paragraph.class, spec -> spec.withPredicate(text -> text.getText().startsWith(stays)));
        _assertNone(Button.class, spec -> spec.withText("Take back"));
    }

    @Test
    void aFileOfSomethingElseIsTakenForWhatItsColumnsSay() {
        openAs(company.director(), "import?what=accounts");
        upload("pipeline.csv", "opportunity_id,sales_agent,product,account,deal_stage,close_value\nA1,Somebody,GTX,Acme,Won,10\n");
        assertThat(holds().getValue().id()).isEqualTo("opportunities");
        // Nothing but its key tells one deal from another, so that the same file would make them all once more.
        assertThat(_find(ImportView.class).getFirst().mapping()).extracting(ImportMapping::keyColumn, ImportMapping::source).containsExactly(0, "pipeline");
        _assertNone(Span.class, spec -> spec.withText(keyless()));
        Grid<Integer> columns = grid(Integer.class);
        choose(field(columns, 0), "name");
        var owner = _get(ComboBox.class, spec -> spec.withLabel("Owner"));
        assertThat(owner.isRequiredIndicatorVisible()).as("a column says it").isFalse();
        choose(field(columns, 2), "ownerId");
        assertThat(owner.isRequiredIndicatorVisible()).isFalse();
        choose(field(columns, 2), "product");
        assertThat(owner.isRequiredIndicatorVisible()).as("no column says it any more").isTrue();
        _assertOne(Span.class, spec -> spec.withText(keyless()));

        holds().setValue(holds().getListDataView().getItems().filter(target -> target.id().equals("accounts")).findFirst().orElseThrow());
        await();
        await();
        assertThat(_find(ImportView.class).getFirst().target().id()).isEqualTo("accounts");
        assertThat(holds().getValue().id()).isEqualTo("accounts");

        // Half of what is known is enough: nobody is led away from what they chose.
        openAs(company.director(), "import?what=accounts");
        upload("accounts.csv", "account,sales_agent,product,deal_stage\nAcme,Somebody,GTX,Won\n");
        assertThat(holds().getValue().id()).isEqualTo("accounts");
    }

    private static String keyless() {
        return Translations.tr("import.columns.noKey");
    }

    @SuppressWarnings("unchecked")
    private static Select<ImportTarget> holds() {
        return _get(Select.class, spec -> spec.withLabel("What the file holds"));
    }

    private void upload(String name, String content) {
        byte[] bytes = content.startsWith("\u0089") ? content.getBytes(StandardCharsets.ISO_8859_1) : content.getBytes(StandardCharsets.UTF_8);
        UploadKt._upload(_get(Upload.class), name, "text/csv", bytes);
        await();
        // The columns' step asks for unknown values by itself.
        await();
    }

    /** Until the background is done and the screen has heard of it. */
    private void await() {
        MockVaadin.clientRoundtrip(true);
        var view = _find(ImportView.class).getFirst();
        view.running.handle((result, failure) -> result).join();
        MockVaadin.clientRoundtrip(true);
    }

    private String step() {
        return _find(ListItem.class).stream().filter(item -> item.getElement().hasAttribute("aria-current"))
                .map(item -> item.getElement().getTextRecursively().substring(1)).collect(Collectors.joining());
    }

    private static String problem() {
        return _get(Div.class, spec -> spec.withClasses("form-problem")).getText();
    }

    private static List<String> counts() {
        return _find(DescriptionList.class).stream().map(list -> list.getChildren().map(part -> part.getElement().getTextRecursively())
                .collect(Collectors.joining(" "))).toList();
    }

    @SuppressWarnings("unchecked")
    private ComboBox<UserRow> representative() {
        return (ComboBox<UserRow>) _get(ComboBox.class, spec -> spec.withLabel("Representative"));
    }

    private List<String> rejections() {
        Grid<Rejection> grid = grid(Rejection.class);
        return GridKt._findAll(grid).stream().map(rejection -> rejection.line() + " [" + rejection.problems().stream()
                .map(problem -> ImportTexts.sentence(_find(ImportView.class).getFirst().target(), problem)).collect(Collectors.joining()) + "]").toList();
    }

    @SuppressWarnings("unchecked")
    private <T> Grid<T> grid(Class<T> rows) {
        return (Grid<T>) _get(Grid.class, spec -> spec.withPredicate(grid -> holds(grid, rows)));
    }

    private static boolean holds(Component grid, Class<?> rows) {
        return GridKt._size((Grid<?>) grid) > 0 && rows.isInstance(GridKt._get((Grid<?>) grid, 0));
    }

    private static long uploads() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("mainstay-import")).count();
        }
    }
}
