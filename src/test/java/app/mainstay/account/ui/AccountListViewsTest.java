package app.mainstay.account.ui;

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
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.SavedViewDraft;
import app.mainstay.base.list.SavedViews;
import app.mainstay.base.ui.list.ListPanel;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The list brick, shown on accounts. */
class AccountListViewsTest extends ViewTest {

    @Autowired
    private AccountService accounts;
    @Autowired
    private SavedViews views;
    @Autowired
    private UserService users;

    private Fixtures.Company company;

    @BeforeEach
    void threeAccounts() {
        company = fixtures.company();
        save("Alpha", Tier.STRATEGIC);
        save("Beta", Tier.CORE);
        save("Gamma", Tier.CORE);
    }

    // ---- filters ----

    @Test
    void aFilterIsChosenShownAsAChipAndTakenOutAgain() {
        openAs(company.director(), "accounts");

        choose("Tier");
        group().setValue(Set.of(option("core")));

        assertThat(names()).containsExactly("Beta", "Gamma");
        assertThat(asked()).isEqualTo("tier=core");
        assertThat(button("Tier: Core")).isNotNull();

        _click(labelled("Remove filter “Tier: Core”"));
        assertThat(names()).containsExactly("Alpha", "Beta", "Gamma");
        assertThat(asked()).isEqualTo("");
    }

    @Test
    void aFlagIsSetByOneClick() {
        openAs(company.director(), "accounts");

        choose("No next meeting");

        assertThat(asked()).isEqualTo("nomeeting");
        assertThat(names()).containsExactly("Alpha", "Beta", "Gamma");
        choose("Archived");
        assertThat(names()).isEmpty();
    }

    @Test
    void aNumberOfDaysThatIsNoneIsToldBesideTheField() {
        openAs(company.director(), "accounts");
        choose("No contact for");
        var field = _find(TextField.class).stream().filter(one -> "No contact for".equals(one.getAriaLabel().orElse(""))).findFirst().orElseThrow();

        _setValue(field, "soon");
        _click(button("Apply"));

        assertThat(field.isInvalid()).isTrue();
        assertThat(field.getErrorMessage()).isEqualTo("A number from 0 to 3,650.");
        _setValue(field, "30");
        _click(button("Apply"));
        assertThat(asked()).isEqualTo("nocontact=30");
        assertThat(names()).containsExactly("Alpha", "Beta", "Gamma");
    }

    @Test
    void aMemberIsNotOfferedColleagues() {
        openAs(company.member(), "accounts");
        labelledPopover("Filter");

        assertThat(_find(Button.class).stream().map(Button::getText)).contains("Tier").doesNotContain("Representative", "Unit");
    }

    /** The address of somebody who sees more: it narrows, but names nothing. */
    @Test
    void aFilterByWhatTheViewerDoesNotSeeHasNoName() {
        long secret = fixtures.account(company, "Secret parent", company.stranger());

        openAs(company.manager(), "accounts?group=" + Ids.text(secret) + "&unit=" + Ids.text(company.south()) + "&representative=" + Ids.text(company.stranger().id()));

        assertThat(names()).isEmpty();
        assertThat(view().getElement().getTextRecursively()).doesNotContain("Secret").doesNotContain("South").doesNotContain("Stranger")
                .contains("(not visible to you)");
    }

    // ---- columns ----

    @Test
    void chosenColumnsAreRemembered() {
        openAs(company.director(), "accounts");
        assertThat(columns()).contains("tier").doesNotContain("creditCode");

        labelledPopover("Columns");
        _setValue(_get(com.vaadin.flow.component.checkbox.Checkbox.class, spec -> spec.withLabel("Tier")), false);

        openAs(company.director(), "accounts");
        assertThat(columns()).contains("name").doesNotContain("tier");
        openAs(company.manager(), "accounts");
        assertThat(columns()).contains("tier");
    }

    @Test
    void columnsAreMovedByKeyboard() {
        openAs(company.director(), "accounts");
        labelledPopover("Columns");

        _click(labelled("Move Tier down"));

        assertThat(columns().subList(0, 3)).containsExactly("name", "lifecycle", "tier");
        _click(button("Standard columns"));
        assertThat(columns().subList(0, 2)).containsExactly("name", "tier");
    }

    // ---- views ----

