package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.TestDatabase;
import app.mainstay.account.AccountService;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.coverage.BulkAssignments.BulkAssignment;
import app.mainstay.coverage.CoverageHistory.Term;
import app.mainstay.coverage.PlannedAssignments.Planning;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever happens in whatever order: every account has exactly one representative at every instant, and the history says who. */
@DatabaseTest
class CoverageHistoryTest {

    private static final int STEPS = 160;

    /** What may happen in a step. */
    private enum Act {
        ASSIGN(6), ASSIGN_ALL(1), PLAN(6), CANCEL(1), ARCHIVE(1), LEAVE(1), COME_BACK(1), MOVE(1), NIGHT(4), MISSED_NIGHTS(1);

        final int often;

        Act(int often) {
            this.often = often;
        }
    }

    @Autowired
    Fixtures fixtures;
    @Autowired
    CoverageHistory history;

    @Autowired
    PlannedAssignments planned;

    @Autowired
    BulkAssignments bulk;
    @Autowired
    AccountService accounts;
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

    private Fixtures.Company company;
    private Random random;
    private Runnable nights;
    private final List<Long> ids = new ArrayList<>();
    /** Who was seen as the representative from when on, by account: written down beside the application. */
    private final Map<Long, TreeMap<Instant, Long>> seen = new HashMap<>();
    private final Map<Act, Integer> done = new EnumMap<>(Act.class);

