package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountHistory.Told;
import app.mainstay.account.AccountRevision.Change;
import app.mainstay.account.AccountRevision.Reference;
import app.mainstay.account.AccountStanding.TierChange;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.contact.DecisionRole;
import app.mainstay.account.note.NoteDraft;
import app.mainstay.account.note.Notes;
import app.mainstay.audit.AuditAct;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@DatabaseTest
class AccountHistoryTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountStanding standing;
    @Autowired
    AccountHistory history;
    @Autowired
    AccountPeople people;
    @Autowired
    Notes notes;
    @Autowired
    Contacts contacts;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void anAccount() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        Fixtures.signIn(company.member());
    }

    @Test
    void tellsWhoChangedWhichFieldFromWhatToWhatWhenAndWhy() {
        clock.advance(Duration.ofHours(1));
        change(draft -> with(draft, "Acme Group", "technology", null, Money.of("5", "CNY"), List.of("5G", "gold")));
        clock.advance(Duration.ofHours(1));
        standing.change(new TierChange(acme, version(), Tier.STRATEGIC, LocalDate.parse("2026-11-24"), "Grew"));
        change(draft -> with(draft, "Acme Group", null, null, Money.of("6", "USD"), List.of("gold", "new")));
        fixtures.as(company.director(), () -> accounts.archive(acme, version()));

        var page = history.page(acme, null, 10);
        assertThat(page).extracting(AccountRevision::actor, AccountRevision::at, AccountRevision::reason, AccountRevision::created).containsExactly(
                tuple("Director", TestClock.START.plus(Duration.ofHours(2)), null, false),
                tuple("Member", TestClock.START.plus(Duration.ofHours(2)), null, false),
                tuple("Member", TestClock.START.plus(Duration.ofHours(2)), "Grew", false),
                tuple("Member", TestClock.START.plus(Duration.ofHours(1)), null, false),
                tuple("Director", TestClock.START, null, true));
        assertThat(page.getFirst().changes()).containsExactly(new Change("archived", null, TestClock.START.plus(Duration.ofHours(2)), false));
        assertThat(page.get(1).changes()).containsExactly(new Change("sector", "technology", null, true),
                new Change("revenue", Money.of("5", "CNY"), Money.of("6", "USD"), true), new Change("tags", List.of("5G"), List.of("new"), true));
        assertThat(page.get(2).changes()).containsExactly(new Change("tier", Tier.CORE, Tier.STRATEGIC, false));
        assertThat(page.get(3).changes()).containsExactly(new Change("name", "Acme", "Acme Group", true), new Change("sector", null, "technology", true),
                new Change("revenue", null, Money.of("5", "CNY"), true), new Change("tags", null, List.of("5G", "gold"), true));
        assertThat(page.getLast().changes()).isEmpty();
    }

    @Test
    void whatBelongsToTheAccountHasAHistoryTooAlsoWhenItIsGone() {
        fixtures.as(company.manager(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP));
        clock.advance(Duration.ofHours(1));
        fixtures.as(company.manager(), () -> people.removeMember(acme, company.colleague().id(), TeamRole.BACKUP));
        long note = notes.save(new NoteDraft(null, acme, "Prefers WeChat", 0));
        notes.remove(note, 0);
        long person = contacts.save(contact(null, "Wang Li", null, 0));
        contacts.save(contact(person, "Wang Li", "Buyer", 0));

        var team = history.parts(acme, "account_member", null, 10);
        assertThat(team).extracting(told -> told.change().act(), Told::actor, told -> told.change().at()).containsExactly(
                tuple(AuditAct.DELETED, "Manager", TestClock.START.plus(Duration.ofHours(1))), tuple(AuditAct.ADDED, "Manager", TestClock.START));
        assertThat(values(team.getFirst())).contains("user_id: " + company.colleague().id() + " > null", "role: BACKUP > null");
        assertThat(team.getFirst().called().get("security_user")).containsEntry(company.colleague().id(), "Colleague");
        assertThat(history.parts(acme, "account_note", null, 10)).hasSize(2).anySatisfy(told -> assertThat(values(told)).contains("note_text: null > Prefers WeChat"));
        assertThat(fixtures.as(company.manager(), () -> history.parts(acme, "account_note", null, 10))).hasSize(2);
        fixtures.as(company.manager(), () -> people.setMember(acme, company.colleague().id(), TeamRole.SERVICE));
        assertThat(fixtures.as(company.colleague(), () -> history.parts(acme, "account_note", null, 10)))
                .as("a removed note's words stay with its author and with those who lead").isEmpty();
        var contact = history.parts(acme, "account_contact", null, 1).getFirst();
        assertThat(contact.name()).isEqualTo("Wang Li");
        assertThat(values(contact)).containsExactly("title: null > Buyer");
        assertThat(history.parts(acme, "account_contact", contact.change().position(), 10)).singleElement()
                .satisfies(told -> assertThat(values(told)).contains("name: null > Wang Li").noneMatch(value -> value.startsWith("account_id")));
    }

    @Test
    void theHistoryOfPartsIsForThoseWhoSeeTheAccount() {
        fixtures.as(company.manager(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP));

        assertThatThrownBy(() -> fixtures.as(company.stranger(), () -> history.parts(acme, "account_member", null, 10))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> history.parts(acme, "security_user", null, 10)).isInstanceOf(NotFoundException.class);
        long other = fixtures.account(company, "Other", company.member());
        assertThat(history.parts(other, "account_member", null, 10)).isEmpty();
    }

    @Test
    void aContactsValueComesBackByTheRulesOfItsForm() {
        long boss = contacts.save(contact(null, "Zhao Min", null, 0));
        long person = contacts.save(contact(null, "Wang Li", "Buyer", 0));
        contacts.save(full(person, "Wang Li", DecisionRole.APPROVER, boss, "li@acme.cn", Consent.GIVEN, LocalDate.parse("2026-11-01"), version(person)));
        contacts.save(full(person, "Wang Lily", null, null, null, Consent.UNKNOWN, null, version(person)));
        var told = latest("account_contact", person);
        assertThat(told.restorable()).containsExactlyInAnyOrder("name", "decision_role", "reports_to_id", "email", "consent", "consent_on");

        for (String column : List.of("decision_role", "reports_to_id", "email", "consent")) {
            history.restore(acme, "account_contact", person, version(person), told.change().revision(), column);
        }
        assertThat(contacts.get(person).draft()).extracting(ContactDraft::name, ContactDraft::decisionRole, ContactDraft::reportsToId, ContactDraft::email,
                ContactDraft::consent, ContactDraft::consentOn)
                .containsExactly("Wang Lily", DecisionRole.APPROVER, boss, "li@acme.cn", Consent.GIVEN, LocalDate.parse("2026-11-01"));
        assertThat(latest("account_contact", person).change().reason()).isEqualTo(AccountHistory.RESTORED);

        long cleared = latest("account_contact", person).change().revision();
        contacts.save(full(person, "Wang Lily", null, null, null, Consent.UNKNOWN, null, version(person)));
        long again = latest("account_contact", person).change().revision();
        contacts.save(full(boss, "Zhao Min", null, person, null, Consent.UNKNOWN, null, version(boss)));
        assertThat(catchThrowableOfType(RefusedException.class, () -> history.restore(acme, "account_contact", person, version(person), again, "reports_to_id")).problems())
                .extracting(Problem::field, Problem::key).containsExactly(tuple("reportsToId", "problem.contact.cycle"));
        int old = version(person);
        contacts.save(full(person, "Wang Lily", DecisionRole.USER, null, null, Consent.UNKNOWN, null, old));
        assertThatThrownBy(() -> history.restore(acme, "account_contact", person, old, again, "email")).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> history.restore(acme, "account_contact", person, version(person), again, "left_on")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> history.restore(acme, "account_contact", person, version(person), again + 1, "email")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> history.restore(acme, "account_contact", boss, version(boss), cleared, "email")).as("another one's revision")
                .isInstanceOf(NotFoundException.class);
        long first = history.parts(acme, "account_contact", null, 100).getLast().change().revision();
        assertThatThrownBy(() -> history.restore(acme, "account_contact", boss, version(boss), first, "name")).as("nothing was before").isInstanceOf(NotFoundException.class);
    }

    @Test
    void aNoteComesBackToItsAuthorAndThoseWhoLeadOnly() {
        long note = notes.save(new NoteDraft(null, acme, "Prefers WeChat", 0));
        notes.save(new NoteDraft(note, acme, "Prefers calls", 0));
        fixtures.as(company.manager(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP));
        long changed = latest("account_note", note).change().revision();

        fixtures.as(company.colleague(), () -> {
            assertThat(latest("account_note", note).restorable()).as("writes here, but it is another's").isEmpty();
            assertThatThrownBy(() -> history.restore(acme, "account_note", note, 1, changed, "note_text")).isInstanceOf(NotFoundException.class);
        });
        assertThatThrownBy(() -> history.restore(acme, "account_note", note, 0, changed, "note_text")).isInstanceOf(ConflictException.class);
        history.restore(acme, "account_note", note, 1, changed, "note_text");
        assertThat(notes.get(note).text()).isEqualTo("Prefers WeChat");
        notes.remove(note, 2);
        history.restore(acme, "account_note", note, 3, latest("account_note", note).change().revision(), "removed_at");
        assertThat(notes.get(note).text()).isEqualTo("Prefers WeChat");
        history.restore(acme, "account_note", note, 4, latest("account_note", note).change().revision(), "removed_at");
        assertThatThrownBy(() -> notes.get(note)).as("removed again").isInstanceOf(NotFoundException.class);
    }

    @Test
    void aSavePlansValueComesBackWhileThePlanIsOpen() {
        var due = LocalDate.parse("2026-12-20");
        standing.change(new AccountStanding.LifecycleChange(acme, version(), Lifecycle.ACTIVE, LocalDate.parse("2026-11-24"), "First order", null));
        clock.advance(Duration.ofDays(1));
        standing.change(new AccountStanding.LifecycleChange(acme, version(), Lifecycle.AT_RISK, LocalDate.parse("2026-11-25"), "Complains",
                new SavePlanDraft("Visit", company.member().id(), due)));
        standing.change(acme, new SavePlanDraft("Call", company.member().id(), due.plusDays(5)), standing.openPlan(acme).orElseThrow().version());
        var plan = standing.openPlan(acme).orElseThrow();
        var told = latest("account_save_plan", plan.id());
        assertThat(told.restorable()).containsExactlyInAnyOrder("plan_text", "due_on");

        history.restore(acme, "account_save_plan", plan.id(), told.version(), told.change().revision(), "plan_text");
        assertThat(standing.openPlan(acme).orElseThrow()).extracting(SavePlan::text, SavePlan::dueOn).containsExactly("Visit", due.plusDays(5));
        assertThatThrownBy(() -> history.restore(acme, "account_save_plan", plan.id(), told.version(), told.change().revision(), "due_on"))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void whoOnlyReadsOrSeesNothingRestoresNoPart() {
        long person = contacts.save(contact(null, "Wang Li", "Buyer", 0));
        contacts.save(contact(person, "Wang Li", null, 0));
        long revision = latest("account_contact", person).change().revision();
        for (var outsider : List.of(company.colleague(), company.outsider(), company.stranger(), company.administrator())) {
            fixtures.as(outsider, () -> assertThatThrownBy(() -> history.restore(acme, "account_contact", person, 1, revision, "title"))
                    .isInstanceOfAny(NotFoundException.class, AccessDeniedException.class));
        }
        fixtures.reassign(company.manager(), acme, company.colleague());
        assertThatThrownBy(() -> history.restore(acme, "account_contact", person, 1, revision, "title")).as("gave it away").isInstanceOf(NotFoundException.class);
        fixtures.as(company.director(), () -> accounts.archive(acme, version()));
        fixtures.as(company.director(), () -> {
            assertThat(latest("account_contact", person).restorable()).isEmpty();
            assertThatThrownBy(() -> history.restore(acme, "account_contact", person, 1, revision, "title")).isInstanceOf(NotFoundException.class);
        });
        assertThat(fixtures.as(company.director(), () -> contacts.get(person)).draft().title()).isNull();
    }

    private Told latest(String thing, long id) {
        return history.parts(acme, thing, null, 100).stream().filter(told -> told.change().id() == id).findFirst().orElseThrow();
    }

    private int version(long contact) {
        return contacts.get(contact).draft().version();
    }

    private ContactDraft full(long id, String name, @Nullable DecisionRole role, @Nullable Long boss, @Nullable String email, Consent consent,
                              @Nullable LocalDate consentOn, int version) {
        return new ContactDraft(id, acme, name, "Buyer", null, role, null, null, boss, email, null, null, null, null, null, null, null, consent, consentOn,
                false, null, null, null, null, version);
    }

    private static List<String> values(Told told) {
        return told.change().fields().stream().map(field -> field.field().column() + ": " + field.before() + " > " + field.after()).toList();
    }

    private ContactDraft contact(@Nullable Long id, String name, @Nullable String title, int version) {
        return new ContactDraft(id, acme, name, title, null, null, null, null, null, null, null, null, null, null, null, null, null, Consent.UNKNOWN, null,
                false, null, null, null, null, version);
    }

    @Test
    void comesPageByPage() {
        for (int i = 0; i < 7; i++) {
            int employees = i + 1;
            change(draft -> employees(draft, employees));
        }
        List<Object> seen = new ArrayList<>();
        Long last = null;
        for (List<AccountRevision> page; !(page = history.page(acme, last, 3)).isEmpty(); last = page.getLast().id()) {
            page.forEach(revision -> seen.add(revision.created() ? "created" : revision.changes()));
        }
        assertThat(seen).hasSize(8).startsWith(List.of(new Change("employees", 6, 7, true))).endsWith("created")
                .contains(List.of(new Change("employees", null, 1, true)));
    }

    @Test
    void aSingleValueComesBackByTheRulesOfTheForm() {
        change(draft -> with(draft, "Acme Group", "technology", null, null, List.of("5G", "gold")));
        change(draft -> with(draft, "Acme Limited", null, null, null, List.of("gold", "new")));
        long latest = history.page(acme, null, 1).getFirst().id();

        history.restore(acme, version(), latest, "sector");
        assertThat(accounts.get(acme).draft()).extracting(AccountDraft::name, AccountDraft::sector, AccountDraft::tags)
                .containsExactly("Acme Limited", "technology", List.of("gold", "new"));
        assertThat(history.page(acme, null, 1).getFirst()).satisfies(revision -> {
            assertThat(revision.reason()).isEqualTo(AccountHistory.RESTORED);
            assertThat(revision.changes()).containsExactly(new Change("sector", null, "technology", true));
        });
        change(draft -> with(draft, draft.name(), draft.sector(), null, null, List.of("gold", "later", "new")));
        history.restore(acme, version(), latest, "tags");
        assertThat(accounts.get(acme).draft().tags()).as("what came later stays").containsExactly("5G", "gold", "later");

        fixtures.account(company, "ACME GROUP", company.colleague());
        assertThat(catchThrowableOfType(RefusedException.class, () -> history.restore(acme, version(), latest, "name")).problems())
                .extracting(Problem::field, Problem::key).containsExactly(tuple("name", "problem.taken"));
        int old = version();
        change(draft -> employees(draft, 5));
        assertThatThrownBy(() -> history.restore(acme, old, latest, "sector")).isInstanceOf(ConflictException.class);
        for (String field : List.of("tier", "lifecycle", "primaryRepId", "unit", "archived", "nonsense")) {
            assertThatThrownBy(() -> history.restore(acme, version(), latest, field)).as(field).isInstanceOf(NotFoundException.class);
        }
        assertThatThrownBy(() -> history.restore(acme, version(), latest + 1, "sector")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> history.restore(acme, version(), history.page(acme, null, 100).getLast().id(), "sector"))
                .as("before the first there is nothing").isInstanceOf(NotFoundException.class);
    }

    @Test
    void whoDoesNotSeeItReadsAndRestoresNothingAndParentsOutOfSightHaveNoName() {
        long head = fixtures.account(company, "Head", company.stranger());
        fixtures.as(company.director(), () -> accounts.save(with(accounts.get(acme).draft(), "Acme", null, head, null, List.of())));
        fixtures.as(company.director(), () -> accounts.save(with(accounts.get(acme).draft(), "Acme", null, null, null, List.of())));
        assertThat(history.page(acme, null, 1).getFirst().changes()).containsExactly(new Change("parentId", new Reference(head, null), null, false));
        assertThat(fixtures.as(company.director(), () -> history.page(acme, null, 1)).getFirst().changes())
                .containsExactly(new Change("parentId", new Reference(head, "Head"), null, true));
        long latest = history.page(acme, null, 1).getFirst().id();
        assertThat(catchThrowableOfType(RefusedException.class, () -> history.restore(acme, version(), latest, "parentId")).problems())
                .extracting(Problem::key).containsExactly("problem.notFound");

        for (var outsider : List.of(company.colleague(), company.outsider(), company.administrator())) {
            fixtures.as(outsider, () -> assertThatThrownBy(() -> history.page(acme, null, 10)).isInstanceOf(NotFoundException.class));
            fixtures.as(outsider, () -> assertThatThrownBy(() -> history.restore(acme, 0, latest, "name"))
                    .isInstanceOfAny(NotFoundException.class, AccessDeniedException.class));
        }
    }

    private void change(UnaryOperator<AccountDraft> change) {
        accounts.save(change.apply(accounts.get(acme).draft()));
    }

    private int version() {
        return accounts.get(acme).draft().version();
    }

    private static AccountDraft with(AccountDraft draft, String name, @Nullable String sector, @Nullable Long parent, @Nullable Money revenue,
                                     List<String> tags) {
        return new AccountDraft(draft.id(), name, draft.shortName(), draft.creditCode(), draft.tier(), sector, draft.region(), parent, revenue,
                draft.employees(), draft.founded(), draft.website(), draft.address(), tags, draft.primaryRepId(), draft.version());
    }

    private static AccountDraft employees(AccountDraft draft, int employees) {
        return new AccountDraft(draft.id(), draft.name(), draft.shortName(), draft.creditCode(), draft.tier(), draft.sector(), draft.region(),
                draft.parentId(), draft.revenue(), employees, draft.founded(), draft.website(), draft.address(), draft.tags(), draft.primaryRepId(),
                draft.version());
    }
}
