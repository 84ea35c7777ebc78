package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.security.Role;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

/** Who sees and changes an account beside its primary representative: by a place in the team, standing in, and for a while after giving it away. */
@DatabaseTest
class AccountPeopleTest {

    private static final Instant NOW = TestClock.START;

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountPeople people;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountScope scope;
    @Autowired
    UserService users;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;
    private long acme;
    private long bolt;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt", company.member());
    }

    @Test
    void whoIsOnTheTeamSeesThatAccountEverywhereAndChangesIt() {
        for (var role : TeamRole.values()) {
            var person = fixtures.user("p" + role.name().toLowerCase(), Role.MEMBER, role == TeamRole.BACKUP ? company.city() : company.south());
            setMember(acme, person, role);

            assertThat(seen(person)).as(role.name()).containsExactly("Acme");
            assertThat(fixtures.as(person, () -> accounts.get(acme).mayEdit())).isTrue();
            assertThat(fixtures.as(person, () -> accounts.sees(bolt))).isFalse();
            fixtures.as(person, () -> accounts.save(changed(accounts.get(acme).draft(), person.displayName())));

            fixtures.as(company.manager(), () -> people.removeMember(acme, person.id(), role));
            assertThat(seen(person)).isEmpty();
            assertThatThrownBy(() -> fixtures.as(person, () -> accounts.get(acme))).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void aManagerOnTheTeamElsewhereSeesItBesideTheOwnUnitButNeitherAssignsNorArchivesIt() {
        long own = fixtures.account(company, "Own", company.stranger());
        setMember(acme, company.outsider(), TeamRole.SPONSOR);

        assertThat(seen(company.outsider())).containsExactly("Acme", "Own");
        assertThat(fixtures.as(company.outsider(), () -> accounts.page(AccountFilter.ALL.withUnits(java.util.Set.of(company.south())),
                Slice.first(9, AccountSort.NAME)))).extracting(AccountRow::name).containsExactly("Own");
        assertThat(fixtures.as(company.outsider(), () -> List.of(scope.assigns(acme), scope.assigns(own), scope.writes(acme)))).containsExactly(false, true, true);
        assertThat(refused(company.outsider(), () -> accounts.archive(acme, version(acme)))).extracting(Problem::key)
                .containsExactly("account.problem.otherUnit");
        assertThat(refused(company.outsider(), () -> people.setMember(acme, company.stranger().id(), TeamRole.SERVICE))).extracting(Problem::key)
                .containsExactly("account.problem.otherUnit");
    }

    @Test
    void aStandInSeesAndChangesEverythingOfTheAbsentOneForThatTimeOnly() {
        Instant from = NOW.plus(Duration.ofDays(1));
        Instant until = NOW.plus(Duration.ofDays(3));
        system(() -> people.standIn(7, company.member().id(), company.stranger().id(), from, until));

        assertThat(seen(company.stranger())).isEmpty();
        clock.set(from);
        assertThat(seen(company.stranger())).containsExactly("Acme", "Bolt");
        fixtures.as(company.stranger(), () -> accounts.save(changed(accounts.get(acme).draft(), "by stand-in")));
        assertThat(fixtures.as(company.director(), () -> people.standInFor(company.member().id()))).contains(company.stranger().id());
        assertThat(jdbc.sql("select primary_rep_id from account where id = ?").param(acme).query(Long.class).single()).isEqualTo(company.member().id());
        clock.set(until.minusNanos(1_000));
        assertThat(seen(company.stranger())).containsExactly("Acme", "Bolt");
        clock.set(until);
        assertThat(seen(company.stranger())).isEmpty();
        assertThat(fixtures.as(company.director(), () -> people.standInFor(company.member().id()))).isEmpty();
    }

    @Test
    void aManagerWhoStandsInElsewhereSeesThatBesideTheOwnUnitAndNoMoreOfTheOther() {
        fixtures.account(company, "Own", company.stranger());
        fixtures.account(company, "Colleague’s", company.colleague());
        system(() -> people.standIn(7, company.member().id(), company.outsider().id(), NOW, NOW.plus(Duration.ofDays(1))));
        assertThat(seen(company.outsider())).containsExactly("Acme", "Bolt", "Own");
    }

    @Test
    void standingInEndsEarlyWhenItIsSaidAndNeverWasWhereItHasNotBegun() {
        system(() -> people.standIn(7, company.member().id(), company.stranger().id(), NOW, NOW.plus(Duration.ofDays(3))));
        system(() -> people.standIn(8, company.member().id(), company.colleague().id(), NOW.plus(Duration.ofDays(5)), NOW.plus(Duration.ofDays(6))));
        clock.advance(Duration.ofHours(1));
        assertThat(seen(company.stranger())).hasSize(2);

        system(() -> {
            people.endStandIn(7);
            people.endStandIn(8);
        });

        assertThat(seen(company.stranger())).isEmpty();
        assertThat(jdbc.sql("select id from account_stand_in").query(Long.class).list()).containsExactly(7L);
    }

    @Test
    void whoGaveAnAccountAwayReadsItForAWhileAndChangesNothing() {
        fixtures.reassign(company.director(), acme, company.stranger());
        fixtures.reassign(company.director(), bolt, company.stranger());
        assertThat(seen(company.member())).isEmpty();
        system(() -> people.letRead(List.of(acme, bolt), company.member().id(), NOW.plus(Duration.ofDays(30))));
        system(() -> people.letRead(List.of(acme), company.member().id(), NOW.plus(Duration.ofDays(2))));

        clock.advance(Duration.ofDays(29));
        assertThat(seen(company.member())).as("never shorter than said before").containsExactly("Acme", "Bolt");
        fixtures.as(company.member(), () -> {
            assertThat(accounts.get(acme).mayEdit()).isFalse();
            assertThat(accounts.problems(accounts.get(acme).draft())).extracting(Problem::key).containsExactly("problem.readOnly");
        });
        assertThat(refused(company.member(), () -> accounts.save(changed(accounts.get(acme).draft(), "x")))).extracting(Problem::key)
                .containsExactly("problem.readOnly");
        clock.advance(Duration.ofDays(1));
        assertThat(seen(company.member())).isEmpty();
    }

    @Test
    void aManagerWhoOnlyReadsDoesNotArchiveEither() {
        long own = fixtures.account(company, "Own", company.stranger());
        fixtures.reassign(company.director(), own, company.member());
        system(() -> people.letRead(List.of(own), company.outsider().id(), NOW.plus(Duration.ofDays(30))));

        assertThat(refused(company.outsider(), () -> accounts.archive(own, version(own)))).extracting(Problem::key).containsExactly("problem.readOnly");
    }

    @Test
    void anAdministratorSeesNothingByAnyOfIt() {
        setMember(acme, company.colleague(), TeamRole.SERVICE);
        jdbc.sql("update account_member set user_id = ?").param(company.administrator().id()).update();
        system(() -> {
            people.standIn(7, company.member().id(), company.administrator().id(), NOW, NOW.plus(Duration.ofDays(3)));
            people.letRead(List.of(bolt), company.administrator().id(), NOW.plus(Duration.ofDays(3)));
        });

        assertThat(seen(company.administrator())).isEmpty();
        assertThat(refused(company.director(), () -> people.setMember(acme, company.administrator().id(), TeamRole.SERVICE)))
                .containsExactly(Problem.of("userId", "problem.notAssignable"));
    }

    @Test
    void someThousandPlacesAreSeenAsSomeAre() {
        var names = new ArrayList<String>();
        jdbc.sql("delete from account_tag").update();
        for (int i = 0; i < 1_005; i++) {
            names.add("N" + (10_000 + i));
        }
        var ids = names.stream().map(name -> fixtures.account(company, name, company.member())).toList();
        SystemWork.run(() -> transaction.execute(status -> {
            ids.forEach(id -> jdbc.sql("insert into account_member (id, version, account_id, user_id, role, since) select id, 0, id, :user, 'SERVICE', created_at "
                    + "from account where id = :id").param("user", company.stranger().id()).param("id", id).update());
            return null;
        }));

        assertThat(fixtures.as(company.stranger(), () -> accounts.count(AccountFilter.ALL))).isEqualTo(1_005);
        assertThat(fixtures.as(company.stranger(), () -> List.of(accounts.sees(ids.getLast()), accounts.sees(acme), scope.writes(ids.getLast()))))
                .containsExactly(true, false, true);
    }

    // ---- places ----

    @Test
    void anAccountHasOneBackupWhoIsNotItsRepresentative() {
        setMember(acme, company.colleague(), TeamRole.BACKUP);
        setMember(acme, company.colleague(), TeamRole.SERVICE);
        setMember(acme, company.manager(), TeamRole.BACKUP);

        assertThat(fixtures.as(company.member(), () -> people.of(acme))).extracting(AccountPeople.Member::name, AccountPeople.Member::role)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Manager", TeamRole.BACKUP),
                        org.assertj.core.groups.Tuple.tuple("Colleague", TeamRole.SERVICE));
        assertThat(refused(company.manager(), () -> people.setMember(acme, company.member().id(), TeamRole.BACKUP)))
                .containsExactly(Problem.of("userId", "account.problem.primaryIsBackup"));
        assertThat(fixtures.as(company.member(), () -> people.backups(List.of(acme, bolt)))).containsOnlyKeys(acme);
        assertThat(fixtures.as(company.stranger(), () -> people.backups(List.of(acme, bolt)))).isEmpty();
    }

    @Test
    void aBackupWhoBecomesTheRepresentativeLeavesThePlaceInTheSameTransaction() {
        setMember(acme, company.colleague(), TeamRole.BACKUP);
        setMember(bolt, company.colleague(), TeamRole.BACKUP);
        fixtures.reassign(company.manager(), acme, company.colleague());

        assertThat(fixtures.as(company.colleague(), () -> people.of(acme))).isEmpty();
        assertThat(fixtures.as(company.manager(), () -> people.of(bolt))).hasSize(1);
        var history = jdbc.sql("select revtype, revend is null open from account_member_aud where id = (select min(id) from account_member_aud) order by rev")
                .query((row, n) -> row.getInt(1) + " " + row.getBoolean(2)).list();
        assertThat(history).containsExactly("0 false", "2 true");
    }

    @Test
    void placesMoveToSomebodyElseAndThoseThatCannotAreGivenUp() {
        setMember(acme, company.colleague(), TeamRole.BACKUP);
        setMember(acme, company.colleague(), TeamRole.SERVICE);
        setMember(bolt, company.colleague(), TeamRole.SERVICE);
        setMember(bolt, company.member(), TeamRole.SERVICE);

        int moved = SystemWork.run(() -> transaction.execute(status -> people.moveMembers(null, company.colleague().id(), company.member().id())));

        assertThat(moved).isEqualTo(3);
        assertThat(fixtures.as(company.manager(), () -> people.placesOf(company.colleague().id(), 10))).isEmpty();
        assertThat(fixtures.as(company.manager(), () -> people.placesOf(company.member().id(), 10)))
                .extracting(place -> place.accountName() + " " + place.role()).containsExactly("Acme SERVICE", "Bolt SERVICE");
    }

    @Test
    void nobodyLeavesWhileOnATeam() {
        setMember(acme, company.colleague(), TeamRole.SERVICE);
        assertThat(refused(company.administrator(), () -> users.deactivate(company.colleague().id()))).containsExactly(Problem.of(null, "problem.onTeams", 1));
        assertThat(refused(company.administrator(), () -> {
            UserDraft draft = users.get(company.colleague().id());
            users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), Role.ADMINISTRATOR, draft.unitId(), draft.version()));
        })).containsExactly(Problem.of("role", "problem.onTeams", 1));
    }

    @Test
    void theStoryTellsWhoJoinedAndLeft() {
        setMember(acme, company.colleague(), TeamRole.BACKUP);
        setMember(acme, company.manager(), TeamRole.BACKUP);
        assertThat(jdbc.sql("select kind from account_timeline where account_id = ? order by id").param(acme).query(String.class).list())
                .containsExactly("account.created", "account.joined", "account.left", "account.joined");
    }

    @Test
    void membersGiveNoPlaces() {
        assertThatThrownBy(() -> setMember(company.member(), acme, company.colleague(), TeamRole.BACKUP)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> setMember(company.outsider(), acme, company.colleague(), TeamRole.BACKUP)).isInstanceOf(NotFoundException.class);
    }

    // ---- what the sentences above are made of ----

    private void setMember(long accountId, Viewer person, TeamRole role) {
        setMember(company.director(), accountId, person, role);
    }

    private void setMember(Viewer by, long accountId, Viewer person, TeamRole role) {
        fixtures.as(by, () -> people.setMember(accountId, person.id(), role));
    }

    private List<String> seen(Viewer viewer) {
        return fixtures.as(viewer, () -> {
            var names = accounts.page(AccountFilter.ALL, Slice.first(9, AccountSort.NAME)).stream().map(AccountRow::name).toList();
            var streamed = new ArrayList<String>();
            accounts.stream(AccountFilter.ALL, List.of(new Slice.Order<>(AccountSort.NAME, false)), row -> streamed.add(row.name()));
            assertThat(streamed).isEqualTo(names);
            assertThat(accounts.count(AccountFilter.ALL)).isEqualTo(names.size());
            assertThat(accounts.ids(AccountFilter.ALL, 0, 9)).hasSameSizeAs(names);
            assertThat(names.stream().filter(name -> accounts.findByKey(name, null).isPresent())).hasSameSizeAs(names);
            assertThat(names.stream().filter(name -> accounts.page(AccountFilter.text(name), Slice.first(9, AccountSort.UPDATED)).size() == 1))
                    .hasSameSizeAs(names);
            return names;
        });
    }

    private void system(Runnable work) {
        SystemWork.run(() -> transaction.execute(status -> {
            work.run();
            return null;
        }));
    }

    private int version(long id) {
        return jdbc.sql("select version from account where id = ?").param(id).query(Integer.class).single();
    }

    private List<Problem> refused(Viewer viewer, Runnable work) {
        return catchThrowableOfType(RefusedException.class, () -> fixtures.as(viewer, work)).problems();
    }

    private static AccountDraft changed(AccountDraft draft, String address) {
        return new AccountDraft(draft.id(), draft.name(), draft.shortName(), draft.creditCode(), draft.tier(), draft.sector(), draft.region(),
                draft.parentId(), draft.revenue(), draft.employees(), draft.founded(), draft.website(), address, draft.tags(), draft.primaryRepId(),
                draft.version());
    }
}
