package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.audit.Revisions;
import app.mainstay.security.SystemWork;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever gives or takes a place elsewhere marks it: the next page of who had opened the list before shows it. */
@DatabaseTest
class PlacesElsewhereTest {

    private static final Instant UNTIL = TestClock.START.plus(Duration.ofDays(3));
    private static final Pattern WRITES = Pattern.compile("(insert into|update|delete from) account_(member|reader|stand_in)\\b");

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountPeople people;
    @Autowired
    AccountScope scope;
    @Autowired
    TeamMerge merges;
    @Autowired
    Revisions revisions;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;
    private long bolt;

    @BeforeEach
    void accountsOfTheMember() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt", company.member());
        fixtures.account(company, "Home", company.stranger());
        fixtures.account(company, "Next door", company.colleague());
        // What they have now is remembered from here on.
        sees(company.stranger(), "Home");
        sees(company.colleague(), "Next door");
    }

    @Test
    void placesInATeam() {
        fixtures.as(company.director(), () -> people.setMember(acme, company.stranger().id(), TeamRole.BACKUP));
        sees(company.stranger(), "Acme", "Home");
        // The backup is one person: who had the place loses it.
        fixtures.as(company.director(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP));
        sees(company.stranger(), "Home");
        sees(company.colleague(), "Acme", "Next door");
        fixtures.as(company.director(), () -> transaction.executeWithoutResult(status -> people.moveMembers(null, company.colleague().id(), company.stranger().id())));
        sees(company.stranger(), "Acme", "Home");
        sees(company.colleague(), "Next door");
        fixtures.as(company.director(), () -> people.removeMember(acme, company.stranger().id(), TeamRole.BACKUP));
        sees(company.stranger(), "Home");
    }

    @Test
    void whoBecomesTheRepresentativeIsTheBackupNoLonger() {
        fixtures.as(company.director(), () -> people.setMember(acme, company.stranger().id(), TeamRole.BACKUP));
        sees(company.stranger(), "Acme", "Home");
        fixtures.reassign(company.director(), acme, company.stranger());
        sees(company.stranger(), "Acme", "Home");
        fixtures.reassign(company.director(), acme, company.colleague());
        // Who gave it away reads on for a while, as the settings say.
        clock.advance(Duration.ofDays(400));
        sees(company.stranger(), "Home");
    }

    @Test
    void standingInIsGivenAnotherAndEnded() {
        work(() -> people.standIn(1, company.member().id(), company.stranger().id(), TestClock.START.minusSeconds(9), UNTIL));
        sees(company.stranger(), "Acme", "Bolt", "Home");
        work(() -> people.standIn(1, company.member().id(), company.colleague().id(), TestClock.START.minusSeconds(9), UNTIL));
        sees(company.stranger(), "Home");
        sees(company.colleague(), "Acme", "Bolt", "Next door");
        work(() -> people.endStandIn(1));
        sees(company.colleague(), "Next door");
        // It begins and ends by the clock; nobody writes then.
        work(() -> people.standIn(2, company.member().id(), company.colleague().id(), UNTIL, UNTIL.plusSeconds(60)));
        sees(company.colleague(), "Next door");
        clock.set(UNTIL);
        sees(company.colleague(), "Acme", "Bolt", "Next door");
        clock.advance(Duration.ofMinutes(1));
        sees(company.colleague(), "Next door");
    }

    @Test
    void readingOnIsGivenProlongedAndOver() {
        work(() -> people.letRead(List.of(acme), company.stranger().id(), UNTIL));
        sees(company.stranger(), "Acme", "Home");
        work(() -> people.letRead(List.of(acme), company.stranger().id(), UNTIL.plusSeconds(60)));
        clock.set(UNTIL);
        sees(company.stranger(), "Acme", "Home");
        clock.advance(Duration.ofMinutes(1));
        sees(company.stranger(), "Home");
    }

    @Test
    void placesOfAMergedAccountBecomeThoseOfTheOther() {
        fixtures.as(company.director(), () -> people.setMember(acme, company.stranger().id(), TeamRole.SERVICE));
        work(() -> people.letRead(List.of(acme), company.colleague().id(), UNTIL));
        sees(company.stranger(), "Acme", "Home");
        sees(company.colleague(), "Acme", "Next door");
        work(() -> merges.move(new MergePart.Merge(acme, bolt, revisions.open(company.director().id(), "the same", null), TestClock.START)));
        sees(company.stranger(), "Bolt", "Home");
        sees(company.colleague(), "Bolt", "Next door");
    }

    @Test
    void nothingIsMarkedByWhatDidNotHappen() {
        transaction.executeWithoutResult(status -> {
            fixtures.as(company.director(), () -> people.setMember(acme, company.stranger().id(), TeamRole.SERVICE));
            status.setRollbackOnly();
        });
        sees(company.stranger(), "Home");
    }

    /** A writer that came later would leave open lists as they were. */
    @Test
    void nobodyElseWritesThosePlaces() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).filter(file -> WRITES.matcher(text(file)).find())
                    .filter(file -> !text(file).contains("elsewhere.changed(")).toList()).isEmpty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void work(Runnable work) {
        SystemWork.run(() -> transaction.execute(status -> {
            work.run();
            return null;
        }));
    }

    /** By the list, which remembers, and by each account's own page, which asks. */
    private void sees(Viewer viewer, String... names) {
        fixtures.as(viewer, () -> {
            var rows = accounts.page(AccountFilter.ALL, Slice.first(9, AccountSort.NAME));
            assertThat(rows).extracting(AccountRow::name).containsExactly(names);
            assertThat(rows).allMatch(row -> scope.sees(row.id()));
        });
    }
}