    @Test
    void aViewKeepsFiltersAndOpensTheList() {
        openAs(company.director(), "accounts?tier=core&sort=-name");
        labelledPopover("View: All");
        _click(button("Save as a new view"));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name of the view")), "Core ones");
        _click(button("Save"));
        MockVaadin.clientRoundtrip(true);

        assertThat(names()).containsExactly("Gamma", "Beta");
        long id = fixtures.as(company.director(), () -> views.list("accounts").getFirst().id());
        assertThat(asked()).isEqualTo("tier=core&sort=-name&view=" + Ids.text(id));

        fixtures.as(company.director(), () -> views.setStandard("accounts", id));
        openAs(company.director(), "accounts");
        assertThat(names()).containsExactly("Gamma", "Beta");
        openAs(company.manager(), "accounts");
        assertThat(names()).containsExactly("Alpha", "Beta", "Gamma");
    }

    @Test
    void aViewOfSomebodyWhoLeftIsTakenOverOrDeleted() {
        long id = fixtures.as(company.outsider(),
                () -> views.save(new SavedViewDraft(null, "accounts", "Left behind", "tier=core", List.of(), true, 0)));
        fixtures.as(company.administrator(), () -> users.deactivate(company.outsider().id()));
        openAs(company.manager(), "accounts?view=" + Ids.text(id));
        labelledPopover("View: Left behind");
        _assertNone(Button.class, spec -> spec.withText("Take this view over"));

        openAs(company.director(), "accounts?view=" + Ids.text(id));
        labelledPopover("View: Left behind");
        _assertOne(Button.class, spec -> spec.withText("Left behind · Outsider, no longer here"));
        _click(button("Take this view over"));
        assertThat(fixtures.as(company.director(), () -> views.find(id))).hasValueSatisfying(view -> assertThat(view.mine()).isTrue());
        assertThat(names()).containsExactly("Beta", "Gamma");
    }

    @Test
    void aNameThatIsTakenIsToldInTheDialog() {
        fixtures.as(company.director(), () -> views.save(new SavedViewDraft(null, "accounts", "Mine", "tier=core", List.of(), false, 0)));
        openAs(company.director(), "accounts");
        labelledPopover("View: All");
        _click(button("Save as a new view"));
        var name = _get(TextField.class, spec -> spec.withLabel("Name of the view"));

        _setValue(name, "mine");
        _click(button("Save"));

        assertThat(name.getErrorMessage()).isEqualTo("This is taken already.");
        assertThat(name.getValue()).isEqualTo("mine");
    }

    @Test
    void aSharedViewShowsTheReadersOwnRows() {
        fixtures.account(company, "Stranger's", company.stranger());
        long id = fixtures.as(company.director(),
                () -> views.save(new SavedViewDraft(null, "accounts", "All of them", "sort=-name&secret=1", List.of("name", "passwordHash"), true, 0)));

        openAs(company.member(), "accounts?view=" + Ids.text(id));

        assertThat(names()).containsExactly("Gamma", "Beta", "Alpha");
        assertThat(columns()).containsExactly("name");
    }

    /** Colleagues are no filter of a member's: a view by them shows what the member sees, and names nobody. */
    @Test
    void aSharedViewByAFieldThatTheReaderIsNotOfferedLeavesItOut() {
        long id = fixtures.as(company.director(), () -> views.save(new SavedViewDraft(null, "accounts", "Of one", "representative="
                + Ids.text(company.stranger().id()) + "&unit=" + Ids.text(company.south()) + "&sort=-name", List.of("name", "primaryRepId"), true, 0)));

        openAs(company.member(), "accounts?view=" + Ids.text(id));

        assertThat(names()).containsExactly("Gamma", "Beta", "Alpha");
        assertThat(asked()).doesNotContain("representative").doesNotContain("unit");
        assertThat(_find(Button.class).stream().map(Button::getText)).noneMatch(text -> text.contains("Stranger") || text.contains("South"));
    }

    @Test
    void anAddressThatMeansNothingShowsTheList() {
        for (String address : List.of("colour=red&columns=passwordHash&sort=-password,nonsense&tier=none&lifecycle=%00&page=-1&offset=-50&representative=x",
                "view=nonsense", "view=-1&nocontact=-3", "q=" + "x".repeat(10_000), "tier=" + "core,".repeat(2_000), "group=" + "0".repeat(500))) {
            openAs(company.director(), "accounts?" + address);

            assertThat(names()).as(address).containsExactly("Alpha", "Beta", "Gamma");
            assertThat(button("3 rows")).as(address).isNotNull();
        }
        openAs(company.director(), "accounts?q=" + "x".repeat(1_000) + "&tier=core");
        assertThat(names()).isEmpty();
    }

