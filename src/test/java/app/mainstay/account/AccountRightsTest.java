package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.note.NoteDraft;
import app.mainstay.account.note.Notes;
import app.mainstay.security.Viewer;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;

/** Who may do what with an account of the member: every way in, for everybody. */
@DatabaseTest
class AccountRightsTest {

    /** What somebody gets. */
    enum Gets { DONE, EMPTY, NOT_FOUND, REFUSED, DENIED }

    /** Somebody tries something with the account. */
    interface Try {
        @Nullable Object on(AccountRightsTest test, Fixtures.Company company, long accountId);
    }

    private static final LocalDate DAY = LocalDate.ofInstant(TestClock.START, ZoneOffset.UTC);
    private static final Map<String, Function<Fixtures.Company, @Nullable Viewer>> PEOPLE = new LinkedHashMap<>();

    static {
        PEOPLE.put("member", Fixtures.Company::member);
        PEOPLE.put("colleague", Fixtures.Company::colleague);
        PEOPLE.put("manager", Fixtures.Company::manager);
        PEOPLE.put("director", Fixtures.Company::director);
        PEOPLE.put("administrator", Fixtures.Company::administrator);
        PEOPLE.put("outsider", Fixtures.Company::outsider);
        PEOPLE.put("stranger", Fixtures.Company::stranger);
        PEOPLE.put("nobody", company -> null);
    }

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountScope scope;
    @Autowired
    Timeline timeline;
    @Autowired
    AccountPeople people;
    @Autowired
    AccountHistory history;
    @Autowired
    AccountStanding standing;
    @Autowired
    AccountGroups groups;
    @Autowired
    AccountFacts facts;
    @Autowired
    AccountDocuments documents;
    @Autowired
    MergedAccounts merged;
    @Autowired
    Contacts contacts;
    @Autowired
    Notes notes;

