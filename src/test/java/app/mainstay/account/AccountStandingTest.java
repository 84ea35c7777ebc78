package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountMassWriter.Holder;
import app.mainstay.account.AccountMassWriter.Since;
import app.mainstay.account.AccountMassWriter.State;
import app.mainstay.account.AccountMassWriter.Story;
import app.mainstay.account.AccountStanding.LifecycleChange;
import app.mainstay.account.AccountStanding.TierChange;
import app.mainstay.audit.Because;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

@DatabaseTest
class AccountStandingTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountStanding standing;
    @Autowired
    Timeline timeline;
    @Autowired
    UserService users;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void anAccountOfTenDays() {
        company = fixtures.company();
        clock.set(TestClock.START.minus(Duration.ofDays(10)));
        acme = fixtures.account(company, "Acme", company.member());
        clock.set(TestClock.START);
        Fixtures.signIn(company.member());
    }

    // ---- tier ----

    @Test
    void aChangeOfTierKeepsItsHistoryWithReasonAndDay() {
        tier(Tier.STRATEGIC, TODAY.minusDays(3), "Framework agreement");

        assertThat(accounts.get(acme).draft().tier()).isEqualTo(Tier.STRATEGIC);
        assertThat(standing.tiers(acme)).extracting(Start::value, Start::from, Start::until, Start::reason, Start::actor).containsExactly(
                tuple(Tier.STRATEGIC, TODAY.minusDays(3), null, "Framework agreement", "Member"),
                tuple(Tier.CORE, TODAY.minusDays(10), TODAY.minusDays(3), null, "Director"));
        assertThat(standing.tierOn(acme, TODAY.minusDays(4))).contains(Tier.CORE);
        assertThat(standing.tierOn(acme, TODAY.minusDays(3))).contains(Tier.STRATEGIC);
        assertThat(standing.tierOn(acme, TODAY.minusDays(11))).isEmpty();
        assertThat(timeline.page(acme, null, 1).getFirst()).satisfies(moment -> {
            assertThat(moment.kind()).isEqualTo("account.tier");
            assertThat(moment.parameters()).containsOnly(Map.entry("from", "CORE"), Map.entry("to", "STRATEGIC"), Map.entry("reason", "Framework agreement"),
                    Map.entry("on", "2026-11-21"));
        });
        assertThat(jdbc.sql("select r.reason from account_aud h join audit_revision r on r.id = h.rev where h.id = ? and h.revend is null").param(acme)
                .query(String.class).single()).isEqualTo("Framework agreement");
    }

    @Test
    void whatIsWrongIsToldBesideEachField() {
        assertThat(problems(() -> tier(Tier.STRATEGIC, TODAY.plusDays(1), " "))).extracting(Problem::field, Problem::key).containsExactly(
                tuple("reason", "problem.required"), tuple("on", "account.problem.dayAhead"));
        assertThat(problems(() -> tier(Tier.STRATEGIC, null, "x".repeat(501)))).extracting(Problem::field, Problem::key).containsExactly(
                tuple("reason", "problem.tooLong"), tuple("on", "problem.required"));
        assertThat(problems(() -> tier(Tier.STRATEGIC, TODAY.minusDays(11), "x"))).extracting(Problem::key)
                .containsExactly("account.problem.dayBeforeAccount");
        tier(Tier.STRATEGIC, TODAY.minusDays(3), "x");
        assertThat(problems(() -> tier(Tier.STANDARD, TODAY.minusDays(4), "x"))).extracting(Problem::key)
                .containsExactly("account.problem.dayBeforeLatest");
        assertThat(standing.tiers(acme)).hasSize(2);
    }

    @Test
    void onItsOwnDayTheLatestChangeIsCorrectedOrTakenBack() {
        tier(Tier.STRATEGIC, TODAY, "typed wrong");
        tier(null, TODAY, "no key account any more");
        assertThat(standing.tiers(acme)).extracting(Start::value, Start::reason)
                .containsExactly(tuple(null, "no key account any more"), tuple(Tier.CORE, null));
        assertThat(standing.tierOn(acme, TODAY)).isEmpty();

        tier(Tier.CORE, TODAY, "after all");
        assertThat(standing.tiers(acme)).extracting(Start::value).containsExactly(Tier.CORE);
        assertThat(timeline.page(acme, null, 10)).extracting(TimelineEntry::kind)
                .containsExactly("account.tier", "account.tier", "account.tier", "account.created");
    }

    @Test
    void whereverTheTierIsChangedItTakesAReason() {
        var draft = accounts.get(acme).draft();
        assertThat(problems(() -> accounts.save(with(draft, Tier.STANDARD)))).extracting(Problem::field, Problem::key)
                .containsExactly(tuple("tier", "account.problem.tierReason"));
        assertThat(accounts.get(acme).draft()).isEqualTo(draft);

        Because.of("import accounts: list.xlsx", 1L, () -> accounts.save(with(draft, Tier.STANDARD)));
        assertThat(standing.tiers(acme).getFirst()).extracting(Start::value, Start::from, Start::reason)
                .containsExactly(Tier.STANDARD, TODAY, "import accounts: list.xlsx");
    }

    @Test
    void ofTwoAtOnceOneIsToldOfTheOther() {
        int version = version();
        standing.change(new TierChange(acme, version, Tier.STRATEGIC, TODAY, "first"));
        assertThatThrownBy(() -> standing.change(new TierChange(acme, version, Tier.STANDARD, TODAY, "second"))).isInstanceOf(ConflictException.class);
        assertThat(standing.tiers(acme)).extracting(Start::reason).containsExactly("first", null);
    }

    @Test
    void ofTwoAtTheSameInstantOneIsWritten() {
        int version = version();
        var barrier = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var both = Stream.of(Tier.STRATEGIC, Tier.STANDARD).map(tier -> CompletableFuture.runAsync(() -> fixtures.as(company.member(), () -> {
                try {
                    barrier.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                standing.change(new TierChange(acme, version, tier, TODAY, tier.name()));
            }), threads)).toList();
            int refused = 0;
            for (var one : both) {
                try {
                    one.join();
                } catch (CompletionException failure) {
                    assertThat(failure.getCause()).isInstanceOfAny(ConflictException.class, OptimisticLockingFailureException.class);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(1);
        }
        var tiers = standing.tiers(acme);
        assertThat(tiers).hasSize(2);
        assertThat(tiers.getFirst().value()).isEqualTo(accounts.get(acme).draft().tier());
        assertThat(tiers.getFirst().reason()).isEqualTo(Objects.requireNonNull(tiers.getFirst().value()).name());
    }

    // ---- lifecycle ----

    @Test
    void theLifecycleGoesItsWayAndNoOther() {
        for (var wrong : List.of(Lifecycle.AT_RISK, Lifecycle.CHURNED, Lifecycle.REACTIVATED)) {
            assertThat(problems(() -> lifecycle(wrong, TODAY, "x", plan(TODAY)))).as(wrong.name()).extracting(Problem::field, Problem::key)
                    .containsExactly(tuple("lifecycle", "account.problem.from.PROSPECT"));
        }
        lifecycle(Lifecycle.ACTIVE, TODAY.minusDays(8), "First order", null);
        assertThat(standing.next(acme)).containsExactly(Lifecycle.PROSPECT, Lifecycle.AT_RISK, Lifecycle.CHURNED);
        lifecycle(Lifecycle.AT_RISK, TODAY.minusDays(6), "Competitor", plan(TODAY));
        lifecycle(Lifecycle.CHURNED, TODAY.minusDays(4), "Left", null);
        assertThat(problems(() -> lifecycle(Lifecycle.ACTIVE, TODAY, "x", null))).extracting(Problem::key).containsExactly("account.problem.from.CHURNED");
        lifecycle(Lifecycle.REACTIVATED, TODAY, "Back", null);

        assertThat(standing.lifecycles(acme)).extracting(Start::value, Start::from, Start::until, Start::reason).containsExactly(
                tuple(Lifecycle.REACTIVATED, TODAY, null, "Back"),
                tuple(Lifecycle.CHURNED, TODAY.minusDays(4), TODAY, "Left"),
                tuple(Lifecycle.AT_RISK, TODAY.minusDays(6), TODAY.minusDays(4), "Competitor"),
                tuple(Lifecycle.ACTIVE, TODAY.minusDays(8), TODAY.minusDays(6), "First order"),
                tuple(Lifecycle.PROSPECT, TODAY.minusDays(10), TODAY.minusDays(8), null));
        assertThat(standing.lifecycleOn(acme, TODAY.minusDays(5))).contains(Lifecycle.AT_RISK);
        assertThat(standing.plans(acme)).extracting(SavePlan::state).containsExactly(SavePlanState.LOST);
        assertThat(timeline.page(acme, null, 10)).extracting(TimelineEntry::kind).containsExactly("account.lifecycle", "account.lifecycle",
                "account.savePlan", "account.lifecycle", "account.lifecycle", "account.created");
    }

    @Test
    void anAccountAtRiskHasASavePlanUntilItIsSaved() {
        lifecycle(Lifecycle.ACTIVE, TODAY.minusDays(8), "First order", null);
        assertThat(problems(() -> lifecycle(Lifecycle.AT_RISK, TODAY, "Competitor", null))).extracting(Problem::field)
                .containsExactlyInAnyOrder("planText", "planOwner", "planDue");
        assertThat(problems(() -> lifecycle(Lifecycle.AT_RISK, TODAY, "Competitor", new SavePlanDraft("x", company.administrator().id(), TODAY.minusDays(1)))))
                .extracting(Problem::field, Problem::key)
                .containsExactly(tuple("planOwner", "problem.inactive"), tuple("planDue", "account.problem.dueBefore"));
        assertThat(accounts.page(AccountFilter.ALL, app.mainstay.shared.Slice.first(1, AccountSort.NAME)).getFirst().lifecycle()).isEqualTo(Lifecycle.ACTIVE);

        lifecycle(Lifecycle.AT_RISK, TODAY, "Competitor", plan(TODAY.plusDays(20)));
        assertThat(standing.plans(acme)).extracting(SavePlan::text, SavePlan::ownerName, SavePlan::dueOn, SavePlan::state, SavePlan::openedOn)
                .containsExactly(tuple("Visit them", "Colleague", TODAY.plusDays(20), SavePlanState.OPEN, TODAY));
        int version = standing.plans(acme).getFirst().version();
        standing.change(acme, new SavePlanDraft("Visit them twice", company.member().id(), TODAY.plusDays(30)), version);
        assertThatThrownBy(() -> standing.change(acme, plan(TODAY), version)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> fixtures.as(company.administrator(), () -> users.deactivate(company.member().id()))).isInstanceOfSatisfying(
                RefusedException.class, refused -> assertThat(refused.problems()).extracting(Problem::key).contains("account.problem.ownsPlans"));

        clock.advance(Duration.ofDays(5));
        lifecycle(Lifecycle.ACTIVE, TODAY.plusDays(5), "Renewed", null);
        assertThat(standing.plans(acme)).extracting(SavePlan::text, SavePlan::state, SavePlan::closedOn)
                .containsExactly(tuple("Visit them twice", SavePlanState.SAVED, TODAY.plusDays(5)));
        assertThat(problems(() -> standing.change(acme, plan(TODAY.plusDays(9)), 0))).extracting(Problem::key).containsExactly("account.problem.notAtRisk");
    }

    @Test
    void whatWasWrongIsTakenBackOnItsDay() {
        lifecycle(Lifecycle.ACTIVE, TODAY.minusDays(8), "First order", null);
        lifecycle(Lifecycle.AT_RISK, TODAY.minusDays(2), "Rumour", plan(TODAY));
        assertThat(problems(() -> lifecycle(Lifecycle.PROSPECT, TODAY, "x", null))).extracting(Problem::key).containsExactly("account.problem.from.AT_RISK");
        lifecycle(Lifecycle.ACTIVE, TODAY.minusDays(2), "It was another company", null);

        assertThat(standing.lifecycles(acme)).extracting(Start::value).containsExactly(Lifecycle.ACTIVE, Lifecycle.PROSPECT);
        assertThat(standing.plans(acme)).extracting(SavePlan::state).containsExactly(SavePlanState.WITHDRAWN);

        assertThat(problems(() -> lifecycle(Lifecycle.PROSPECT, TODAY, "x", null))).extracting(Problem::field, Problem::key)
                .containsExactly(tuple("on", "account.problem.backOn"));
        lifecycle(Lifecycle.PROSPECT, TODAY.minusDays(8), "No order yet", null);
        assertThat(standing.lifecycles(acme)).extracting(Start::value).containsExactly(Lifecycle.PROSPECT);
    }

    // ---- who may ----

    @Test
    void whoDoesNotSeeTheAccountLearnsAndChangesNothing() {
        var plan = plan(TODAY);
        for (var outsider : List.of(company.colleague(), company.outsider(), company.administrator())) {
            Fixtures.signIn(outsider);
            List<Runnable> doors = List.of(() -> standing.tierOn(acme, TODAY), () -> standing.lifecycleOn(acme, TODAY), () -> standing.tiers(acme),
                    () -> standing.lifecycles(acme), () -> standing.plans(acme), () -> standing.next(acme));
            for (var door : doors) {
                assertThatThrownBy(door::run).isInstanceOf(NotFoundException.class);
            }
            assertThat(standing.activeOn(TODAY).count()).isZero();
        }
        for (var outsider : List.of(company.colleague(), company.outsider())) {
            Fixtures.signIn(outsider);
            List<Runnable> doors = List.of(() -> standing.change(new TierChange(acme, 0, null, TODAY, "x")),
                    () -> standing.change(new LifecycleChange(acme, 0, Lifecycle.ACTIVE, TODAY, "x", null)), () -> standing.change(acme, plan, 0));
            for (var door : doors) {
                assertThatThrownBy(door::run).isInstanceOf(NotFoundException.class);
            }
        }
        Fixtures.signIn(company.director());
        assertThat(standing.tiers(acme)).hasSize(1);
    }

    @Test
    void anArchivedAccountStaysAsItIs() {
        fixtures.as(company.director(), () -> accounts.archive(acme, version()));
        assertThat(problems(() -> tier(null, TODAY, "x"))).extracting(Problem::key).containsExactly("problem.archived");
        assertThat(problems(() -> lifecycle(Lifecycle.ACTIVE, TODAY, "x", null))).extracting(Problem::key).containsExactly("problem.archived");
    }

    // ---- the indicators' count ----

    @Test
    void activeKeyAccountsAreThoseWithATierThatBuy() {
        long bolt = fixtures.account(company, "Bolt", company.stranger());
        assertThat(standing.activeOn(TODAY).count()).isZero();
        lifecycle(Lifecycle.ACTIVE, TODAY.minusDays(8), "First order", null);
        tier(Tier.STRATEGIC, TODAY.minusDays(5), "Grew");
        lifecycle(Lifecycle.AT_RISK, TODAY.minusDays(4), "Competitor", plan(TODAY));
        lifecycle(Lifecycle.CHURNED, TODAY.minusDays(2), "Left", null);
        lifecycle(Lifecycle.REACTIVATED, TODAY.minusDays(1), "Back", null);
        tier(null, TODAY, "Too small");
        fixtures.as(company.stranger(), () -> standing.change(new LifecycleChange(bolt, 0, Lifecycle.ACTIVE, TODAY, "First order", null)));

        var expected = new HashMap<Integer, Map<Tier, Long>>(Map.of(9, Map.of(), 8, Map.of(Tier.CORE, 1L), 5, Map.of(Tier.STRATEGIC, 1L),
                4, Map.of(Tier.STRATEGIC, 1L), 2, Map.of(), 1, Map.of(Tier.STRATEGIC, 1L), 0, Map.of()));
        expected.forEach((ago, byTier) -> assertThat(standing.activeOn(TODAY.minusDays(ago)).byTier()).as(ago + " days ago").isEqualTo(byTier));
        assertThat(fixtures.as(company.director(), () -> standing.activeOn(TODAY)).byTier()).isEqualTo(Map.of(Tier.CORE, 1L));
        fixtures.as(company.director(), () -> accounts.archive(bolt, accounts.get(bolt).draft().version()));
        assertThat(fixtures.as(company.director(), () -> standing.activeOn(TODAY)).count()).isZero();
    }

    // ---- the mass door ----

    @Test
    void storiesBringTheirPast(@Autowired AccountMassWriter writer) {
        LocalDate created = TODAY.minusDays(30);
        var good = story(created, List.of(new Since<>(created, null, null, null), new Since<>(TODAY.minusDays(7), Tier.CORE, "Grew", company.manager().id())),
                List.of(new Since<>(created, Lifecycle.ACTIVE, null, null), new Since<>(TODAY, Lifecycle.AT_RISK, "Price", null)), Lifecycle.AT_RISK,
                new AccountMassWriter.Plan("Offer", company.member().id(), TODAY.plusDays(9)));
        SystemWork.run(() -> writer.write(List.of(good).iterator(), "test"));
        long id = Objects.requireNonNull(good.draft().id());
        assertThat(standing.tierOn(id, TODAY.minusDays(8))).isEmpty();
        assertThat(standing.tierOn(id, TODAY.minusDays(7))).contains(Tier.CORE);
        assertThat(standing.lifecycleOn(id, TODAY.minusDays(1))).contains(Lifecycle.ACTIVE);
        assertThat(standing.plans(id)).extracting(SavePlan::state, SavePlan::openedOn).containsExactly(tuple(SavePlanState.OPEN, TODAY));
        lifecycle(id, Lifecycle.ACTIVE, TODAY, "Signed", null);
        assertThat(standing.plans(id)).extracting(SavePlan::state).containsExactly(SavePlanState.WITHDRAWN);

        List<Since<Lifecycle>> active = List.of(new Since<>(created, Lifecycle.ACTIVE, null, null));
        for (var wrong : List.of(
                story(created, List.of(new Since<>(created.plusDays(1), Tier.CORE, null, null)), active, Lifecycle.ACTIVE, null),
                story(created, List.of(new Since<>(created, Tier.STANDARD, null, null)), active, Lifecycle.ACTIVE, null),
                story(created, List.of(new Since<>(created, Tier.CORE, null, null), new Since<>(TODAY, Tier.CORE, null, null)), active, Lifecycle.ACTIVE, null),
                story(created, List.of(new Since<>(created, null, null, null), new Since<>(TODAY.plusDays(1), Tier.CORE, null, null)), active,
                        Lifecycle.ACTIVE, null),
                story(created, List.of(), active, Lifecycle.CHURNED, null),
                story(created, List.of(), active, Lifecycle.ACTIVE, new AccountMassWriter.Plan("Offer", company.member().id(), TODAY)))) {
            assertThatThrownBy(() -> SystemWork.run(() -> writer.write(List.of(wrong).iterator(), "test"))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    // ---- accounts from before ----

    @Test
    void theMigrationFillsInWhatIsKnown(@Autowired DataSource source, @Autowired StandingMigration migration) throws SQLException {
        tier(Tier.STRATEGIC, TODAY, "x");
        clock.advance(Duration.ofDays(1));
        tier(Tier.STANDARD, TODAY.plusDays(1), "x");
        lifecycle(Lifecycle.ACTIVE, TODAY.plusDays(1), "x", null);
        long bolt = fixtures.account(company, "Bolt", company.member());
        Map<Long, List<Object>> before = Map.of(acme, known(acme), bolt, known(bolt));
        jdbc.sql("delete from account_tier_period").update();
        jdbc.sql("delete from account_lifecycle_period").update();

        for (int twice = 0; twice < 2; twice++) {
            var connection = DataSourceUtils.getConnection(source);
            migration.migrate(new Context() {
                @Override
                public Configuration getConfiguration() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Connection getConnection() {
                    return connection;
                }
            });
            DataSourceUtils.releaseConnection(connection, source);
        }
        assertThat(known(acme)).isEqualTo(before.get(acme)).hasSize(5);
        assertThat(known(bolt)).isEqualTo(before.get(bolt)).hasSize(2);
    }

    private List<Object> known(long id) {
        List<Object> all = new ArrayList<>();
        standing.tiers(id).forEach(start -> all.add(List.of(start.from(), String.valueOf(start.value()), String.valueOf(start.actor()).equals("Director"))));
        standing.lifecycles(id).forEach(start -> all.add(List.of(start.from(), String.valueOf(start.value()))));
        return all.stream().map(one -> (Object) ((List<?>) one).subList(0, 2)).toList();
    }

    // ---- whatever happens ----

    /** Random changes, good and bad, against a plain model: one value on every day, alike neighbours never, and the account has the latest. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyDayHasOneTierAndOneLifecycle(long seed) {
        var random = new Random(seed);
        var tiers = new HashMap<LocalDate, String>();
        var lifecycles = new HashMap<LocalDate, String>();
        LocalDate first = TODAY.minusDays(10);
        LocalDate latestTier = first;
        LocalDate latestLifecycle = first;
        for (LocalDate day = first; day.isBefore(TODAY.plusDays(60)); day = day.plusDays(1)) {
            tiers.put(day, "CORE");
            lifecycles.put(day, "PROSPECT");
        }
        int taken = 0;
        int refused = 0;
        for (int step = 0; step < 60; step++) {
            clock.advance(Duration.ofHours(random.nextInt(40)));
            LocalDate today = LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai"));
            LocalDate on = today.minusDays(random.nextInt(6) - 1L);
            boolean ofTier = random.nextBoolean();
            Tier tier = random.nextInt(4) == 0 ? null : Tier.values()[random.nextInt(3)];
            Lifecycle lifecycle = Lifecycle.values()[random.nextInt(5)];
            try {
                if (ofTier) {
                    boolean changes = !String.valueOf(tier).equals(tiers.get(TODAY.plusDays(59)));
                    tier(tier, on, "step " + step);
                    if (changes) {
                        assertThat(on).isBetween(latestTier, today);
                        fill(tiers, on, String.valueOf(tier));
                        latestTier = latest(tiers, first);
                    }
                } else {
                    boolean changes = !lifecycle.name().equals(lifecycles.get(TODAY.plusDays(59)));
                    lifecycle(lifecycle, on, "step " + step, new SavePlanDraft("Visit", company.member().id(), today.plusDays(90)));
                    if (changes) {
                        assertThat(on).isBetween(latestLifecycle, today);
                        fill(lifecycles, on, lifecycle.name());
                        latestLifecycle = latest(lifecycles, first);
                    }
                }
                taken++;
            } catch (RefusedException no) {
                refused++;
            }
        }
        assertThat(taken).as("taken").isGreaterThan(10);
        assertThat(refused).as("refused").isGreaterThan(10);
        for (LocalDate day = first; day.isBefore(TODAY.plusDays(60)); day = day.plusDays(1)) {
            assertThat(String.valueOf(standing.tierOn(acme, day).orElse(null))).as("tier on " + day).isEqualTo(tiers.get(day));
            assertThat(standing.lifecycleOn(acme, day).orElseThrow().name()).as("lifecycle on " + day).isEqualTo(lifecycles.get(day));
        }
        assertThat(standing.tierOn(acme, first.minusDays(1))).isEmpty();
        assertThat(standing.lifecycleOn(acme, first.minusDays(1))).isEmpty();
        for (var starts : List.of(standing.tiers(acme), standing.lifecycles(acme))) {
            for (int i = 1; i < starts.size(); i++) {
                assertThat(starts.get(i).value()).isNotEqualTo(starts.get(i - 1).value());
                assertThat(starts.get(i).until()).isEqualTo(starts.get(i - 1).from());
            }
            assertThat(starts.getLast().from()).isEqualTo(first);
        }
        assertThat(standing.tiers(acme).getFirst().value()).isEqualTo(accounts.get(acme).draft().tier());
        assertThat(jdbc.sql("select lifecycle from account where id = ?").param(acme).query(String.class).single())
                .isEqualTo(Objects.requireNonNull(standing.lifecycles(acme).getFirst().value()).name());
        assertThat(standing.plans(acme).stream().filter(plan -> plan.closedOn() == null).count())
                .isEqualTo(standing.lifecycles(acme).getFirst().value() == Lifecycle.AT_RISK ? 1 : 0);
    }

    private static void fill(Map<LocalDate, String> days, LocalDate from, String value) {
        days.replaceAll((day, old) -> day.isBefore(from) ? old : value);
    }

    private static LocalDate latest(Map<LocalDate, String> days, LocalDate first) {
        LocalDate day = TODAY.plusDays(59);
        while (day.isAfter(first) && Objects.equals(days.get(day), days.get(day.minusDays(1)))) {
            day = day.minusDays(1);
        }
        return day;
    }

    // ---- past the application ----

    @ParameterizedTest
    @ValueSource(strings = {
            "insert into account_tier_period (account_id, valid_from, tier, recorded_at) values (:acme, :first, 'CORE', :now)",
            "insert into account_tier_period (account_id, valid_from, tier, recorded_at) values (:acme, null, 'CORE', :now)",
            "insert into account_tier_period (account_id, valid_from, tier, recorded_at) values (1, :today, 'CORE', :now)",
            "insert into account_tier_period (account_id, valid_from, tier, recorded_at) values (:acme, :today, 'GOLD', :now)",
            "insert into account_tier_period (account_id, valid_from, tier, actor_id, recorded_at) values (:acme, :today, 'CORE', 1, :now)",
            "insert into account_lifecycle_period (account_id, valid_from, lifecycle, recorded_at) values (:acme, :first, 'ACTIVE', :now)",
            "insert into account_lifecycle_period (account_id, valid_from, lifecycle, recorded_at) values (:acme, :today, null, :now)",
            "insert into account_lifecycle_period (account_id, valid_from, lifecycle, recorded_at) values (:acme, :today, 'active', :now)",
            "update account_lifecycle_period set account_id = 1",
            "delete from account where id = :acme",
            "insert into account_save_plan (id, version, account_id, plan_text, owner_id, owner_active, due_on, state, opened_on) "
                    + "values (2, 0, :acme, 'second', :member, true, :today, 'OPEN', :today)",
            "update account_save_plan set plan_text = '  '",
            "update account_save_plan set owner_active = null",
            "update account_save_plan set owner_active = false",
            "update account_save_plan set state = 'SAVED'",
            "update account_save_plan set closed_on = :today",
            "update account_save_plan set state = 'SAVED', owner_active = null, closed_on = :first",
            "update account_save_plan set due_on = :first",
            "update account_save_plan set state = 'HOPED', owner_active = null, closed_on = :today",
            "update account_save_plan set owner_id = 1",
            "update security_user set active = false where id = :colleague"})
    void theSchemaRefuses(String attack) {
        lifecycle(Lifecycle.ACTIVE, TODAY.minusDays(8), "First order", null);
        lifecycle(Lifecycle.AT_RISK, TODAY.minusDays(1), "Competitor", plan(TODAY));
        sql("update account_save_plan set plan_text = 'good', due_on = :today");
        assertThatThrownBy(() -> sql(attack)).isInstanceOf(DataAccessException.class).satisfies(failure -> {
            Throwable cause = failure;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            var refusal = (SQLException) cause;
            assertThat(refusal.getSQLState().startsWith("23") || refusal.getSQLState().startsWith("22") || refusal.getErrorCode() == 3819)
                    .as(refusal.toString()).isTrue();
        });
    }

    private void sql(String sql) {
        jdbc.sql(sql).param("acme", acme).param("member", company.member().id()).param("colleague", company.colleague().id())
                .param("first", TODAY.minusDays(10)).param("today", TODAY).param("now", app.mainstay.shared.Sql.utc(TestClock.START)).update();
    }

    // ---- what the sentences above are made of ----

    private void tier(@Nullable Tier tier, @Nullable LocalDate on, String reason) {
        standing.change(new TierChange(acme, version(), tier, on, reason));
    }

    private void lifecycle(Lifecycle lifecycle, LocalDate on, String reason, @Nullable SavePlanDraft plan) {
        lifecycle(acme, lifecycle, on, reason, plan);
    }

    private void lifecycle(long id, Lifecycle lifecycle, LocalDate on, String reason, @Nullable SavePlanDraft plan) {
        standing.change(new LifecycleChange(id, accounts.get(id).draft().version(), lifecycle, on, reason, plan));
    }

    private SavePlanDraft plan(LocalDate due) {
        return new SavePlanDraft("Visit them", company.colleague().id(), due);
    }

    private int version() {
        return accounts.get(acme).draft().version();
    }

    private static List<Problem> problems(Runnable work) {
        return catchThrowableOfType(RefusedException.class, work::run).problems();
    }

    private Story story(LocalDate created, List<Since<Tier>> tiers, List<Since<Lifecycle>> lifecycles, Lifecycle now, AccountMassWriter.@Nullable Plan plan) {
        Viewer member = company.member();
        var at = created.atTime(4, 0).toInstant(java.time.ZoneOffset.UTC);
        var draft = new AccountDraft(Ids.next(), "Story " + Ids.next(), null, null, Tier.CORE, null, null, null, null, null, null, null, null, List.of(),
                member.id(), 0);
        return new Story(draft, at, null, new State(now, null, null), List.of(new Holder(at, member.id(), null)), List.of(), tiers, lifecycles, plan);
    }

    private static AccountDraft with(AccountDraft draft, Tier tier) {
        return new AccountDraft(draft.id(), draft.name(), draft.shortName(), draft.creditCode(), tier, draft.sector(), draft.region(), draft.parentId(),
                draft.revenue(), draft.employees(), draft.founded(), draft.website(), draft.address(), draft.tags(), draft.primaryRepId(), draft.version());
    }
}
