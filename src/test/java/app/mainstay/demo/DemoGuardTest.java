package app.mainstay.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.security.UserService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ApplicationContextException;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

@DatabaseTest
class DemoGuardTest {

    @Autowired
    private DemoMarker marker;
    @Autowired
    private UserService users;
    @Autowired
    private Fixtures fixtures;

    private void start(String profile, String address) {
        var environment = new MockEnvironment();
        environment.addActiveProfile(profile);
        new DemoGuard(marker, users, environment, address, "jdbc:h2:file:./data/mainstay;MODE=MySQL").run();
    }

    private void startDemo() {
        start("demo", "127.0.0.1");
    }

    private void startReal() {
        start("server", "0.0.0.0");
    }

    @Test
    void bothOpenAnEmptyDatabase() {
        assertThatCode(this::startDemo).doesNotThrowAnyException();
        assertThatCode(this::startReal).doesNotThrowAnyException();
    }

    @Test
    void demonstrationRefusesUsersThatItDidNotMake() {
        fixtures.company();
        assertThatExceptionOfType(RefusedStart.class).isThrownBy(this::startDemo)
                .withMessage("The database jdbc:h2:file:./data/mainstay holds users that the demonstration did not make,"
                        + " so Mainstay does not open it in the profile \"demo\".");
        assertThatCode(this::startReal).doesNotThrowAnyException();
    }

    @Test
    void realStartRefusesTheDemonstrationsDatabase() {
        marker.begin(120);
        assertThatExceptionOfType(RefusedStart.class).isThrownBy(this::startReal).withMessageContaining("whose passwords everybody knows");
        marker.complete();
        assertThatExceptionOfType(RefusedStart.class).isThrownBy(this::startReal).withMessageContaining("whose passwords everybody knows");
        fixtures.company();
        assertThatCode(this::startDemo).doesNotThrowAnyException();
    }

    @Test
    void demonstrationRefusesWhatWasInterrupted() {
        marker.begin(120);
        assertThatExceptionOfType(RefusedStart.class).isThrownBy(this::startDemo).withMessageContaining("interrupted");
    }

    @Test
    void demonstrationIsServedToThisMachineOnly() {
        assertThatExceptionOfType(RefusedStart.class).isThrownBy(() -> start("demo", "0.0.0.0")).withMessageContaining("0.0.0.0");
        assertThatExceptionOfType(RefusedStart.class).isThrownBy(() -> start("demo", ""));
        assertThatCode(() -> start("demo", "::1")).doesNotThrowAnyException();
    }

    /** As Spring Boot does it, with the exception wrapped as a failed start wraps it. */
    @Test
    void refusalIsToldInWordsWithoutAStackTrace() {
        var refused = new RefusedStart("One sentence.", "What to do.");
        var analyses = SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class,
                        SpringFactoriesLoader.FailureHandler.handleMessage((message, failure) -> { })).stream()
                .map(analyzer -> analyzer.analyze(new ApplicationContextException("Failed to start bean 'demoGuard'", refused)))
                .filter(analysis -> analysis != null).toList();
        assertThat(analyses).singleElement().satisfies(analysis -> {
            assertThat(analysis.getDescription()).isEqualTo("One sentence.");
            assertThat(analysis.getAction()).isEqualTo("What to do.");
        });
    }
}
