package app.mainstay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.security.SystemWork;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class AuditTrailTest {

    @Autowired
    AuditTrail trail;
    @Autowired
    Fixtures fixtures;
    @Autowired
    TransactionTemplate transaction;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
        Fixtures.signIn(company.director());
    }

    @Test
    void anEntrySaysWhoDidWhatWhen() {
        fixtures.as(company.member(), () -> trail.record("list.export", "account", Map.of("rows", 3, "query", "q=客户 \"x\"")));

        assertThat(trail.page(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.happenedAt()).isEqualTo(TestClock.START);
            assertThat(entry.actorId()).isEqualTo(company.member().id());
            assertThat(entry.kind()).isEqualTo("list.export");
            assertThat(entry.subject()).isEqualTo("account");
            assertThat(entry.parameters()).isEqualTo(Map.of("rows", 3, "query", "q=客户 \"x\""));
        });
    }

    @Test
    void theSystemAndStrangersHaveNoName() {
        SystemWork.run(() -> {
            trail.record("a", null, Map.of());
            return null;
        });
        SecurityContextHolder.clearContext();
        trail.record("b", "somebody", Map.of());

        Fixtures.signIn(company.director());
        assertThat(trail.page(null, 10)).extracting(AuditEntry::actorId).containsExactly(null, null);
        assertThat(trail.page(null, 10)).extracting(AuditEntry::subject).containsExactly("somebody", null);
    }

    @Test
    void theNewestComeFirstPageByPage() {
        for (int i = 0; i < 7; i++) {
            trail.record("kind", "" + i, Map.of());
        }
        var first = trail.page(null, 3);

        assertThat(first).extracting(AuditEntry::subject).containsExactly("6", "5", "4");
        assertThat(trail.page(first.getLast().id(), 100)).extracting(AuditEntry::subject).containsExactly("3", "2", "1", "0");
        assertThat(trail.page(null, 0)).hasSize(1);
    }

    @Test
    void whatIsTooLongIsCutTheLongestFirst() {
        trail.record("kind", "x".repeat(500), Map.of("columns", "name,tier", "query", "客\"\n\u0001".repeat(2_000), "rows", 7));

        assertThat(trail.page(null, 1)).singleElement().satisfies(entry -> {
            assertThat(entry.subject()).hasSize(200);
            assertThat(entry.parameters()).containsEntry("columns", "name,tier").containsEntry("rows", 7);
            assertThat((String) entry.parameters().get("query")).startsWith("客\"\n\u0001").endsWith("…").hasSizeGreaterThan(1_000);
        });
        trail.record("kind", null, Map.of("a", "😀".repeat(3_000), "b", "y".repeat(3_000)));
    }

    @Test
    void whatIsRolledBackDidNotHappen() {
        transaction.executeWithoutResult(status -> {
            trail.record("kind", null, Map.of());
            status.setRollbackOnly();
        });
        assertThat(trail.page(null, 1)).isEmpty();
    }

    @Test
    void onlyDirectorsAndAdministratorsRead() {
        fixtures.as(company.administrator(), () -> trail.page(null, 1));
        for (var user : List.of(company.member(), company.manager())) {
            assertThatThrownBy(() -> fixtures.as(user, () -> trail.page(null, 1))).isInstanceOf(AccessDeniedException.class);
        }
    }
}
