package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.TestDatabase;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountService;
import app.mainstay.account.TeamRole;
import app.mainstay.account.duplicate.MergeDraft;
import app.mainstay.account.duplicate.Merging;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@link CoverageHistoryTest} with handovers, leaves, teams and merges: at every instant each account has exactly one primary representative, and history
 * tells the one that was seen then. Random histories from fixed seeds.
 */
@DatabaseTest
class HandoverHistoryTest {

    private static final int STEPS = 160;
    private static final int FIRST = 6;

    @Autowired
    Fixtures fixtures;
    @Autowired
    Coverage coverage;

    @Autowired
    CoverageHistory history;

    @Autowired
    PlannedAssignments planned;
    @Autowired
    Handovers handovers;
    @Autowired
    Leaves leaves;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountPeople team;
    @Autowired
    Merging merging;
    @Autowired
    UserService users;
    @Autowired
    SettingsService settings;
    @Autowired
    JobDriver driver;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;

    /** Something that somebody does with an account and two people; false where there was nothing to do it with. */
    private interface Act {
        boolean on(long account, Viewer one, Viewer two);
    }

    private record Seen(Instant at, long account, long representative) {
    }

    private Random random = new Random();
    private Fixtures.Company company;
    private final List<Viewer> people = new ArrayList<>();
    private final List<Long> portfolio = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    /** How often each act was done, and not refused. */
    private final Map<String, Integer> done = new TreeMap<>();
    private Runnable nights = () -> { };

