package app.mainstay.account.ui.contact;

import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.account.contact.Attitude;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.ContactFilter;
import app.mainstay.account.contact.ContactSort;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.contact.DecisionRole;
import app.mainstay.account.contact.Influence;
import app.mainstay.base.SearchSource;
import app.mainstay.base.ui.DayField;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ContactViewsTest extends ViewTest {

    @Autowired
    private Contacts contacts;
    @Autowired
    private List<SearchSource> searches;

    private Fixtures.Company company;
    private long account;

    @BeforeEach
    void company() {
        company = fixtures.company();
        account = fixtures.account(company, "Acme", company.member());
    }

    @Test
    void aContactIsAddedFromTheAccountAndStandsInItsList() {
        openAs(company.member(), "accounts/" + Ids.text(account));
        tab("Contacts");
        _click(_get(Button.class, spec -> spec.withText("New contact")));

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Wang Fang");
        _setValue(attitude(), Attitude.CHAMPION);
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(address()).isEqualTo("accounts/" + Ids.text(account) + "?tab=contact");
        assertThat(fixtures.as(company.member(), () -> contacts.page(new ContactFilter(account, null, Set.of(), Set.of(), false, false),
                Slice.first(9, ContactSort.NAME)))).singleElement().satisfies(row -> {
                    assertThat(row.name()).isEqualTo("Wang Fang");
                    assertThat(row.attitude()).isEqualTo(Attitude.CHAMPION);
                });
        tab("Contacts");
        assertThat(_size(_get(Grid.class))).isEqualTo(1);
    }

    @Test
    void aWrongFieldIsNamedAndNothingTypedIsLost() {
        openAs(company.member(), "accounts/" + Ids.text(account) + "/contacts/new");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Wang Fang");
        _setValue(_get(TextField.class, spec -> spec.withLabel("E-mail")), "nobody");
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(_get(TextField.class, spec -> spec.withLabel("E-mail")).getErrorMessage()).isEqualTo("This is no e-mail address.");
        assertThat(_get(TextField.class, spec -> spec.withLabel("Name")).getValue()).isEqualTo("Wang Fang");
    }

    @Test
    void theMapShowsWhoReportsToWhom() {
        long boss = save("Boss", null, DecisionRole.DECISION_MAKER);
        save("Low", boss, DecisionRole.USER);

        openAs(company.manager(), "accounts/" + Ids.text(account));
        tab("Relationship map");

        String text = view().getElement().getTextRecursively();
        assertThat(text).contains("Boss", "Low", "Decision maker", "Nobody of ours has met 2 of 2 people for 90 days.");
        assertThat(view().getElement().getOuterHTML()).contains("Influence: High").contains("/contacts/" + Ids.text(boss));
    }

    @Test
    void forWhoLeftASuccessorIsProposedAndNotChosen() {
        long boss = save("Boss", null, null);
        long low = save("Low", boss, null);
        openAs(company.member(), "accounts/" + Ids.text(account) + "/contacts/" + Ids.text(boss));
        _assertNone(Button.class, spec -> spec.withText("Take Low"));

        _setValue(_get(DayField.class, spec -> spec.withLabel("Left the company on")), LocalDate.parse("2026-11-20"));
        assertThat(_get(ComboBox.class, spec -> spec.withLabel("Successor")).getValue()).isNull();
        _click(_get(Button.class, spec -> spec.withText("Take Low")));
        _assertNone(Button.class, spec -> spec.withText("Take Low"));
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(fixtures.as(company.member(), () -> contacts.get(boss).draft().successorId())).isEqualTo(low);
    }

    @Test
    void whoMayOnlyReadIsOfferedNothingToChange() {
        long id = save("Boss", null, null);
        fixtures.as(company.manager(), () -> {
            var accounts = accounts();
            accounts.archive(account, accounts.get(account).draft().version());
        });

        openAs(company.member(), "accounts/" + Ids.text(account) + "/contacts/" + Ids.text(id));

        assertThat(_get(TextField.class, spec -> spec.withLabel("Name")).isReadOnly()).isTrue();
        _assertNone(Button.class, spec -> spec.withText("Save"));
    }

    @Test
    void theHeaderFindsPeopleInScopeOnly() {
        save("Wang Fang", null, null);

        assertThat(fixtures.as(company.member(), () -> hits("wang"))).containsExactly("Wang Fang");
        assertThat(fixtures.as(company.stranger(), () -> hits("wang"))).isEmpty();
    }

    @Autowired
    private app.mainstay.account.AccountService accountService;

    private app.mainstay.account.AccountService accounts() {
        return accountService;
    }

    private List<String> hits(String text) {
        return searches.stream().filter(ContactSearch.class::isInstance).flatMap(source -> source.search(text, 5).stream()).map(hit -> hit.title()).toList();
    }

    private long save(String name, Long boss, DecisionRole role) {
        return fixtures.as(company.member(), () -> contacts.save(new ContactDraft(null, account, name, "Job", null, role, Attitude.NEUTRAL, Influence.HIGH,
                boss, null, null, null, null, null, null, null, null, Consent.UNKNOWN, null, false, null, null, null, null, 0)));
    }

    private static void tab(String label) {
        var tabs = _get(TabSheet.class);
        int index = 0;
        while (!tabs.getTabAt(index).getLabel().equals(label)) {
            index++;
        }
        tabs.setSelectedIndex(index);
        MockVaadin.clientRoundtrip(true);
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<Attitude> attitude() {
        return _get(ComboBox.class, spec -> spec.withLabel("Attitude to us"));
    }
}
