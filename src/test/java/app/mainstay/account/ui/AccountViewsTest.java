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
import app.mainstay.base.SearchHit;
import app.mainstay.base.SearchSource;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.base.ui.Translations;
import app.mainstay.shared.Money;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AccountViewsTest extends ViewTest {

    @Autowired
    private AccountService accounts;
    @Autowired
    private SearchSource accountSearch;

    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    // ---- list ----

    @Test
    void theListShowsAccountsInScopeByPinyin() {
        fixtures.account(company, "重庆长江", company.member());
        fixtures.account(company, "Acme", company.colleague());
        fixtures.account(company, "北京安信", company.member());
        fixtures.account(company, "Far away", company.stranger());

        openAs(company.manager(), "accounts");

        assertThat(names()).containsExactly("Acme", "北京安信", "重庆长江");
    }

    @Test
    void aMemberSeesOnlyTheOwnAndCreatesNone() {
        fixtures.account(company, "Mine", company.member());
        fixtures.account(company, "Colleague's", company.colleague());

        openAs(company.member(), "accounts");

        assertThat(names()).containsExactly("Mine");
        _assertNone(Button.class, spec -> spec.withText("New account"));
    }

    @Test
    void filterAndOrderStandInTheAddress() {
        save("Alpha", Tier.STRATEGIC);
        save("Beta", Tier.CORE);
        save("Alpine", Tier.STRATEGIC);

        openAs(company.director(), "accounts?q=al&tier=strategic&sort=-name");

        assertThat(names()).containsExactly("Alpine", "Alpha");
        assertThat(_get(TextField.class, spec -> spec.withPlaceholder("Name, pinyin initials or credit code")).getValue()).isEqualTo("al");
    }

    @Test
    void anAddressThatSomebodyMadeUpDoesNoHarm() {
        save("Alpha", Tier.CORE);

        openAs(company.director(), "accounts?sort=-nonsense,name&tier=golden&sector=%00'--");

        assertThat(view()).isInstanceOf(AccountListView.class);
        assertThat(names()).containsExactly("Alpha");
    }

    @Test
    void typingNarrowsTheListAndClearingBringsItBack() {
        save("Alpha", Tier.CORE);
        save("Beta", Tier.CORE);
        openAs(company.director(), "accounts");

        _setValue(_get(TextField.class, spec -> spec.withPlaceholder("Name, pinyin initials or credit code")), "bet");
        assertThat(names()).containsExactly("Beta");

        _setValue(_get(TextField.class, spec -> spec.withPlaceholder("Name, pinyin initials or credit code")), "zeta");
        _click(_find(Button.class, spec -> spec.withText("Clear filters")).getLast());
        assertThat(names()).containsExactly("Alpha", "Beta");
    }

    // ---- page ----

    @Test
    void thePageTellsTheStory() {
        long id = fixtures.account(company, "Alpha", company.member());
        fixtures.as(company.director(), () -> accounts.save(with(accounts.get(id).draft(), "Al", Tier.STRATEGIC)));

        openAs(company.member(), AccountNavigation.account(id));

        assertThat(_get(H1.class).getText()).isEqualTo("Alpha");
        assertThat(_find(ListItem.class).stream().map(item -> item.getElement().getTextRecursively()))
                .anyMatch(text -> text.startsWith("Changed: Short name"))
                .anyMatch(text -> text.startsWith("Tier changed from Core to Strategic"))
                .anyMatch(text -> text.startsWith("Created, looked after by Member"));
    }

    @Test
    void thePageSpeaksChinese() {
        long id = fixtures.account(company, "Alpha", company.member());

        openAs(company.member(), Translations.CHINESE, AccountNavigation.account(id));

        assertThat(_get(ListItem.class).getElement().getTextRecursively()).startsWith("创建客户，由 Member 负责");
    }

    @Test
    void anAccountOutsideTheScopeIsNotThere() {
        long id = fixtures.account(company, "Secret", company.stranger());

        openAs(company.member(), AccountNavigation.account(id));

        assertThat(_get(H1.class).getText()).isEqualTo("Nothing here");
        _assertNone(Button.class, spec -> spec.withText("Edit"));
    }

    @Test
    void anOpenPageHearsOfAChange() {
        long id = fixtures.account(company, "Alpha", company.member());
        openAs(company.member(), AccountNavigation.account(id));

        fixtures.as(company.director(), () -> accounts.save(with(accounts.get(id).draft(), "Al", Tier.STRATEGIC)));

        awaitText("Changed: Short name");
    }

    @Test
    void anOpenPageOfAnAccountThatIsLostShowsNothingOfItAnyMore() {
        long id = fixtures.account(company, "Alpha", company.member());
        openAs(company.member(), AccountNavigation.account(id));

        fixtures.reassign(company.director(), id, company.colleague());

        awaitTrue(() -> _get(H1.class).getText().equals("No longer visible"));
        assertThat(view().getElement().getTextRecursively()).contains("given to somebody else").doesNotContain("Alpha", "Handed", "Representative");
        _assertNone(Button.class, spec -> spec.withText("Edit"));
        _click(_get(Button.class, spec -> spec.withText("To the accounts")));
        assertThat(names()).isEmpty();
    }

    @Test
    void anOpenListDropsAnAccountThatIsLostAndTheNewOnesShowsIt() {
        long id = fixtures.account(company, "Alpha", company.member());
        fixtures.account(company, "Beta", company.member());
        openAs(company.member(), "accounts");
        assertThat(names()).containsExactly("Alpha", "Beta");

        fixtures.reassign(company.director(), id, company.colleague());

        awaitTrue(() -> names().equals(List.of("Beta")));
    }

    @Test
    void factsStandInTheHead() {
        long id = fixtures.account(company, "Alpha", company.member());

        openAs(company.member(), AccountNavigation.account(id));

        assertThat(view().getElement().getTextRecursively()).contains("RepresentativeMember · since 24 Nov 2026");
    }

    // ---- around ----

    @Test
    void theSearchFindsOnlyWhatTheViewerSees() {
        fixtures.account(company, "Alpha one", company.member());
        fixtures.account(company, "Alpha two", company.stranger());

        assertThat(fixtures.as(company.member(), () -> accountSearch.search("alpha", 8))).extracting(SearchHit::title).containsExactly("Alpha one");
        assertThat(fixtures.as(company.director(), () -> accountSearch.search("alpha", 1))).hasSize(1);
    }

    @Test
    void quickAddStandsInTheHeaderOfThoseWhoCreate() {
        openAs(company.manager(), "accounts");
        assertThat(_find(Button.class)).anyMatch(button -> "New account".equals(button.getAriaLabel().orElse("")));

        openAs(company.member(), "accounts");
        assertThat(_find(Button.class)).noneMatch(button -> "New account".equals(button.getAriaLabel().orElse("")));
    }

    // ---- form ----

    @Test
    void aWrongFieldIsToldBesideItAndNothingIsLost() {
        openAs(company.director(), AccountNavigation.CREATE);
        _setValue(field("Unified Social Credit Code"), "91110000802100433X");
        _setValue(field("Website"), "nonsense");
        _setValue(_get(MoneyField.class), Money.of("-1", "CNY"));

        save();

        assertThat(_get(MoneyField.class).getErrorMessage()).isEqualTo("This number cannot be negative.");

        assertThat(field("Name").getErrorMessage()).isEqualTo("This is needed.");
        assertThat(field("Unified Social Credit Code").getErrorMessage()).startsWith("This is no Unified Social Credit Code");
        assertThat(field("Website").getErrorMessage()).isEqualTo("This is no web address.");
        assertThat(field("Website").getValue()).isEqualTo("nonsense");
        assertThat(fixtures.as(company.director(), () -> accounts.count(app.mainstay.account.AccountFilter.ALL))).isZero();
    }

    @Test
    void aMemberCannotOpenTheFormForANewAccount() {
        openAs(company.member(), AccountNavigation.CREATE);

        assertThat(_get(H1.class).getText()).isEqualTo("Not for your role");
    }

    @Test
    void savingLeadsToThePage() {
        long id = fixtures.account(company, "Alpha", company.member());
        openAs(company.member(), AccountNavigation.edit(id));

        _setValue(field("Short name"), "Al");
        save();

        assertThat(view()).isInstanceOf(AccountView.class);
        assertThat(stored(id).shortName()).isEqualTo("Al");
    }

    @Test
    void aMemberCannotHandTheAccountOn() {
        long id = fixtures.account(company, "Alpha", company.member());

        openAs(company.member(), AccountNavigation.edit(id));

        assertThat(_get(ComboBox.class, spec -> spec.withLabel("Representative")).isReadOnly()).isTrue();
    }

    @Test
    void whatOnlyOneOfTwoPeopleChangedIsMergedWithoutAsking() {
        long id = fixtures.account(company, "Alpha", company.member());
        openAs(company.member(), AccountNavigation.edit(id));
        fixtures.as(company.director(), () -> accounts.save(with(accounts.get(id).draft(), "Al", Tier.STRATEGIC)));

        _setValue(_get(_get(NumberInput.class, spec -> spec.withLabel("Employees")), TextField.class), "12");
        save();

        _assertNone(Dialog.class);
        assertThat(stored(id)).extracting(AccountDraft::shortName, AccountDraft::tier, AccountDraft::employees)
                .containsExactly("Al", Tier.STRATEGIC, 12);
    }

    @Test
    void whereBothChangedAFieldTheUserChooses() {
        long id = fixtures.account(company, "Alpha", company.member());
        openAs(company.member(), AccountNavigation.edit(id));
        fixtures.as(company.director(), () -> accounts.save(with(accounts.get(id).draft(), "Theirs", Tier.STRATEGIC)));

        _setValue(field("Short name"), "Mine");
        save();

        var choice = _get(RadioButtonGroup.class, spec -> spec.withLabel("Short name"));
        assertThat(choice.getItemLabelGenerator().apply(choice.getValue())).isEqualTo("Mine: Mine");
        chooseTheirs(choice);
        _click(_get(Button.class, spec -> spec.withText("Save these")));
        assertThat(stored(id)).extracting(AccountDraft::shortName, AccountDraft::tier).containsExactly("Theirs", Tier.STRATEGIC);
    }

    @Test
    void theVersionThatTheUserKeepsWins() {
        long id = fixtures.account(company, "Alpha", company.member());
        openAs(company.member(), AccountNavigation.edit(id));
        fixtures.as(company.director(), () -> accounts.save(with(accounts.get(id).draft(), "Theirs", Tier.STRATEGIC)));

        _setValue(field("Short name"), "Mine");
        save();
        _click(_get(Button.class, spec -> spec.withText("Save these")));

        assertThat(stored(id)).extracting(AccountDraft::shortName, AccountDraft::tier).containsExactly("Mine", Tier.STRATEGIC);
    }

    @Test
    void whatWasTypedIsOfferedAgainAfterTheSessionEnded() {
        long id = fixtures.account(company, "Alpha", company.member());
        openAs(company.member(), AccountNavigation.edit(id));
        _setValue(field("Short name"), "half-typed");

        openAs(company.member(), AccountNavigation.edit(id));
        assertThat(field("Short name").getValue()).isEmpty();
        _click(_get(Button.class, spec -> spec.withText("Use the draft")));

        assertThat(field("Short name").getValue()).isEqualTo("half-typed");
        save();
        openAs(company.member(), AccountNavigation.edit(id));
        assertThat(_find(Button.class, spec -> spec.withText("Use the draft")).stream().filter(Button::isVisible)).isEmpty();
    }

    @Test
    void aChangeSinceTheDraftWasTypedIsToldAsAConflict() {
        long id = fixtures.account(company, "Alpha", company.member());
        openAs(company.member(), AccountNavigation.edit(id));
        _setValue(field("Short name"), "half-typed");
        fixtures.as(company.director(), () -> accounts.save(with(accounts.get(id).draft(), "Theirs", Tier.STRATEGIC)));

        openAs(company.member(), AccountNavigation.edit(id));
        _click(_get(Button.class, spec -> spec.withText("Use the draft")));
        save();

        chooseTheirs(_get(RadioButtonGroup.class, spec -> spec.withLabel("Short name")));
        _click(_get(Button.class, spec -> spec.withText("Save these")));
        assertThat(stored(id)).extracting(AccountDraft::shortName, AccountDraft::tier).containsExactly("Theirs", Tier.STRATEGIC);
    }

    @Test
    void anArchivedAccountLeavesTheListAndComesBack() {
        long id = fixtures.account(company, "Alpha", company.member());
        fixtures.as(company.manager(), () -> accounts.archive(id, accounts.get(id).draft().version()));

        openAs(company.manager(), "accounts");
        assertThat(names()).isEmpty();
        navigate("accounts?archived");
        assertThat(names()).containsExactly("Alpha");
        navigate(AccountNavigation.account(id));
        _assertNone(Button.class, spec -> spec.withText("Edit"));

        fixtures.as(company.manager(), () -> accounts.restore(id, accounts.get(id).draft().version()));
        navigate("accounts");
        assertThat(names()).containsExactly("Alpha");
        _assertOne(Grid.class);
    }

    // ---- what the sentences above are made of ----

    private void save(String name, Tier tier) {
        var draft = Fixtures.draft(name, company.member());
        fixtures.as(company.director(), () -> accounts.save(with(draft, null, tier)));
    }

    private static AccountDraft with(AccountDraft draft, String shortName, Tier tier) {
        return new AccountDraft(draft.id(), draft.name(), shortName, draft.creditCode(), tier, draft.sector(), draft.region(), draft.parentId(),
                draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(), draft.primaryRepId(),
                draft.version());
    }

    private AccountDraft stored(long id) {
        return fixtures.as(company.director(), () -> accounts.get(id).draft());
    }

    private static TextField field(String label) {
        return _get(TextField.class, spec -> spec.withLabel(label));
    }

    private static void save() {
        _click(_get(Button.class, spec -> spec.withText("Save")));
        MockVaadin.clientRoundtrip(true);
    }

    @SuppressWarnings("unchecked")
    private static void chooseTheirs(RadioButtonGroup<?> choice) {
        var group = (RadioButtonGroup<Object>) choice;
        group.setValue(group.getListDataView().getItem(1));
    }

    @SuppressWarnings("unchecked")
    private static List<String> names() {
        Grid<AccountRow> grid = _get(Grid.class);
        return IntStream.range(0, _size(grid)).mapToObj(i -> _get(grid, i).name()).toList();
    }

    private static void awaitTrue(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("heard within ten seconds").isLessThan(end);
            MockVaadin.clientRoundtrip(true);
            Thread.onSpinWait();
        }
    }

    /** Another thread delivers; each round trip runs what has arrived. */
    private static void awaitText(String text) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (_find(ListItem.class).stream().noneMatch(item -> item.getElement().getTextRecursively().startsWith(text))) {
            assertThat(System.nanoTime()).as("heard within ten seconds").isLessThan(end);
            MockVaadin.clientRoundtrip(true);
            Thread.onSpinWait();
        }
    }
}