    /** As in {@link CoverageHistoryTest}. */
    private static LongStream seeds() {
        return TestDatabase.CURRENT == TestDatabase.H2 ? LongStream.of(3, 20261124) : LongStream.of(3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyAccountHasOneRepresentativeAtEveryInstant(long seed) {
        random = new Random(seed);
        company = fixtures.company();
        people.addAll(List.of(company.member(), company.colleague(), company.manager(), company.stranger(), company.outsider()));
        for (String name : List.of("ann", "bob", "cid")) {
            people.add(fixtures.user(name, Role.MEMBER, company.city()));
        }
        nights = driver.nights();
        for (int i = 0; i < FIRST; i++) {
            portfolio.add(fixtures.account(company, "Account " + i, any(people)));
        }
        var acts = acts();
        List<String> usual = new ArrayList<>(acts.keySet());
        usual.addAll(List.of("assign", "assign", "plan", "plan", "write handover", "write handover", "write handover", "sign", "sign both", "sign both"));
        for (int step = 0; step < STEPS; step++) {
            // What was looked at a moment ago is what held until now.
            pass(Duration.ofSeconds(1));
            var name = any(usual);
            attempt(name, () -> acts.get(name).on(any(portfolio), any(people), any(people)));
            pass(Duration.ofMinutes(1 + random.nextInt(180)));
            look();
            if (random.nextInt(3) == 0) {
                night();
            }
            check();
        }
        history();
        // Else the properties would hold because nothing happened.
        assertThat(done).containsKeys(acts.keySet().toArray(String[]::new));
        assertThat(number("select count(*) from coverage_handover where state = 'DONE'")).isGreaterThan(2);
        assertThat(number("select count(*) from coverage_planned where state = 'DONE'")).isGreaterThan(2);
        assertThat(number("select count(*) from account_representative")).isGreaterThan(FIRST * 5L);
    }

    private Map<String, Act> acts() {
        Map<String, Act> acts = new TreeMap<>();
        acts.put("assign", (account, one, two) -> as(company.director(), () -> coverage.assign(new Coverage.Assignment(account, representative(account),
                one.id(), "Random", "Enough"))));
        acts.put("plan", (account, one, two) -> as(company.director(), () -> planned.plan(new PlannedAssignments.Planning(account, one.id(), today().plusDays(1 + random.nextInt(4)),
                "Random", "Enough"))));
        acts.put("cancel plan", (account, one, two) -> {
            var open = fixtures.as(company.director(), () -> planned.page(new PlannedFilter(null, Set.of(PlannedState.PLANNED), Set.of(), null, null, null),
                    Slice.first(20, PlannedSort.EFFECTIVE)));
            return !open.isEmpty() && as(company.director(), () -> planned.cancel(open.getLast().id(), open.getLast().version()));
        });
        acts.put("write handover", (account, one, two) -> {
            boolean all = random.nextInt(3) == 0;
            long giver = all ? one.id() : representative(account);
            long id = fixtures.as(company.director(), () -> handovers.save(new HandoverDraft(null, giver, two.id(), all, all ? Set.of() : Set.of(account),
                    today().plusDays(random.nextInt(3)), "Random", "Enough", 0)));
            return as(company.director(), () -> handovers.open(id, 0));
        });
        acts.put("sign", (account, one, two) -> {
            var open = open(HandoverState.OPEN);
            if (open.isEmpty()) {
                return false;
            }
            var row = any(open);
            var side = row.giverSignedAt() == null ? HandoverSide.GIVER : HandoverSide.TAKER;
            long signer = side == HandoverSide.GIVER ? row.giverId() : row.takerId();
            var viewer = people.stream().filter(person -> person.id() == signer).findFirst().orElseThrow();
            return as(viewer, () -> handovers.sign(row.id(), side, handovers.get(row.id()).edition(), null));
        });
        acts.put("sign both", (account, one, two) -> {
            var open = open(HandoverState.OPEN);
            if (open.isEmpty()) {
                return false;
            }
            var row = open.getFirst();
            return as(company.director(), () -> {
                for (var side : HandoverSide.values()) {
                    var read = handovers.get(row.id());
                    if ((side == HandoverSide.GIVER ? read.giverSigned() : read.takerSigned()) == null) {
                        handovers.sign(row.id(), side, read.edition(), "Is away");
                    }
                }
            });
        });
        acts.put("cancel handover", (account, one, two) -> {
            var open = open(HandoverState.OPEN, HandoverState.SIGNED);
            return !open.isEmpty() && as(company.director(), () -> handovers.cancel(open.getLast().id(), open.getLast().version(), "Random"));
        });
        acts.put("leave", (account, one, two) -> {
            int from = random.nextInt(4);
            return as(company.director(), () -> leaves.save(new LeaveDraft(null, one.id(), random.nextBoolean() ? two.id() : null, today().plusDays(from),
                    today().plusDays(from + random.nextInt(3)), LeaveKind.VACATION, null, 0)));
        });
        acts.put("cancel leave", (account, one, two) -> {
            var ahead = fixtures.as(company.director(), () -> leaves.page(new LeaveFilter(null, Set.of(LeaveState.AHEAD, LeaveState.NOW), Set.of(), null, false),
                    Slice.first(20, LeaveSort.FROM)));
            return !ahead.isEmpty() && as(company.director(), () -> leaves.cancel(ahead.getFirst().id(), ahead.getFirst().version()));
        });
        acts.put("archive or restore", (account, one, two) -> {
            var read = fixtures.as(company.director(), () -> accounts.get(account));
            return as(company.director(), () -> {
                if (read.archivedAt() == null) {
                    accounts.archive(account, read.draft().version());
                } else {
                    accounts.restore(account, read.draft().version());
                }
            });
        });
        acts.put("merge", (account, one, two) -> {
            long into = any(portfolio);
            as(company.director(), () -> merging.merge(new MergeDraft(account, version(account), into, version(into), Set.of(), true)));
            // Another one comes for it, so that there is always something to do.
            long next = representative(into);
            portfolio.add(fixtures.account(company, "Account " + portfolio.size(), people.stream().filter(person -> person.id() == next).findFirst().orElseThrow()));
            return true;
        });
        acts.put("join", (account, one, two) -> as(company.director(), () -> team.setMember(account, one.id(), any(List.of(TeamRole.values())))));
        acts.put("deactivate", (account, one, two) -> {
            // Whoever has nothing left to do.
            var idle = people.stream().filter(person -> number("select count(*) from account where primary_rep_id = " + person.id()) == 0).toList();
            var leaving = idle.isEmpty() || random.nextInt(3) > 0 ? one : any(idle);
            as(company.director(), () -> team.placesOf(leaving.id(), 50).forEach(place -> team.removeMember(place.accountId(), leaving.id(), place.role())));
            return as(company.administrator(), () -> users.deactivate(leaving.id()));
        });
        acts.put("activate", (account, one, two) -> {
            var gone = people.stream().filter(person -> number("select count(*) from security_user where active = false and id = " + person.id()) == 1).toList();
            return !gone.isEmpty() && as(company.administrator(), () -> users.activate(any(gone).id()));
        });
        acts.put("move person", (account, one, two) -> {
            UserDraft read = fixtures.as(company.administrator(), () -> users.get(one.id()));
            long unit = any(List.of(company.city(), company.north(), company.south()));
            return as(company.administrator(), () -> users.save(new UserDraft(read.id(), read.username(), read.displayName(), read.email(), read.role(), unit,
                    read.version())));
        });
        return acts;
    }

    /** A refusal is an answer; everything else that is thrown is a fault. */
    private void attempt(String name, BooleanSupplier act) {
        try {
            if (act.getAsBoolean()) {
                done.merge(name, 1, Integer::sum);
            }
        } catch (RefusedException | ConflictException | NotFoundException refused) {
            // Nothing was done.
        }
    }

    private boolean as(Viewer viewer, Runnable work) {
        fixtures.as(viewer, work);
        return true;
    }

    /** Nobody sleeps through a midnight. */
    private void pass(Duration time) {
        Instant then = clock.instant().plus(time);
        if (LocalDate.ofInstant(then, settings.zone()).isAfter(today())) {
            night();
        }
        if (then.isAfter(clock.instant())) {
            clock.set(then);
        }
    }

    private void night() {
        LocalDate next = today().plusDays(1);
        clock.set(next.atStartOfDay(settings.zone()).toInstant().plusSeconds(random.nextInt(30)));
        nights.run();
        look();
    }

    /** What a person would be told now. */
    private void look() {
        driver.runDue();
        portfolio.forEach(account -> seen.add(new Seen(clock.instant(), account, representative(account))));
    }

    /** What holds at every moment. */
    private void check() {
        assertThat(number("""
                select count(*) from account a join security_user u on u.id = a.primary_rep_id where u.active = false or u.unit_id <> a.unit_id""")).isZero();
        assertThat(number("""
                select count(*) from account a where a.primary_rep_id <> (select r.user_id from account_representative r where r.account_id = a.id
                order by r.valid_from desc limit 1)""")).isZero();
        assertThat(number("select count(*) from account_representative where valid_from > '" + text(clock.instant()) + "'")).isZero();
        assertThat(number("""
                select count(*) from account_member m join account a on a.id = m.account_id where m.role = 'BACKUP' and m.user_id = a.primary_rep_id""")).isZero();
        // Whoever acts for somebody now is there today, and nobody acts for one person twice.
        assertThat(number("select count(*) from account_stand_in s join coverage_leave_day d on d.user_id = s.stand_in_id and d.on_day = '" + today()
                + "' where s.from_at <= '" + text(clock.instant()) + "' and s.until_at > '" + text(clock.instant()) + "'")).isZero();
        assertThat(number("select count(*) from (select away_id from account_stand_in where from_at <= '" + text(clock.instant()) + "' and until_at > '"
                + text(clock.instant()) + "' group by away_id having count(*) > 1) twice")).isZero();
        // What a person is on a day is what the leaves say, no more and no less.
        assertThat(number("""
                select count(*) from coverage_day c where not exists (select 1 from coverage_leave_day d where d.on_day = c.on_day
                and (c.part = 'AWAY' and d.user_id = c.user_id or c.part = 'STAND_IN' and d.stand_in_id = c.user_id))""")).isZero();
        assertThat(number("""
                select count(*) from coverage_leave l where l.state = 'PLANNED' and timestampdiff(day, l.from_day, l.until_day) + 1
                <> (select count(*) from coverage_leave_day d where d.leave_id = l.id and d.on_day between l.from_day and l.until_day)""")).isZero();
    }

    /** History tells of every instant what was seen in it, and of every day somebody without a gap. */
    private void history() {
        assertThat(seen).hasSizeGreaterThan(STEPS * FIRST);
        for (long account : portfolio) {
            // Of a merged one, too: what ended keeps its history.
            List<LocalDateTime> starts = jdbc.sql("select valid_from from account_representative where account_id = ? order by valid_from").param(account)
                    .query(LocalDateTime.class).list();
            assertThat(starts).doesNotHaveDuplicates();
            fixtures.as(company.director(), () -> {
                var terms = history.of(account);
                seen.stream().filter(look -> look.account() == account).forEach(look -> assertThat(terms).filteredOn(term -> !term.from().isAfter(look.at())
                        && (term.until() == null || term.until().isAfter(look.at()))).as("%s at %s", account, look.at()).singleElement()
                        .extracting(CoverageHistory.Term::userId).isEqualTo(look.representative()));
                for (LocalDate day = LocalDate.ofInstant(Sql.instant(starts.getFirst()), settings.zone()); !day.isAfter(today()); day = day.plusDays(1)) {
                    var ofDay = history.representativeOn(account, day);
                    assertThat(ofDay).isNotEmpty();
                    for (int i = 1; i < ofDay.size(); i++) {
                        assertThat(ofDay.get(i).from()).isEqualTo(ofDay.get(i - 1).until());
                    }
                }
            });
        }
    }

    private List<HandoverRow> open(HandoverState... states) {
        return fixtures.as(company.director(), () -> handovers.page(new HandoverFilter(null, Set.of(states), Set.of(), false), Slice.first(20, HandoverSort.EFFECTIVE)));
    }

    private LocalDate today() {
        return settings.today();
    }

    private long representative(long account) {
        return jdbc.sql("select primary_rep_id from account where id = ?").param(account).query(Long.class).single();
    }

    private int version(long account) {
        return jdbc.sql("select version from account where id = ?").param(account).query(Integer.class).single();
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static String text(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").format(Sql.utc(at));
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
