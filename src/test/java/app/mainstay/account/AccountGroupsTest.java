package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.Races;
import app.mainstay.account.AccountGroup.Figures;
import app.mainstay.account.AccountGroup.Member;
import app.mainstay.security.SystemWork;
import app.mainstay.security.Viewer;
import app.mainstay.settings.PlanRates;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class AccountGroupsTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountGroups groups;
    @Autowired
    PlanRates rates;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;

    private Races races;
    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
        races = new Races(transaction, jdbc);
        Fixtures.signIn(company.director());
    }

    @AfterEach
    void end() {
        races.close();
    }

    @Test
    void figuresAreRolledUpByCurrencyAndAtThePlanRate() {
        SystemWork.run(() -> rates.save(new PlanRates.Rate(2026, "USD", new BigDecimal("7"))));
        long head = account("Head", company.member(), null, "100", "CNY", 10);
        long east = account("East", company.member(), head, "10", "USD", 5);
        account("Works", company.member(), east, "1", "CNY", 1);
        long west = account("West", company.member(), head, null, null, null);
        long gone = account("Gone", company.member(), head, "999", "CNY", 999);
        accounts.archive(gone, 0);

        for (long any : List.of(head, east, west)) {
            var group = groups.of(any);
            assertThat(group.members()).extracting(Member::name, Member::depth, Member::archived).containsExactly(tuple("Head", 0, false),
                    tuple("East", 1, false), tuple("Works", 2, false), tuple("Gone", 1, true), tuple("West", 1, false));
            assertThat(group.total()).isEqualTo(new Figures(4, List.of(Money.of("101", "CNY"), Money.of("10", "USD")), Optional.of(Money.of("171", "CNY")), 16));
            assertThat(group.members().get(1).total())
                    .isEqualTo(new Figures(2, List.of(Money.of("1", "CNY"), Money.of("10", "USD")), Optional.of(Money.of("71", "CNY")), 6));
            assertThat(group.members().get(1).own()).isEqualTo(new Figures(1, List.of(Money.of("10", "USD")), Optional.of(Money.of("70", "CNY")), 5));
            assertThat(group.members().getLast().own()).isEqualTo(new Figures(1, List.of(), Optional.empty(), 0));
            assertThat(group.hidden()).isZero();
        }
        account("Abroad", company.member(), head, "1", "EUR", 1);
        assertThat(groups.of(head).total().inBase()).as("without a rate there is no sum").isEmpty();
    }

    @Test
    void whatIsOutsideTheOwnAccountsIsCountedAndNotNamed() {
        long head = account("Head", company.stranger(), null, "100", "CNY", 10);
        long north = account("North", company.member(), head, "1", "CNY", 1);
        account("Sister", company.member(), head, "1", "CNY", 1);
        long secret = account("Secret", company.stranger(), north, "50", "CNY", 50);
        long below = account("Below", company.member(), secret, "2", "CNY", 2);
        account("Other secret", company.stranger(), secret, "50", "CNY", 50);

        fixtures.as(company.member(), () -> {
            var group = groups.of(below);
            assertThat(group.members()).extracting(Member::name).as("beyond the hidden parent nobody learns more").containsExactly("Below");
            assertThat(group.hidden()).isEqualTo(1);
            group = groups.of(north);
            assertThat(group.members()).extracting(Member::name, Member::depth, Member::parentId)
                    .containsExactly(tuple("North", 0, null), tuple("Below", 1, north));
            assertThat(group.hidden()).isEqualTo(3);
            assertThat(group.total()).isEqualTo(new Figures(2, List.of(Money.of("3", "CNY")), Optional.of(Money.of("3", "CNY")), 3));
            assertThatThrownBy(() -> groups.of(head)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> groups.exists(secret)).isInstanceOf(NotFoundException.class);
            assertThat(groups.exists(below)).isTrue();
        });
        assertThat(groups.of(below).members()).hasSize(6);
        long alone = account("Alone", company.member(), null, null, null, null);
        assertThat(groups.exists(alone)).isFalse();
        assertThat(groups.of(alone).members()).hasSize(1);
    }

    /** Two people close a circle from both sides: the second one waits for the first and is refused. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void twoPeopleAtTheSameInstantMakeNoCircle(int between) {
        long a = account("A", company.member(), null, null, null, null);
        long b = account("B", company.member(), null, null, null, null);
        long bottom = b;
        for (int i = 0; i < between; i++) {
            bottom = account("Between " + i, company.member(), bottom, null, null, null);
        }
        long belowB = bottom;
        long belowA = between == 0 ? a : account("Below A", company.member(), a, null, null, null);
        var problems = races.second(() -> put(a, belowB), () -> put(b, belowA));

        assertThat(problems).extracting(Problem::key).containsExactly("problem.parentCycle");
        assertThat(groups.of(a).members()).hasSize(between == 0 ? 2 : between + 3);
        assertThat(parent(b)).isNull();
        assertThat(parent(a)).isEqualTo(belowB);
    }

    private long account(String name, Viewer representative, @Nullable Long parent, @Nullable String revenue, @Nullable String currency,
                         @Nullable Integer employees) {
        return fixtures.as(company.director(), () -> accounts.save(new AccountDraft(null, name, null, null, Tier.CORE, null, null, parent,
                revenue == null || currency == null ? null : Money.of(revenue, currency), employees, null, null, null, List.of(), representative.id(), 0)));
    }

    private void put(long id, long parent) {
        fixtures.as(company.director(), () -> {
            var draft = accounts.get(id).draft();
            accounts.save(new AccountDraft(id, draft.name(), null, null, draft.tier(), null, null, parent, draft.revenue(), draft.employees(), null, null,
                    null, List.of(), draft.primaryRepId(), draft.version()));
        });
    }

    private @Nullable Long parent(long id) {
        return accounts.get(id).draft().parentId();
    }
}
