package app.mainstay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.Tier;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every change leaves one revision that says who, when and why, and a row that says what it was and until when. */
@DatabaseTest
class HistoryTest {

    private record Step(long rev, @Nullable Long revend, int revtype, String name, @Nullable String tier, long representative) {
    }

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void account() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        clock.advance(Duration.ofHours(1));
    }

    @Test
    void theFirstStepIsTheCreation() {
        assertThat(steps()).singleElement().satisfies(step -> {
            assertThat(step.revtype()).isZero();
            assertThat(step.revend()).isNull();
            assertThat(step.name()).isEqualTo("Acme");
            assertThat(actor(step.rev())).isEqualTo(company.director().id());
        });
    }

    @Test
    void aChangeWritesOneRevisionWithItsActorAndTime() {
        int before = revisions();
        change(draft -> renamed(draft, "Acme Group"));

        assertThat(revisions()).isEqualTo(before + 1);
        var steps = steps();
        assertThat(steps).extracting(Step::name).containsExactly("Acme", "Acme Group");
        assertThat(steps).extracting(Step::revtype).containsExactly(0, 1);
        assertThat(steps.getFirst().revend()).as("the old state ends where the new begins").isEqualTo(steps.getLast().rev());
        assertThat(steps.getLast().revend()).isNull();
        assertThat(actor(steps.getLast().rev())).isEqualTo(company.member().id());
        assertThat(jdbc.sql("select created_at from audit_revision where id = ?").param(steps.getLast().rev()).query(LocalDateTime.class).single())
                .isEqualTo(Sql.utc(clock.instant()));
    }

    @Test
    void severalChangesInOneTransactionAreOneRevision() {
        int before = revisions();
        fixtures.as(company.manager(), () -> accounts.save(tagged(renamed(accounts.get(acme).draft(), "Acme Group"), "a", "b")));

        assertThat(revisions()).isEqualTo(before + 1);
        assertThat(steps()).hasSize(2).last().satisfies(step -> assertThat(step.name()).isEqualTo("Acme Group"));
    }

    @Test
    void changingHandsIsARevisionWithItsReason() {
        int before = revisions();
        fixtures.reassign(company.manager(), acme, company.colleague());

        assertThat(revisions()).isEqualTo(before + 1);
        assertThat(steps()).hasSize(2).last().satisfies(step -> assertThat(step.representative()).isEqualTo(company.colleague().id()));
        assertThat(jdbc.sql("select reason from audit_revision order by id desc limit 1").query(String.class).single()).isEqualTo("because / because");
    }

    @Test
    void savingWhatIsThereWritesNothing() {
        int before = revisions();
        change(UnaryOperator.identity());
        change(draft -> renamed(draft, "  Acme "));

        assertThat(revisions()).isEqualTo(before);
        assertThat(steps()).hasSize(1);
        assertThat(fixtures.as(company.member(), () -> accounts.get(acme)).draft().version()).isZero();
    }

    @Test
    void aRefusedChangeWritesNothing() {
        int before = revisions();
        assertThatThrownBy(() -> change(draft -> renamed(draft, " "))).isInstanceOf(RefusedException.class);

        assertThat(revisions()).isEqualTo(before);
        assertThat(steps()).hasSize(1);
    }

    @Test
    void tagsHaveAHistoryOfTheirOwn() {
        change(draft -> tagged(draft, "gold", "2026"));
        change(draft -> tagged(draft, "gold"));

        var revisions = steps().stream().map(Step::rev).toList();
        assertThat(revisions).hasSize(3);
        assertThat(jdbc.sql("select tag, rev, revtype, revend from account_tag_aud where account_id = ? order by rev, tag").param(acme)
                .query((row, n) -> List.of(row.getString("tag"), row.getLong("rev"), row.getInt("revtype"), row.getLong("revend"))).list())
                .containsExactly(List.of("2026", revisions.get(1), 0, revisions.get(2)), List.of("gold", revisions.get(1), 0, 0L),
                        List.of("2026", revisions.get(2), 2, 0L));
    }

    @Test
    void aReasonAndABatchStandInTheRevision() {
        Because.of("yearly review", 7L, () -> {
            change(draft -> renamed(draft, "Acme Group"));
            return null;
        });
        assertThat(jdbc.sql("select reason, batch_id from audit_revision where id = ?").param(steps().getLast().rev())
                .query().singleRow()).isEqualTo(Map.of("reason", "yearly review", "batch_id", 7L));

        change(draft -> renamed(draft, "Acme"));
        assertThat(jdbc.sql("select reason from audit_revision where id = ?").param(steps().getLast().rev()).query().singleRow())
                .containsEntry("reason", null);
    }

    @Test
    void theSystemHasNoName() {
        long rev = jdbc.sql("select rev from security_unit_aud where id = ?").param(company.root()).query(Long.class).single();
        assertThat(actor(rev)).isNull();
    }

    /** The state at a revision is read with one comparison per end, which needs ids that grow with time. */
    @Test
    void revisionsGrow() {
        change(draft -> renamed(draft, "B"));
        change(draft -> renamed(draft, "C"));
        assertThat(steps()).extracting(Step::rev).isSorted().doesNotHaveDuplicates();
        assertThat(steps()).extracting(Step::name).containsExactly("Acme", "B", "C");
    }

    private void change(UnaryOperator<AccountDraft> change) {
        fixtures.as(company.member(), () -> accounts.save(change.apply(accounts.get(acme).draft())));
    }

    private List<Step> steps() {
        return jdbc.sql("select rev, revend, revtype, name, tier, primary_rep_id from account_aud where id = ? order by rev").param(acme)
                .query((row, n) -> new Step(row.getLong("rev"), row.getObject("revend", Long.class), row.getInt("revtype"), row.getString("name"),
                        row.getString("tier"), row.getLong("primary_rep_id"))).list();
    }

    private int revisions() {
        return jdbc.sql("select count(*) from audit_revision").query(Integer.class).single();
    }

    private @Nullable Long actor(long rev) {
        return (Long) jdbc.sql("select actor_id from audit_revision where id = ?").param(rev).query().singleRow().get("actor_id");
    }

    private static AccountDraft renamed(AccountDraft draft, String name) {
        return new AccountDraft(draft.id(), name, null, null, Tier.CORE, null, null, null, null, null, null, null, null, draft.tags(),
                draft.primaryRepId(), draft.version());
    }

    private static AccountDraft tagged(AccountDraft draft, String... tags) {
        return new AccountDraft(draft.id(), draft.name(), null, null, Tier.CORE, null, null, null, null, null, null, null, null,
                List.of(tags), draft.primaryRepId(), draft.version());
    }
}
