package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.TestDatabase;
import app.mainstay.account.Timeline.Asked;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@DatabaseTest
class TimelineFilterTest {

    private static final List<String> KINDS = List.of("account.changed", "account.tier", "account.joined", "account.left");

    private record Moment(Instant at, long id, String kind, @Nullable Long actor) {
    }

    @Autowired
    Fixtures fixtures;
    @Autowired
    Timeline timeline;
    @Autowired
    JdbcTemplate jdbc;

    private final List<Moment> moments = new ArrayList<>();
    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void tenThousandMoments() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        jdbc.update("delete from account_timeline");
        var random = new Random(7);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            // Many at the same instant, so that the id decides.
            var at = TestClock.START.minusSeconds(random.nextInt(4_000));
            Long actor = switch (random.nextInt(20)) {
                case 0 -> company.manager().id();
                case 1, 2, 3 -> null;
                default -> company.member().id();
            };
            var moment = new Moment(at, Ids.next(), KINDS.get(random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 0), actor);
            moments.add(moment);
            rows.add(new Object[]{acme, Sql.utc(at), moment.id(), moment.kind(), actor, "account", "{}"});
        }
        jdbc.batchUpdate("insert into account_timeline (account_id, occurred_at, id, kind, actor_id, source_module, parameters) values (?, ?, ?, ?, ?, ?, ?)",
                rows);
        moments.sort(Comparator.comparing(Moment::at).thenComparing(Moment::id).reversed());
        Fixtures.signIn(company.member());
    }

    @Test
    void everyPageOfEveryFilterIsWhatASlowOneWouldFind() {
        for (var asked : List.of(Asked.ALL, new Asked(Set.of("account.tier"), null), new Asked(Set.of("account.joined", "account.left"), null),
                new Asked(Set.of(), company.manager().id()), new Asked(Set.of("account.joined", "account.left"), company.member().id()),
                new Asked(Set.of("account.archived"), null), new Asked(Set.of(), company.stranger().id()))) {
            List<Long> found = new ArrayList<>();
            Timeline.Position last = null;
            for (List<TimelineEntry> page; !(page = timeline.page(acme, asked, last, 700)).isEmpty();
                 last = new Timeline.Position(page.getLast().occurredAt(), page.getLast().id())) {
                page.forEach(entry -> found.add(entry.id()));
            }
            assertThat(found).as(asked.toString()).isEqualTo(moments.stream().filter(one -> asked.kinds().isEmpty() || asked.kinds().contains(one.kind()))
                    .filter(one -> asked.actorId() == null || Objects.equals(asked.actorId(), one.actor())).map(Moment::id).toList());
        }
        assertThat(timeline.page(acme, null, 700)).hasSize(700);
    }

    @Test
    void offersTheKindsAndPeopleThatAreThere() {
        assertThat(timeline.kinds(acme)).containsExactlyInAnyOrderElementsOf(KINDS);
        assertThat(timeline.actors(acme)).extracting(Timeline.Actor::name).containsExactly("Manager", "Member");
        fixtures.as(company.colleague(), () -> {
            assertThatThrownBy(() -> timeline.kinds(acme)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> timeline.actors(acme)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> timeline.page(acme, Asked.ALL, null, 1)).isInstanceOf(NotFoundException.class);
        });
    }

    /** Ten thousand moments are neither sorted nor gone through for thirty of them. */
    @Test
    void aPageIsReadFromTheIndexInItsOrder() {
        assumeFalse(TestDatabase.CURRENT == TestDatabase.H2, "MySQL tells how it reads");
        jdbc.execute("analyze table account_timeline");
        String half = jdbc.queryForObject("select occurred_at from account_timeline order by occurred_at limit 1 offset 5000", String.class);
        for (String condition : List.of("", " and kind = 'account.tier'", " and actor_id = " + company.manager().id())) {
            var plan = jdbc.queryForList("explain select id from account_timeline where account_id = " + acme + " and occurred_at <= '" + half
                    + "' and (occurred_at < '" + half + "' or id < 5)" + condition + " order by occurred_at desc, id desc limit 31").getFirst();
            assertThat(String.valueOf(plan.get("Extra"))).as(plan.toString()).doesNotContain("filesort");
        }
    }
}