    static Stream<Arguments> table() {
        var name = AccountFilter.text("Acme");
        return Stream.of(
                //                        member      colleague   manager     director    administrator outsider  stranger    nobody
                row("get",               "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.accounts.get(id)),
                row("page",              "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> t.accounts.page(name, Slice.first(10, AccountSort.NAME))),
                row("count",             "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> t.accounts.count(name)),
                row("estimate",          "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> t.accounts.estimate(name)),
                row("ids",               "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> t.accounts.ids(name, 0, 10)),
                row("stream",            "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> {
                            var rows = new ArrayList<AccountRow>();
                            t.accounts.stream(name, List.of(), rows::add);
                            return rows;
                        }),
                row("findByKey",         "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> t.accounts.findByKey("ACME", null)),
                row("representativeAt",  "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.accounts.representativeAt(id, TestClock.START)),
                row("timeline",          "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.timeline.page(id, null, 10)),
                row("sees",              "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> t.scope.sees(id)),
                row("history",               "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.history.page(id, null, 10))),
                row("history of contacts",   "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.history.parts(id, "account_contact", null, 10))),
                row("kinds of the story",    "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.timeline.kinds(id))),
                row("people of the story",   "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.timeline.actors(id))),
                row("contacts' map",         "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.contacts.map(id))),
                row("contact to be written", "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.contacts.blank(id))),
                row("notes",                 "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.notes.page(id, null, 10))),
                row("notes on top",          "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.notes.pinned(id))),
                row("files",                 "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.documents.page(id, null, 10))),
                row("tiers",                 "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.standing.tiers(id))),
                row("lifecycles",            "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.standing.lifecycles(id))),
                row("next lifecycles",       "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.standing.next(id))),
                row("save plans",            "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.standing.plans(id))),
                row("tier on a day",         "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.standing.tierOn(id, DAY))),
                row("group",                 "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.groups.of(id))),
                row("dates",                 "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.facts.dates(id))),
                row("why",                   "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.scope.why(id))),
                row("merged",                "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.merged.ended(id))),
                row("writes notes",          "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> t.notes.writes(id)),
                row("writes contacts",       "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> t.contacts.writes(id)),
                row("adds files",            "DONE        EMPTY       DONE        DONE        EMPTY       EMPTY       EMPTY       DENIED",
                        (t, c, id) -> t.documents.writes(id)),
                row("contact",               "DONE        NOT_FOUND   DONE        DONE        DENIED      NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.contacts.save(t.contact(id))),
                row("note",                  "DONE        NOT_FOUND   DONE        DONE        DENIED      NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.notes.save(new NoteDraft(null, id, "Prefers calls", 0))),
                row("file",                  "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.documents.add(id, "plan.txt", new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)))),
                row("tier",                  "DONE        NOT_FOUND   DONE        DONE        DENIED      NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.standing.change(new AccountStanding.TierChange(id, 0, Tier.STRATEGIC, DAY, "Grew")))),
                row("change",            "DONE        NOT_FOUND   DONE        DONE        DENIED      NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.accounts.save(with(t.draftOf(c, id), "Acme Group", c.member()))),
                row("assign by form",    "REFUSED     NOT_FOUND   REFUSED     REFUSED     DENIED      NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.accounts.save(with(t.draftOf(c, id), "Acme", c.colleague()))),
                row("team",              "DONE        NOT_FOUND   DONE        DONE        NOT_FOUND   NOT_FOUND   NOT_FOUND   DENIED",
                        (t, c, id) -> t.run(() -> t.people.of(id))),
                row("add to team",       "DENIED      DENIED      DONE        DONE        DENIED      NOT_FOUND   DENIED      DENIED",
                        (t, c, id) -> t.run(() -> t.people.setMember(id, c.stranger().id(), TeamRole.PRESALES))),
                row("backup elsewhere",  "DENIED      DENIED      REFUSED     DONE        DENIED      NOT_FOUND   DENIED      DENIED",
                        (t, c, id) -> t.run(() -> t.people.setMember(id, c.stranger().id(), TeamRole.BACKUP))),
                row("take off team",     "DENIED      DENIED      DONE        DONE        DENIED      NOT_FOUND   DENIED      DENIED",
                        (t, c, id) -> t.run(() -> t.people.removeMember(id, c.stranger().id(), TeamRole.PRESALES))),
                row("create",            "DENIED      DENIED      DONE        DONE        DENIED      REFUSED     DENIED      DENIED",
                        (t, c, id) -> t.accounts.save(Fixtures.draft("Bolt", c.member()))),
                row("create below it",   "DENIED      DENIED      DONE        DONE        DENIED      REFUSED     DENIED      DENIED",
                        (t, c, id) -> t.accounts.save(below(id, c))),
                row("archive",           "DENIED      DENIED      DONE        DONE        DENIED      NOT_FOUND   DENIED      DENIED",
                        (t, c, id) -> t.run(() -> t.accounts.archive(id, 0))),
                row("restore",           "DENIED      DENIED      DONE        DONE        DENIED      NOT_FOUND   DENIED      DENIED",
                        (t, c, id) -> t.run(() -> t.accounts.restore(id, 0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void everybodyGetsWhatTheTableSays(String what, Map<String, Gets> expected, Try attempt) {
        var actual = new LinkedHashMap<String, Gets>();
        var company = fixtures.company();
        PEOPLE.forEach((person, viewer) -> {
            // A fresh account for each person, since some change it.
            long id = fixtures.account(company, "Acme", company.member());
            actual.put(person, outcome(viewer.apply(company), () -> attempt.on(this, company, id)));
            rename(company);
            // Who was given a place must not see the next one's account by it.
            fixtures.as(company.director(), () -> people.of(id).forEach(member -> people.removeMember(id, member.userId(), member.role())));
        });
        assertThat(actual).as(what).isEqualTo(expected);
    }

    /** A company's key is unique for everybody, so "taken" is the one thing that people without sight of an account can learn. */
    @Test
    void anAccountOutOfSightIsNeitherCountedNorNamedAsParent() {
        var company = fixtures.company();
        long north = fixtures.account(company, "North star", company.member());
        long south = fixtures.account(company, "South star", company.stranger());
        fixtures.as(company.director(), () -> accounts.save(with(accounts.get(south).draft(), "South star", company.stranger(), north)));

        fixtures.as(company.outsider(), () -> {
            assertThat(accounts.count(AccountFilter.text("star"))).isEqualTo(1);
            assertThat(accounts.get(south).parentName()).isNull();
            assertThat(accounts.page(AccountFilter.ALL, Slice.first(10, AccountSort.NAME))).singleElement()
                    .satisfies(row -> assertThat(row.parentName()).isNull());
        });
    }

    private Gets outcome(@Nullable Viewer viewer, Supplier<@Nullable Object> attempt) {
        try {
            Object result = viewer == null ? attempt.get() : fixtures.as(viewer, attempt);
            boolean empty = result instanceof List<?> list && list.isEmpty() || result instanceof Optional<?> found && found.isEmpty()
                    || Long.valueOf(0).equals(result) || Boolean.FALSE.equals(result);
            return empty ? Gets.EMPTY : Gets.DONE;
        } catch (NotFoundException e) {
            return Gets.NOT_FOUND;
        } catch (RefusedException e) {
            return Gets.REFUSED;
        } catch (AccessDeniedException | AuthenticationException e) {
            return Gets.DENIED;
        }
    }

    /** Makes way for the next account of the same name. */
    private void rename(Fixtures.Company company) {
        fixtures.as(company.director(), () -> {
            for (String name : List.of("Acme", "Acme Group", "Bolt", "Daughter")) {
                accounts.findByKey(name, null).ifPresent(id -> {
                    var details = accounts.get(id);
                    if (details.archivedAt() != null) {
                        accounts.restore(id, details.draft().version());
                    }
                    accounts.save(with(accounts.get(id).draft(), "Old " + id, company.member(), null));
                });
            }
        });
    }

    private AccountDraft draftOf(Fixtures.Company company, long id) {
        return fixtures.as(company.director(), () -> accounts.get(id).draft());
    }

    private ContactDraft contact(long accountId) {
        return new ContactDraft(null, accountId, "Wang Li", null, null, null, null, null, null, null, null, null, null, null, null, null, null, Consent.UNKNOWN,
                null, false, null, null, null, null, 0);
    }

    private @Nullable Object run(Runnable work) {
        work.run();
        return null;
    }

    private static AccountDraft with(AccountDraft draft, String name, Viewer representative) {
        return with(draft, name, representative, draft.parentId());
    }

    private static AccountDraft with(AccountDraft draft, String name, Viewer representative, @Nullable Long parentId) {
        return new AccountDraft(draft.id(), name, draft.shortName(), draft.creditCode(), draft.tier(), draft.sector(), draft.region(),
                parentId, draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(),
                representative.id(), draft.version());
    }

    private static AccountDraft below(long parentId, Fixtures.Company company) {
        return with(Fixtures.draft("Daughter", company.member()), "Daughter", company.member(), parentId);
    }

    private static Arguments row(String what, String outcomes, Try attempt) {
        var expected = new LinkedHashMap<String, Gets>();
        var words = outcomes.split(" +");
        int i = 0;
        for (String person : PEOPLE.keySet()) {
            expected.put(person, Gets.valueOf(words[i++]));
        }
        return Arguments.of(what, expected, attempt);
    }
}
