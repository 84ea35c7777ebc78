package app.mainstay.account.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.Statements;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountService;
import app.mainstay.account.TeamRole;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.Query;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** An account's facts, changed in their place on its page. */
class AccountFactsViewsTest extends ViewTest {

    private static final int MOST_STATEMENTS = 15;

    @Autowired
    private AccountService accounts;
    @Autowired
    private AccountPeople people;

    private Fixtures.Company company;
    private long id;

    @BeforeEach
    void anAccount() {
        company = fixtures.company();
        id = fixtures.account(company, "Alpha", company.member());
    }

    @Test
    void aFactIsChangedInItsPlaceAndTakenBack() {
        openAs(company.member(), AccountNavigation.account(id));
        edit("shortName");
        _setValue(input(), "Al");
        save();

        assertThat(stored().shortName()).isEqualTo("Al");
        assertThat(fact("shortName").getElement().getTextRecursively()).isEqualTo("Al");
        _assertNone(Button.class, spec -> spec.withAttribute("aria-label", "Save"));

        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(stored().shortName()).isNull();
        assertThat(fact("shortName").getElement().getTextRecursively()).isEqualTo("Add");
    }

    @Test
    void everyFactHasItsField() {
        long group = fixtures.account(company, "Group", company.member());
        openAs(company.member(), AccountNavigation.account(id));
        edit("creditCode");
        _setValue(input(), "91320400MAHTTQ767E");
        save();
        edit("employees");
        _setValue(_get(_get(NumberInput.class), TextField.class), "1.2万");
        save();
        edit("revenue");
        _setValue(_get(_get(MoneyField.class), TextField.class), "3亿");
        save();
        edit("website");
        _setValue(input(), "alpha.example");
        save();
        edit("tags");
        var tags = (MultiSelectComboBox<String>) _get(MultiSelectComboBox.class);
        tags.setItems("new");
        tags.setValue(Set.of("new"));
        save();
        edit("parentId");
        choose("Group");
        edit("sector");
        choose("Energy");

        var stored = stored();
        assertThat(List.of(stored.creditCode(), stored.employees(), stored.website(), stored.tags(), stored.parentId(), stored.sector()))
                .containsExactly("91320400MAHTTQ767E", 12_000, "alpha.example", List.of("new"), group, "energy");
        assertThat(stored.revenue()).isEqualTo(Money.of("300000000", "CNY"));
    }

    @Test
    void whatIsWrongIsToldBesideTheFieldAndStaysTyped() {
        openAs(company.member(), AccountNavigation.account(id));
        edit("creditCode");
        _setValue(input(), "91320400MAHTTQ767X");
        save();

        assertThat(input().isInvalid()).isTrue();
        assertThat(input().getErrorMessage()).isNotEmpty();
        assertThat(input().getValue()).isEqualTo("91320400MAHTTQ767X");
        assertThat(stored().creditCode()).isNull();
        // Nor is it lost by opening another one.
        edit("shortName");
        assertThat(input().getValue()).isEqualTo("91320400MAHTTQ767X");

        _click(_get(Button.class, spec -> spec.withAttribute("aria-label", "Cancel")));
        assertThat(fact("creditCode").getElement().getTextRecursively()).isEqualTo("Add");
    }

    @Test
    void htmlIsShownAsTheTextThatItIs() {
        openAs(company.member(), AccountNavigation.account(id));
        edit("address");
        _setValue(_get(TextArea.class), "<img src=x onerror=alert(1)>");
        save();

        assertThat(fact("address").getElement().getTextRecursively()).isEqualTo("<img src=x onerror=alert(1)>");
        assertThat(fact("address").getElement().getOuterHTML()).doesNotContain("<img");
    }

    @Test
    void twoWhoChangeTheSameFactAreToldOfEachOther() {
        openAs(company.member(), AccountNavigation.account(id));
        edit("shortName");
        byAnother("shortName", "Theirs");
        _setValue(input(), "Mine");
        save();

        assertThat(_get(RadioButtonGroup.class).getLabel()).isEqualTo("Short name");
        _click(_get(Button.class, spec -> spec.withText("Save these")));
        assertThat(stored().shortName()).isEqualTo("Mine");
    }

    @Test
    void whatSomebodyElseChangedElsewhereStands() {
        openAs(company.member(), AccountNavigation.account(id));
        edit("shortName");
        byAnother("employees", 7);
        _setValue(input(), "Mine");
        save();

        _assertNone(Dialog.class);
        assertThat(stored()).extracting(AccountDraft::shortName, AccountDraft::employees).containsExactly("Mine", 7);
    }

    @Test
    void anUndoDoesNotTakeBackWhatSomebodyElseSaidSince() {
        openAs(company.member(), AccountNavigation.account(id));
        edit("shortName");
        _setValue(input(), "Mine");
        save();
        byAnother("shortName", "Theirs");
        _click(_get(Button.class, spec -> spec.withText("Undo")));

        assertThat(stored().shortName()).isEqualTo("Theirs");
        assertThat(_find(Notification.class)).anyMatch(notice -> notice.getElement().getTextRecursively().contains("meantime")
                || notice.getElement().getTextRecursively().contains("Somebody"));
    }

