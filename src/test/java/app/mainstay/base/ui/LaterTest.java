package app.mainstay.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.security.CurrentUser;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LaterTest extends ViewTest {

    @Autowired
    private CurrentUser currentUser;

    private final List<String> shown = new ArrayList<>();
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private Fixtures.Company company;
    private Later later;

    @BeforeEach
    void screen() {
        company = fixtures.company();
        openAs(company.member(), "accounts");
        later = new Later(view());
    }

    @Test
    void theScreenStandsUntilTheAnswerComesInTheNameOfWhoLooks() {
        later.ask(() -> first.join() + currentUser.require().displayName(), shown::add, shown::add);
        MockVaadin.clientRoundtrip(true);
        assertThat(shown).isEmpty();

        first.complete("for ");
        answered();
        assertThat(shown).containsExactly("for " + company.member().displayName());
    }

    @Test
    void onlyTheLastQuestionIsAnsweredAndNoneAfterTheScreenHasGone() {
        later.ask(first::join, shown::add, shown::add);
        var before = later.running();
        later.ask(() -> "second", shown::add, shown::add);
        first.complete("first");
        before.join();
        answered();
        assertThat(shown).containsExactly("second");

        later.ask(() -> "third", shown::add, shown::add);
        navigate("competitors");
        answered();
        assertThat(shown).containsExactly("second");
    }

    @Test
    void aFailureIsASentence() {
        later.ask(() -> {
            throw new IllegalStateException("inside");
        }, answer -> shown.add("answer"), shown::add);
        answered();
        assertThat(shown).singleElement().asString().isNotBlank().doesNotContain("inside", "answer");
    }

    private void answered() {
        later.running().handle((answer, failure) -> answer).join();
        MockVaadin.clientRoundtrip(true);
    }
}