    @Test
    void anothersPersonalViewIsNotThere() {
        long id = fixtures.as(company.director(), () -> views.save(new SavedViewDraft(null, "accounts", "Private", "tier=core", List.of(), false, 0)));

        openAs(company.manager(), "accounts?view=" + Ids.text(id));

        assertThat(names()).containsExactly("Alpha", "Beta", "Gamma");
        labelledPopover("View: All");
        assertThat(_find(Button.class).stream().map(Button::getText)).doesNotContain("Private");
    }

    // ---- around ----

    @Test
    void theEndOfTheListIsItsReverse() {
        openAs(company.director(), "accounts");
        labelledPopover("More for this list");

        _click(button("Show the last first"));

        assertThat(names()).containsExactly("Gamma", "Beta", "Alpha");
        assertThat(asked()).isEqualTo("sort=-name");
    }

    @Test
    void theListSaysHowManyThereAre() {
        openAs(company.director(), "accounts?tier=core");

        assertThat(button("2 rows")).isNotNull();
    }

    @Test
    void aRecordLeadsToItsNeighboursAndBack() {
        openAs(company.director(), "accounts?sort=-name");
        names();
        long beta = rows().get(1).id();

        navigate(AccountNavigation.account(beta));
        _click(labelled("Next in the list"));
        MockVaadin.clientRoundtrip(true);

        assertThat(_get(com.vaadin.flow.component.html.H1.class).getText()).isEqualTo("Alpha");
        assertThat(labelled("Next in the list").isEnabled()).isFalse();
        assertThat(_find(Anchor.class).stream().map(Anchor::getHref)).contains("accounts?sort=-name");
    }

    @Test
    void whoDidNotComeFromTheListIsOfferedNoNeighbours() {
        openAs(company.director(), "accounts/new");
        long beta = fixtures.as(company.director(), () -> accounts.findByKey("Beta", null)).orElseThrow();

        navigate(AccountNavigation.account(beta));

        assertThat(_find(Button.class).stream().filter(Button::isVisible).map(button -> button.getAriaLabel().orElse(""))).doesNotContain("Next in the list");
        _assertNone(Grid.class);
    }

    @Test
    void nothingYetSaysWhatToDo() {
        openAs(fixtures.user("newcomer", app.mainstay.security.Role.MEMBER, company.south()), "accounts");

        assertThat(emptyText()).contains("No account is yours yet. Your manager assigns them.");
    }

    // ---- what the sentences above are made of ----

    private void save(String name, Tier tier) {
        var draft = Fixtures.draft(name, company.member());
        fixtures.as(company.director(), () -> accounts.save(new AccountDraft(null, draft.name(), null, null, tier, null, null, null, null, null, null, null,
                null, List.of(), draft.primaryRepId(), 0)));
    }

    private void choose(String filter) {
        labelledPopover("Filter");
        _click(_find(Button.class, spec -> spec.withText(filter)).getLast());
    }

    /** Opens the popover of the button with that name, as a click in the browser does. */
    private void labelledPopover(String name) {
        Component target = _find(Button.class).stream().filter(button -> name.equals(button.getText()) || name.equals(button.getAriaLabel().orElse("")))
                .findFirst().orElseThrow();
        var popover = _find(Popover.class).stream().filter(one -> one.getTarget() == target).findFirst().orElseThrow();
        popover.open();
        MockVaadin.clientRoundtrip(true);
    }

    private static Button button(String text) {
        return _get(Button.class, spec -> spec.withText(text));
    }

    private static Button labelled(String label) {
        return _find(Button.class).stream().filter(button -> label.equals(button.getAriaLabel().orElse(""))).findFirst().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static CheckboxGroup<ListFilter.Option> group() {
        return _get(CheckboxGroup.class);
    }

    private static ListFilter.Option option(String value) {
        return group().getListDataView().getItems().filter(option -> option.value().equals(value)).findFirst().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Grid<AccountRow> grid() {
        return _get(Grid.class);
    }

    /** What the list writes into the address. */
    private static String asked() {
        return new ListQuery(_get(ListPanel.class).parameters()).text();
    }

    private static List<AccountRow> rows() {
        return IntStream.range(0, _size(grid())).mapToObj(i -> _get(grid(), i)).toList();
    }

    private static List<String> names() {
        return rows().stream().map(AccountRow::name).toList();
    }

    private static List<String> columns() {
        return grid().getColumns().stream().filter(Grid.Column::isVisible).map(Grid.Column::getKey).toList();
    }

    private static String emptyText() {
        return grid().getEmptyStateComponent().getElement().getTextRecursively();
    }
}