    @Test
    void whatWasTypedIsOfferedAgainAfterTheSessionEnded() {
        openAs(company.member(), AccountNavigation.account(id));
        edit("shortName");
        _setValue(input(), "half-typed");

        openAs(company.member(), AccountNavigation.account(id));
        assertThat(fact("shortName").getElement().getTextRecursively()).isEqualTo("Add");
        _click(_get(Button.class, spec -> spec.withText("Use the draft")));
        assertThat(input().getValue()).isEqualTo("half-typed");
        save();

        assertThat(stored().shortName()).isEqualTo("half-typed");
        openAs(company.member(), AccountNavigation.account(id));
        _assertNone(Button.class, spec -> spec.withText("Use the draft"));
    }

    @Test
    void whoMayNotChangeTheAccountReadsItOnly() {
        openAs(company.director(), AccountNavigation.account(id));
        assertThat(_find(NativeButton.class, spec -> spec.withClasses("fact-value"))).isNotEmpty();
        fixtures.as(company.director(), () -> accounts.archive(id, accounts.get(id).draft().version()));

        openAs(company.member(), AccountNavigation.account(id));
        assertThat(_find(NativeButton.class, spec -> spec.withClasses("fact-value"))).isEmpty();
    }

    @Test
    void theRepresentativeIsChangedBesideTheName() {
        openAs(company.manager(), AccountNavigation.account(id));
        _click(_get(Button.class, spec -> spec.withAttribute("aria-label", "Reassign…")));
        assertThat(_get(Dialog.class).getHeaderTitle()).contains("Alpha");

        openAs(company.member(), AccountNavigation.account(id));
        _assertNone(Button.class, spec -> spec.withAttribute("aria-label", "Reassign…"));
    }

    /** A long story costs the page no statement more than a short one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 400})
    void thePageOpensWithFewStatements(int moments, @Autowired JdbcTemplate jdbc) {
        for (int i = 0; i < moments; i++) {
            jdbc.update("insert into account_timeline (account_id, occurred_at, id, kind, actor_id, source_module, source_id, parameters) "
                    + "select account_id, occurred_at, ?, kind, actor_id, source_module, source_id, parameters from account_timeline "
                    + "where account_id = ? and kind = 'account.created' limit 1", Ids.next(), id);
        }
        openAs(company.member(), "accounts");

        var statements = Statements.of(() -> navigate(AccountNavigation.account(id)));

        assertThat(view()).isInstanceOf(AccountView.class);
        assertThat(statements.size()).as(String.join("\n", statements)).isBetween(5, MOST_STATEMENTS);
    }

    /** The page is built in a transaction that only reads: what somebody wrote there would be refused by MySQL and be lost on H2. */
    @Test
    void noTabWritesWhileThePageIsBuilt(@Autowired List<AccountTab> tabs) {
        openAs(company.director(), "accounts");
        assertThat(tabs).hasSizeGreaterThan(8);

        for (var tab : tabs) {
            var statements = Statements.of(() -> navigate(AccountNavigation.account(id, tab.name())));
            assertThat(view()).as(tab.name()).isInstanceOf(AccountView.class);
            assertThat(statements).as(tab.name()).isNotEmpty().noneMatch(statement -> statement.matches("(?is).*\\b(insert into|update \\w+ set|delete from|for update|for share)\\b.*"));
        }
    }

    @Test
    void theHistoryTellsOfTheTeamToo() {
        fixtures.as(company.manager(), () -> people.setMember(id, company.colleague().id(), TeamRole.BACKUP));
        fixtures.as(company.manager(), () -> people.removeMember(id, company.colleague().id(), TeamRole.BACKUP));
        openAs(company.member(), AccountNavigation.account(id, "history"));
        _setValue((Select<String>) _get(Select.class, spec -> spec.withLabel("History of")), "account_member");

        assertThat(_get(UnorderedList.class, spec -> spec.withClasses("history")).getElement().getTextRecursively())
                .contains("Deleted", "Added", "Colleague").doesNotContain("Created");
    }

    private NativeButton fact(String field) {
        return _get(NativeButton.class, spec -> spec.withId("fact-" + field));
    }

    private void edit(String field) {
        _click(fact(field));
    }

    private TextField input() {
        return _get(_get(Form.class), TextField.class);
    }

    private void save() {
        _click(_get(Button.class, spec -> spec.withAttribute("aria-label", "Save")));
    }

    private void choose(String label) {
        var box = (ComboBox<Object>) _get(_get(Form.class), ComboBox.class);
        var item = box.getDataProvider().fetch(new Query<>(0, 50, List.of(), null, null))
                .filter(one -> box.getItemLabelGenerator().apply(one).equals(label)).findFirst().orElseThrow();
        _setValue(box, item);
    }

    private AccountDraft stored() {
        return fixtures.as(company.director(), () -> accounts.get(id).draft());
    }

    private void byAnother(String field, Object value) {
        fixtures.as(company.director(), () -> accounts.save(accounts.get(id).draft().with(field, value)));
    }
}
