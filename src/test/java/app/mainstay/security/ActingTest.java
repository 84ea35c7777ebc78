package app.mainstay.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.ViewTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** In a thread with an open screen, where Vaadin answers with the person of the session. */
class ActingTest extends ViewTest {

    @Autowired
    CurrentUser currentUser;

    @Test
    void workOfTheSystemIsTheSystemsWhateverScreenAskedForIt() {
        var company = fixtures.company();
        openAs(company.member(), "accounts");

        boolean system = SystemWork.run(currentUser::isSystem);

        assertThat(system).isTrue();
        assertThat(currentUser.require()).isEqualTo(company.member());
    }

    @Test
    void oneInsideTheOtherEndsWhereItBegan() {
        var company = fixtures.company();
        openAs(company.member(), "accounts");

        fixtures.as(company.director(), () -> {
            assertThat(currentUser.require()).isEqualTo(company.director());
            assertThat(SystemWork.run(currentUser::isSystem)).isTrue();
            assertThat(currentUser.require()).isEqualTo(company.director());
        });

        assertThat(currentUser.require()).isEqualTo(company.member());
    }
}