    /** What they tell apart is the order of events; a database of another make is shown one of them. */
    private static LongStream seeds() {
        return TestDatabase.CURRENT == TestDatabase.H2 ? LongStream.of(7, 20261126, 4711) : LongStream.of(7);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyInstantOfEveryAccountHasOneRepresentative(long seed) {
        random = new Random(seed);
        company = fixtures.company();
        nights = driver.nights();
        for (int i = 0; i < 6; i++) {
            ids.add(fixtures.account(company, "Account " + i, i % 2 == 0 ? company.member() : company.stranger()));
        }
        look();
        var acts = Stream.of(Act.values()).flatMap(act -> Collections.nCopies(act.often, act).stream()).toList();
        for (int step = 0; step < STEPS; step++) {
            var act = pick(acts);
            clock.advance(Duration.ofMinutes(random.nextInt(200)));
            try {
                if (happens(act)) {
                    done.merge(act, 1, Integer::sum);
                }
            } catch (RefusedException refused) {
                assertThat(refused.problems()).extracting(Problem::key).as(act + " in step " + step).doesNotContain("coverage.problem.unexpected");
                if (act == Act.LEAVE) {
                    // Most who try to leave still have accounts: that they are kept is what is looked for.
                    done.merge(act, 1, Integer::sum);
                }
            }
            look();
            check(step + " " + act);
        }
        assertThat(done.keySet()).as("everything happened").containsAll(Set.of(Act.values()));
        assertThat(jdbc.sql("select count(*) from account_representative").query(Integer.class).single()).isGreaterThan(30);
        assertThat(jdbc.sql("select count(distinct state) from coverage_planned").query(Integer.class).single()).isGreaterThan(2);
        compare();
    }

    private boolean happens(Act act) {
        var id = pick(ids);
        var by = random.nextBoolean() ? company.director() : company.manager();
        var to = pick(List.of(company.member(), company.colleague(), company.stranger(), company.outsider(), company.manager()));
        switch (act) {
            case ASSIGN -> {
                if (!fixtures.as(by, () -> accounts.sees(id))) {
                    return false;
                }
                fixtures.reassign(by, id, to);
            }
            case ASSIGN_ALL -> {
                fixtures.as(by, () -> bulk.assignAll(new BulkAssignment(BulkSelection.of(ids.subList(0, 1 + random.nextInt(ids.size()))), to.id(), "all", "all")));
                driver.runDue();
            }
            case PLAN -> {
                if (!fixtures.as(by, () -> accounts.sees(id))) {
                    return false;
                }
                fixtures.as(by, () -> planned.plan(new Planning(id, to.id(), settings.today().plusDays(1 + random.nextInt(4)), "plan", "plan")));
            }
            case CANCEL -> {
                var open = fixtures.as(company.director(), () -> planned.page(new PlannedFilter(null, Set.of(PlannedState.PLANNED), Set.of(), null, null,
                        null), Slice.first(1, PlannedSort.CREATED)));
                if (open.isEmpty()) {
                    return false;
                }
                fixtures.as(company.director(), () -> planned.cancel(open.getFirst().id(), open.getFirst().version()));
            }
            case ARCHIVE -> fixtures.as(company.director(), () -> {
                var account = accounts.get(id);
                if (account.archivedAt() == null) {
                    accounts.archive(id, account.draft().version());
                } else {
                    accounts.restore(id, account.draft().version());
                }
            });
            case LEAVE -> fixtures.as(company.administrator(), () -> users.deactivate(to.id()));
            case COME_BACK -> fixtures.as(company.administrator(), () -> users.activate(to.id()));
            case MOVE -> fixtures.as(company.administrator(), () -> {
                UserDraft draft = users.get(to.id());
                long unit = pick(List.of(company.city(), company.north(), company.south()));
                users.save(new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), draft.role(), unit, draft.version()));
            });
            case NIGHT -> night(1);
            case MISSED_NIGHTS -> night(2 + random.nextInt(3));
        }
        return true;
    }

    /** The last of so many midnights is the first that a server sees. */
    private void night(int midnights) {
        clock.set(settings.today().plusDays(midnights).atStartOfDay(settings.zone()).toInstant());
        nights.run();
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void look() {
        jdbc.sql("select id, primary_rep_id from account").query(row -> {
            var holders = seen.computeIfAbsent(row.getLong(1), id -> new TreeMap<>());
            if (holders.isEmpty() || holders.lastEntry().getValue() != row.getLong(2)) {
                holders.put(clock.instant(), row.getLong(2));
            }
        });
    }

    private void check(String when) {
        String wrong = """
                select count(*) from account a join security_user u on u.id = a.primary_rep_id where u.active = false or u.role = 'ADMINISTRATOR'
                or u.unit_id <> a.unit_id or a.primary_rep_id <> (select r.user_id from account_representative r where r.account_id = a.id
                order by r.valid_from desc limit 1)""";
        assertThat(jdbc.sql(wrong).query(Integer.class).single()).as(when).isZero();
        assertThat(jdbc.sql("select count(*) from account_representative where valid_from > ?").param(app.mainstay.shared.Sql.utc(clock.instant()
                .plusNanos(20_000))).query(Integer.class).single()).as("nobody is said to look after an account from later on: " + when).isZero();
    }

    private void compare() {
        LocalDate today = settings.today();
        for (long id : ids) {
            var terms = fixtures.as(company.director(), () -> history.of(id));
            assertThat(terms.getFirst().until()).isNull();
            assertThat(terms.getLast().from()).isEqualTo(TestClock.START);
            for (int i = 1; i < terms.size(); i++) {
                assertThat(terms.get(i).until()).as("no gap and no overlap").isEqualTo(terms.get(i - 1).from());
                assertThat(terms.get(i).from()).isBefore(terms.get(i - 1).from());
            }
            for (var day = LocalDate.ofInstant(TestClock.START, settings.zone()); !day.isAfter(today); day = day.plusDays(1)) {
                var end = day.plusDays(1).atStartOfDay(settings.zone()).toInstant().minusNanos(1_000);
                var at = end.isAfter(clock.instant()) ? clock.instant() : end;
                var holder = fixtures.as(company.director(), () -> history.representativeAt(id, at)).map(Term::userId);
                assertThat(holder).as("account %s on %s", id, day).contains(seen.get(id).floorEntry(at).getValue());
                var onDay = day;
                assertThat(fixtures.as(company.director(), () -> history.representativeOn(id, onDay))).as("on %s", day).isNotEmpty()
                        .last().satisfies(term -> assertThat(term.userId()).isEqualTo(holder.orElseThrow()));
            }
        }
    }
}
