package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountMassWriter.Holder;
import app.mainstay.account.AccountMassWriter.State;
import app.mainstay.account.AccountMassWriter.Story;
import app.mainstay.security.SystemWork;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@DatabaseTest
class AccountMassWriterTest {

    private static final Instant PAST = TestClock.START.minus(Duration.ofDays(30));

    @Autowired
    private AccountMassWriter writer;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcClient jdbc;
    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    private static Story story(String name, @Nullable String creditCode, Viewer primary, Holder... holders) {
        var draft = new AccountDraft(Ids.next(), name, null, creditCode, Tier.CORE, null, null, null, null, null, null, null, null, List.of("a"),
                primary.id(), 0);
        return new Story(draft, PAST, null, new State(Lifecycle.ACTIVE, PAST, null), List.of(holders), List.of());
    }

    private static Holder since(Instant from, Viewer user) {
        return new Holder(from, user.id(), null);
    }

    private long write(Stream<Story> stories) {
        return SystemWork.run(() -> writer.write(stories.iterator(), "test"));
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    @Test
    void batchesOfAnySizeGoUnderOneRevision() {
        long before = count("audit_revision");
        assertThat(write(IntStream.range(0, 2_001).mapToObj(i -> story("A" + i, null, company.member(), since(PAST, company.member())))))
                .isEqualTo(2_001);
        assertThat(count("account")).isEqualTo(2_001);
        assertThat(count("account_aud")).isEqualTo(2_001);
        assertThat(count("account_tag_aud")).isEqualTo(2_001);
        assertThat(count("audit_revision")).isEqualTo(before + 1);
        assertThat(jdbc.sql("select distinct unit_id from account").query(Long.class).list()).containsExactly(company.city());
    }

    @Test
    void nothingToWriteLeavesNoRevision() {
        long before = count("audit_revision");
        assertThat(write(Stream.empty())).isZero();
        assertThat(count("audit_revision")).isEqualTo(before);
    }

    @Test
    void refusesWhatWouldBreakTheHistoryOfRepresentatives() {
        for (var wrong : List.of(
                story("none", null, company.member()),
                story("other", null, company.member(), since(PAST, company.colleague())),
                story("unordered", null, company.member(), since(TestClock.START, company.colleague()), since(PAST, company.member())),
                story("twice", null, company.member(), since(PAST, company.colleague()), since(PAST, company.member())),
                story("future", null, company.member(), since(TestClock.START.plusSeconds(1), company.member())),
                story("code", "91310000MA1FL0000X", company.member(), since(PAST, company.member())))) {
            assertThatExceptionOfType(IllegalArgumentException.class).as(wrong.draft().name()).isThrownBy(() -> write(Stream.of(wrong)));
        }
        assertThat(count("account")).isZero();
    }

    @Test
    void batchThatTheSchemaRefusesIsNotWrittenInPart() {
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> write(Stream.of("Same", "Other", "SAME")
                .map(name -> story(name, null, company.member(), since(PAST, company.member())))));
        assertThat(count("account")).isZero();
        assertThat(count("account_aud")).isZero();
    }

    @Test
    void nobodyButTheSystemMayUseIt() {
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> fixtures.as(company.director(), () -> writer.write(
                Stream.of(story("A", null, company.member(), since(PAST, company.member()))).iterator(), "test")));
    }
}
