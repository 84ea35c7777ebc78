package app.mainstay.base;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DatabaseTest
class DraftsTest {

    record Note(String text, int version) {
    }

    private static final Note BASE = new Note("as it was", 1);

    @Autowired
    private Drafts drafts;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcClient jdbc;

    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    @Test
    void theLatestDraftIsKept() {
        fixtures.as(company.member(), () -> {
            drafts.keep("note", 7, new Note("first", 1), BASE);
            drafts.keep("note", 7, new Note("第二", 1), BASE);

            assertThat(text(7)).contains("第二");
            assertThat(drafts.find("note", 7, Note.class)).map(Drafts.Kept::base).contains(BASE);
            assertThat(text(8)).isEmpty();
        });
    }

    @Test
    void nobodySeesAnothersDraft() {
        fixtures.as(company.member(), () -> drafts.keep("note", 7, new Note("mine", 1), BASE));

        assertThat(fixtures.as(company.colleague(), () -> text(7))).isEmpty();
        fixtures.as(company.colleague(), () -> drafts.discard("note", 7));
        assertThat(fixtures.as(company.member(), () -> text(7))).contains("mine");
    }

    @Test
    void aDiscardedDraftIsGone() {
        fixtures.as(company.member(), () -> {
            drafts.keep("note", 7, new Note("mine", 1), BASE);
            drafts.discard("note", 7);

            assertThat(text(7)).isEmpty();
        });
    }

    @Test
    void aDraftThatCannotBeReadAnyMoreCountsAsNone() {
        fixtures.as(company.member(), () -> {
            drafts.keep("note", 7, new Note("mine", 1), BASE);
            jdbc.sql("update base_draft set content = '[1, 2]'").update();

            assertThat(text(7)).isEmpty();
        });
    }

    private Optional<String> text(long record) {
        return drafts.find("note", record, Note.class).map(kept -> kept.draft().text());
    }
}
