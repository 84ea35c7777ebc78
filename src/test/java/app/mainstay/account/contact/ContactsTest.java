package app.mainstay.account.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.Attacks;
import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.AccessDeniedException;

@DatabaseTest
class ContactsTest {

    @Autowired
    private Contacts contacts;
    @Autowired
    private AccountService accounts;
    @Autowired
    private Timeline timeline;
    @Autowired
    private SettingsService settings;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcTemplate jdbc;

    private Fixtures.Company company;
    private long account;

    @BeforeEach
    void company() {
        company = fixtures.company();
        account = fixtures.account(company, "Acme", company.member());
    }

    @Test
    void aContactIsKeptWithEverythingAndTheStoryTellsIt() {
        Fixtures.signIn(company.member());
        LocalDate today = settings.today();
        var draft = new ContactDraft(null, account, "  王 小明 ", "CTO", "IT", DecisionRole.DECISION_MAKER, Attitude.CHAMPION, Influence.HIGH, null,
                "wang@example.com", "010-1234 转 5", "+86 138 0000 0000", "wxm", PreferredChannel.WECHAT, "mornings", "中文",
                LocalDate.of(1980, 3, 5), Consent.GIVEN, today, true, today.minusDays(3), null, null, " likes tea\n\nhates calls ", 0);

        long id = contacts.save(draft);

        assertThat(contacts.get(id).draft()).isEqualTo(new ContactDraft(id, account, "王 小明", "CTO", "IT", DecisionRole.DECISION_MAKER, Attitude.CHAMPION,
                Influence.HIGH, null, "wang@example.com", "010-1234 转 5", "+86 138 0000 0000", "wxm", PreferredChannel.WECHAT, "mornings", "中文",
                LocalDate.of(1980, 3, 5), Consent.GIVEN, today, true, today.minusDays(3), null, null, "likes tea\n\nhates calls", 0));
        assertThat(kinds()).contains("account.contact.added");
        assertThat(find("wxm")).extracting(ContactRow::name).containsExactly("王 小明");
        assertThat(find("小明")).hasSize(1);
    }

