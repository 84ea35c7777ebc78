package app.mainstay.account.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.getNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** An account's timeline, its history, and why it is seen. */
class AccountStoryViewsTest extends ViewTest {

    @Autowired
    AccountService accounts;
    @Autowired
    Contacts contacts;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void aChangedAccount() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        change("technology", List.of("5G"));
        change(null, List.of());
    }

    // ---- timeline ----

    @Test
    void theStoryIsFilteredAndTheAddressSaysHow() {
        openAs(company.member(), AccountNavigation.account(acme));
        assertThat(story()).hasSize(3);

        choose("Kind", "Created");
        assertThat(story()).hasSize(1).first().asString().startsWith("Created, looked after by Member");
        assertThat(address()).isEqualTo(AccountNavigation.account(acme) + "?kind=account.created");
        choose("Person", "Member");
        assertThat(story()).isEmpty();
        assertThat(view().getElement().getTextRecursively()).contains("Nothing of this kind or by this person has happened.");
        assertThat(address()).contains("kind=account.created").contains("person=" + Ids.text(company.member().id()));

        openAs(company.member(), AccountNavigation.account(acme) + "?kind=account.changed&person=" + Ids.text(company.member().id()));
        assertThat(story()).hasSize(2);
        openAs(company.member(), AccountNavigation.account(acme) + "?kind=nonsense&person=%00'--");
        assertThat(story()).hasSize(3);
        openAs(company.member(), Locale.SIMPLIFIED_CHINESE, AccountNavigation.account(acme) + "?kind=account.changed");
        assertThat(story()).hasSize(2).first().asString().startsWith("修改了：行业");
    }

    @Test
    void daysAndTimesAreWrittenAsTheReaderDoes(@Autowired JdbcTemplate jdbc) {
        jdbc.update("insert into account_timeline (account_id, occurred_at, id, kind, actor_id, source_module, parameters) values (?, ?, ?, 'meeting.moved', null, 'meeting', ?)",
                acme, Sql.utc(TestClock.START), Ids.next(), "{\"subject\":\"2026-13-45\",\"time0\":\"2026-12-01 09:30\",\"time1\":\"2026-12-02 10:00 (Asia/Tokyo)\"}");
        openAs(company.member(), AccountNavigation.account(acme) + "?kind=meeting.moved");
        assertThat(story()).singleElement().asString().startsWith("Meeting moved: 2026-13-45, from 1 Dec 2026 09:30 to 2 Dec 2026 10:00 (Asia/Tokyo)");
        openAs(company.member(), Locale.SIMPLIFIED_CHINESE, AccountNavigation.account(acme) + "?kind=meeting.moved");
        assertThat(story()).singleElement().asString().contains("2026-12-01 09:30");
    }

    // ---- history ----

    @Test
    void aValueIsRestoredFromTheHistory() {
        openAs(company.member(), AccountNavigation.account(acme));
        assertThat(tab("History")).contains("SectorTechnology(empty)").contains("Tagsremoved: 5G(empty)").contains("The account was created.");

        _click(restore("Sector: restore the value from before"));
        assertThat(stored()).extracting(AccountDraft::sector, AccountDraft::tags).containsExactly("technology", List.of());
        assertThat(tab("History")).contains("Reason: Restored from the history");
        _click(restore("Tags: undo this change"));
        assertThat(stored().tags()).containsExactly("5G");
    }

    @Test
    void whoComesSecondIsTold() {
        openAs(company.member(), AccountNavigation.account(acme));
        tab("History");
        var restore = restore("Sector: restore the value from before");
        change(null, List.of("theirs"));
        _click(restore);
        assertThat(getNotifications().getFirst().getElement().getTextRecursively()).contains("Somebody changed the account in the meantime.");
        assertThat(stored()).extracting(AccountDraft::sector, AccountDraft::tags).containsExactly(null, List.of("theirs"));
        _click(restore("Sector: restore the value from before"));
        assertThat(stored()).extracting(AccountDraft::sector, AccountDraft::tags).containsExactly("technology", List.of("theirs"));
    }

    @Test
    void aContactsValueIsRestoredAndWhoComesSecondIsTold() {
        long person = fixtures.as(company.member(), () -> contacts.save(contact(null, "Buyer", 0)));
        fixtures.as(company.member(), () -> contacts.save(contact(person, "Head of purchase", 0)));
        openAs(company.member(), AccountNavigation.account(acme, "history"));
        _setValue((Select<String>) _get(Select.class, spec -> spec.withLabel("History of")), "account_contact");
        var restore = restore("Job title: restore the value from before");
        fixtures.as(company.member(), () -> contacts.save(contact(person, "Chief", 1)));
        _click(restore);
        assertThat(getNotifications().getFirst().getElement().getTextRecursively()).contains("Somebody changed it in the meantime.");
        assertThat(title(person)).isEqualTo("Chief");

        _click(restore("Job title: restore the value from before"));
        assertThat(title(person)).isEqualTo("Head of purchase");
        assertThat(_get(Select.class, spec -> spec.withLabel("History of")).getValue()).as("the choice stays").isEqualTo("account_contact");
        assertThat(_get(UnorderedList.class, spec -> spec.withClasses("history")).getElement().getTextRecursively()).contains("Reason: Restored from the history");
    }

    private String title(long person) {
        return fixtures.as(company.member(), () -> contacts.get(person).draft().title());
    }

    private ContactDraft contact(@Nullable Long id, String title, int version) {
        return new ContactDraft(id, acme, "Wang Li", title, null, null, null, null, null, null, null, null, null, null, null, null, null, Consent.UNKNOWN, null,
                false, null, null, null, null, version);
    }

    @Test
    void anArchivedAccountShowsItsHistoryOnly() {
        fixtures.as(company.director(), () -> accounts.archive(acme, stored().version()));
        openAs(company.member(), AccountNavigation.account(acme));
        assertThat(tab("History")).contains("Archived");
        assertThat(_find(Button.class).stream().filter(button -> button.getAriaLabel().orElse("").contains("restore the value"))).isEmpty();
    }

    // ---- why ----

    @Test
    void theRuleIsNamed() {
        openAs(company.member(), AccountNavigation.account(acme));
        why();
        assertThat(_get(Dialog.class).getElement().getTextRecursively()).contains("You are the primary representative.");
        openAs(company.manager(), AccountNavigation.account(acme));
        why();
        assertThat(_get(Dialog.class).getElement().getTextRecursively()).contains("The account belongs to City, which is your unit or below it.");
        _click(_get(_get(Dialog.class), Button.class, spec -> spec.withText("Close")));
        _assertNone(Dialog.class);
    }

    private static void why() {
        var bar = _find((Component) UI.getCurrent().getInternals().getActiveRouterTargetsChain().getFirst(), MenuBar.class).getLast();
        MenuItem item = bar.getItems().getFirst().getSubMenu().getItems().stream().filter(one -> one.getText().equals("Why can I see this?"))
                .findFirst().orElseThrow();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
    }

    @SuppressWarnings("unchecked")
    private static void choose(String label, String option) {
        var box = (ComboBox<Object>) _get(ComboBox.class, spec -> spec.withLabel(label));
        var item = box.getGenericDataView().getItems().filter(one -> box.getItemLabelGenerator().apply(one).equals(option)).findFirst().orElseThrow();
        box.setValue(item);
        // As the browser's own change, which listeners tell from the server's.
        ComponentUtil.fireEvent(box, new AbstractField.ComponentValueChangeEvent<>(box, box, null, true));
    }

    private static List<String> story() {
        return _find(ListItem.class).stream().filter(item -> item.getParent().orElseThrow().getElement().getClassList().contains("timeline"))
                .map(item -> item.getElement().getTextRecursively()).toList();
    }

    private static Button restore(String label) {
        return _find(Button.class).stream().filter(button -> button.getAriaLabel().orElse("").equals(label)).findFirst().orElseThrow();
    }

    private static String tab(String title) {
        var sheet = _get(TabSheet.class);
        Tab tab = _find(sheet, Tab.class).stream().filter(one -> one.getLabel().equals(title)).findFirst().orElseThrow();
        sheet.setSelectedTab(tab);
        MockVaadin.clientRoundtrip(true);
        return sheet.getComponent(tab).getElement().getTextRecursively();
    }

    private AccountDraft stored() {
        return fixtures.as(company.member(), () -> accounts.get(acme).draft());
    }

    private void change(String sector, List<String> tags) {
        fixtures.as(company.member(), () -> {
            var draft = accounts.get(acme).draft();
            accounts.save(new AccountDraft(acme, draft.name(), null, null, draft.tier(), sector, null, null, null, null, null, null, null, tags,
                    draft.primaryRepId(), draft.version()));
        });
    }
}
