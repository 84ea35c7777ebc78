package app.mainstay.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;

@DatabaseTest
class UserServiceTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    UserService users;
    @Autowired
    Passwords passwords;
    @Autowired
    UserDetailsService signIn;
    @Autowired
    PasswordEncoder encoder;
    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;

    @BeforeEach
    void signIn() {
        company = fixtures.company();
        Fixtures.signIn(company.administrator());
    }

    @Test
    void theLastAdministratorWhoCanSignInStays() {
        fixtures.password(company.administrator());
        // Active, but without a password: nobody whom one could ask.
        fixtures.user("second", Role.ADMINISTRATOR, company.root());

        refused(() -> users.save(with(users.get(company.administrator().id()), Role.MEMBER)), Problem.of("role", "problem.lastAdministrator"));
        Fixtures.signIn(fixtures.user("third", Role.ADMINISTRATOR, company.root()));
        refused(() -> users.deactivate(company.administrator().id()), Problem.of(null, "problem.lastAdministrator"));
    }

    @Test
    void anAdministratorGoesWhereAnotherCanSignIn() {
        fixtures.password(company.administrator());
        var second = fixtures.user("second", Role.ADMINISTRATOR, company.root());
        users.deactivate(second.id());

        assertThat(users.find(second.id())).get().extracting(UserRow::active).isEqualTo(false);
        users.activate(second.id());
        assertThat(users.find(second.id())).get().extracting(UserRow::active).isEqualTo(true);
    }

    @Test
    void nobodyDeactivatesThemselves() {
        fixtures.password(fixtures.user("second", Role.ADMINISTRATOR, company.root()));

        refused(() -> users.deactivate(company.administrator().id()), Problem.of(null, "problem.deactivateSelf"));
    }

    @Test
    void whoHoldsAccountsNeitherLeavesNorBecomesAnAdministrator() {
        fixtures.account(company, "Acme", company.member());

        refused(() -> users.deactivate(company.member().id()), Problem.of(null, "problem.holdsAccounts", 1));
        refused(() -> users.save(with(users.get(company.member().id()), Role.ADMINISTRATOR)), Problem.of("role", "problem.holdsAccounts", 1));
        users.save(with(users.get(company.colleague().id()), Role.ADMINISTRATOR));
    }

    @Test
    void theSecondOfTwoAdministratorsIsToldOfTheConflict() {
        UserDraft read = users.get(company.member().id());
        users.save(with(read, Role.MANAGER));

        assertThatThrownBy(() -> users.save(with(read, Role.DIRECTOR))).isInstanceOf(ConflictException.class);
        assertThat(users.get(company.member().id()).role()).isEqualTo(Role.MANAGER);
    }

    @Test
    void aOneTimePasswordLetsInAndMustBeChanged() {
        String password = passwords.setOneTime(company.member().id());

        assertThat(password).hasSize(16);
        assertThat(encoder.matches(password, signIn.loadUserByUsername("member").getPassword())).isTrue();
        fixtures.as(company.member(), () -> {
            assertThat(passwords.mustChange()).isTrue();
            passwords.change(password, "my own sentence", false);
            assertThat(passwords.mustChange()).isFalse();
        });
        assertThatThrownBy(() -> passwords.setOneTime(1)).isInstanceOf(NotFoundException.class);
    }

    /** A made-up password that contains the user name would be refused, and one letter is contained in nearly every one. */
    @Test
    void theShortestUserNameGetsAOneTimePasswordToo() {
        var brief = fixtures.user("b", Role.MEMBER, company.city());

        assertThat(passwords.setOneTime(brief.id())).doesNotContain("b");
    }

    private static UserDraft with(UserDraft draft, Role role) {
        return new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), role, draft.unitId(), draft.version());
    }

    static void refused(Runnable attempt, Problem problem) {
        assertThatThrownBy(attempt::run).asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::problems).isEqualTo(List.of(problem));
    }
}