    @Test
    void wrongFieldsAreNamed() {
        Fixtures.signIn(company.member());
        LocalDate tomorrow = settings.today().plusDays(1);
        var draft = new ContactDraft(null, account, " ", null, null, null, null, null, null, "nobody", "call me", null, null, null, null, null, tomorrow,
                Consent.GIVEN, tomorrow, false, tomorrow, tomorrow, null, null, 0);

        assertThatThrownBy(() -> contacts.save(draft)).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems())
                .extracting(problem -> problem.field() + " " + problem.key()).containsExactlyInAnyOrder("name problem.required", "email problem.email",
                        "phone problem.phone", "birthday problem.contact.day", "consentOn problem.contact.day", "lastMetOn problem.contact.day",
                        "leftOn problem.contact.day"));
        assertThat(find(null)).isEmpty();
    }

    @Test
    void whoMaySeeTheAccountSeesItsPeopleAndNobodyElse() {
        long id = fixtures.as(company.member(), () -> contacts.save(named("Wang", null)));

        for (var allowed : List.of(company.member(), company.manager(), company.director())) {
            Fixtures.signIn(allowed);
            assertThat(contacts.sees(id)).isTrue();
            assertThat(find(null)).hasSize(1);
            assertThat(contacts.map(account).people()).isEqualTo(1);
        }
        for (var foreign : List.of(company.colleague(), company.outsider(), company.stranger(), company.administrator())) {
            Fixtures.signIn(foreign);
            assertThat(contacts.sees(id)).isFalse();
            assertThat(contacts.page(new ContactFilter(null, "wang", Set.of(), Set.of(), false, false), Slice.first(9, ContactSort.NAME))).isEmpty();
            assertThat(contacts.count(new ContactFilter(null, null, Set.of(), Set.of(), false, false), 10)).isZero();
            assertThatThrownBy(() -> contacts.get(id)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> contacts.blank(account)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> contacts.map(account)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> contacts.successors(id, null, 0, 9)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> contacts.save(named("Li", null))).isInstanceOfAny(NotFoundException.class, AccessDeniedException.class);
        }
    }

    @Test
    void nobodyMovesAContactToAnotherAccount() {
        Fixtures.signIn(company.member());
        long id = contacts.save(named("Wang", null));
        long other = fixtures.account(company, "Beta", company.member());
        var draft = contacts.get(id).draft();

        assertThatThrownBy(() -> contacts.save(new ContactDraft(id, other, draft.name(), null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, Consent.UNKNOWN, null, false, null, null, null, null, draft.version()))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void nobodyReportsToThemselvesThroughOthersOrToSomebodyElsewhere() {
        Fixtures.signIn(company.member());
        long boss = contacts.save(named("Boss", null));
        long middle = contacts.save(named("Middle", boss));
        long low = contacts.save(named("Low", middle));
        long other = fixtures.account(company, "Beta", company.member());
        long elsewhere = contacts.save(new ContactDraft(null, other, "Elsewhere", null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, Consent.UNKNOWN, null, false, null, null, null, null, 0));

        refused(() -> change(boss, draft -> reportingTo(draft, low)), "problem.contact.cycle");
        refused(() -> change(boss, draft -> reportingTo(draft, boss)), "problem.contact.cycle");
        refused(() -> change(boss, draft -> reportingTo(draft, elsewhere)), "problem.contact.notThere");
        assertThat(contacts.get(boss).draft().reportsToId()).isNull();
    }

    @Test
    void whoLeavesStaysWithTheHistoryAndTheSuccessorTakesTheReports() {
        Fixtures.signIn(company.member());
        long boss = contacts.save(named("Boss", null));
        long first = contacts.save(named("First", boss));
        long second = contacts.save(named("Second", boss));
        long aside = contacts.save(named("Aside", null));

        assertThat(contacts.successors(boss, null, 0, 9)).extracting(ContactRow::name).containsExactly("First", "Second", "Aside");
        change(boss, draft -> leaving(draft, settings.today(), first));

        assertThat(contacts.get(second).draft().reportsToId()).isEqualTo(first);
        assertThat(contacts.get(first).draft().reportsToId()).isEqualTo(boss);
        assertThat(find(null)).extracting(ContactRow::id).containsExactlyInAnyOrder(first, second, aside);
        assertThat(contacts.page(new ContactFilter(account, null, Set.of(), Set.of(), false, true), Slice.first(9, ContactSort.NAME)))
                .extracting(ContactRow::id).containsExactly(boss);
        assertThat(kinds()).contains("account.contact.succeeded");
        // On the chart nobody hangs below somebody who is gone.
        assertThat(contacts.map(account).roots()).extracting(RelationshipMap.Node::name).containsExactlyInAnyOrder("First", "Aside");
        refused(() -> change(aside, draft -> reportingTo(draft, boss)), "problem.contact.notThere");
    }

    @Test
    void theMapSaysWhatShouldWorry() {
        Fixtures.signIn(company.member());
        LocalDate today = settings.today();
        assertThat(contacts.map(account).noDecider()).isFalse();
        long boss = contacts.save(met(named("Boss", null), today.minusDays(Contacts.NOT_MET_DAYS)));
        contacts.save(met(named("Low", boss), today.minusDays(Contacts.NOT_MET_DAYS + 1)));
        contacts.save(named("Never", boss));

        var map = contacts.map(account);

        assertThat(map.people()).isEqualTo(3);
        assertThat(map.notMet()).isEqualTo(2);
        assertThat(map.hangsOn()).isEqualTo("Boss");
        assertThat(map.noDecider()).isTrue();
        assertThat(map.roots()).singleElement().satisfies(root -> assertThat(root.below()).extracting(RelationshipMap.Node::name)
                .containsExactly("Low", "Never"));
    }

    @Test
    void twoWhoChangeOnePersonAreToldOfEachOther() {
        Fixtures.signIn(company.member());
        long id = contacts.save(named("Wang", null));
        var read = contacts.get(id).draft();
        change(id, draft -> met(draft, settings.today()));

        assertThatThrownBy(() -> contacts.save(read)).isInstanceOf(ConflictException.class);
    }

    @Test
    void anArchivedAccountKeepsItsPeopleAsTheyAre() {
        long id = fixtures.as(company.member(), () -> contacts.save(named("Wang", null)));
        fixtures.as(company.manager(), () -> accounts.archive(account, accounts.get(account).draft().version()));
        Fixtures.signIn(company.member());

        assertThat(contacts.get(id).mayEdit()).isFalse();
        refused(() -> contacts.save(contacts.get(id).draft()), "problem.archived");
    }

    @Test
    void theSchemaRefusesWhatTheServiceWould() {
        Fixtures.signIn(company.member());
        long id = contacts.save(named("Wang", null));
        long other = fixtures.account(company, "Beta", company.member());
        long elsewhere = contacts.save(new ContactDraft(null, other, "Elsewhere", null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, Consent.UNKNOWN, null, false, null, null, null, null, 0));

        for (String attack : List.of("reports_to_id = " + id, "reports_to_id = " + elsewhere, "successor_id = " + elsewhere + ", left_on = '2020-01-01'",
                "attitude = 'FRIEND'", "decision_role = 'BOSS'", "influence = 'HUGE'", "consent = 'MAYBE'", "channel = 'FAX'", "account_id = 1",
                "account_id = null", "name = null", "reports_to_id = " + Ids.next())) {
            Attacks.refused(attack, () -> jdbc.update("update account_contact set " + attack + " where id = ?", id));
        }
        Attacks.refused("a successor of somebody who is there", () -> jdbc.update("update account_contact set successor_id = ? where id = ?",
                contacts.save(named("Li", null)), id));
    }

    // ---- helpers ----

    private List<ContactRow> find(@Nullable String text) {
        return contacts.page(new ContactFilter(account, text, Set.of(), Set.of(), false, false), Slice.first(50, ContactSort.NAME));
    }

    private List<String> kinds() {
        return timeline.page(account, null, 50).stream().map(TimelineEntry::kind).toList();
    }

    private ContactDraft named(String name, @Nullable Long boss) {
        return new ContactDraft(null, account, name, null, null, null, null, null, boss, null, null, null, null, null, null, null, null,
                Consent.UNKNOWN, null, false, null, null, null, null, 0);
    }

    private void change(long id, UnaryOperator<ContactDraft> change) {
        contacts.save(change.apply(contacts.get(id).draft()));
    }

    private static ContactDraft reportingTo(ContactDraft draft, long boss) {
        return new ContactDraft(draft.id(), draft.accountId(), draft.name(), null, null, null, null, null, boss, null, null, null, null, null, null, null,
                null, Consent.UNKNOWN, null, false, draft.lastMetOn(), draft.leftOn(), draft.successorId(), null, draft.version());
    }

    private static ContactDraft leaving(ContactDraft draft, LocalDate on, long successor) {
        return new ContactDraft(draft.id(), draft.accountId(), draft.name(), null, null, null, null, null, draft.reportsToId(), null, null, null, null, null,
                null, null, null, Consent.UNKNOWN, null, false, draft.lastMetOn(), on, successor, null, draft.version());
    }

    private static ContactDraft met(ContactDraft draft, LocalDate on) {
        return new ContactDraft(draft.id(), draft.accountId(), draft.name(), null, null, null, null, null, draft.reportsToId(), null, null, null, null, null,
                null, null, null, Consent.UNKNOWN, null, false, on, draft.leftOn(), draft.successorId(), null, draft.version());
    }

    private static void refused(Runnable act, String key) {
        assertThatThrownBy(act::run).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).extracting(app.mainstay.shared.Problem::key).containsExactly(key));
    }
}
