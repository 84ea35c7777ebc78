package app.mainstay.account.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.Races;
import app.mainstay.account.AccountService;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.Contacts;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Problem;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two people merge the same pair in the same moment: one does, the other reads who did it and when. */
@DatabaseTest
class MergeRaceTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    Contacts contacts;
    @Autowired
    Merging merging;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;

    private Races races;
    private Fixtures.Company company;
    private long acme;
    private long bolt;

    @BeforeEach
    void company() {
        company = fixtures.company();
        races = new Races(transaction, jdbc);
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt", company.colleague());
    }

    @AfterEach
    void end() {
        races.close();
    }

    @Test
    void theSecondOfTheSameWayReadsWhoWasFirst() {
        race(acme, bolt);
    }

    @Test
    void theSecondOfTheOtherWayReadsWhoWasFirst() {
        race(bolt, acme);
    }

    private void race(long from, long into) {
        var problems = races.second(() -> merge(company.manager(), acme, bolt),
                () -> merge(company.director(), from, into));

        assertThat(problems).containsExactly(Problem.of(null, "merge.problem.overBy", "Acme", "Bolt", "Manager", "2026-11-24 10:30"));
        assertThat(jdbc.sql("select merged_by from account_merged").query(Long.class).list()).containsExactly(company.manager().id());
        assertThat(jdbc.sql("select count(*) from account_timeline where kind = 'account.merged'").query(Integer.class).single()).isEqualTo(1);
    }

    /** Nobody is left behind at an account that has just become part of another one. */
    @Test
    void aContactAddedMeanwhileIsRefused() {
        var draft = ContactDraft.empty(acme);
        var problems = races.second(() -> merge(company.manager(), acme, bolt),
                () -> fixtures.as(company.member(), () -> contacts.save(new ContactDraft(null, acme, "Wang", null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, draft.consent(), null, false, null, null, null, null, 0))));

        assertThat(problems).extracting(Problem::key).containsExactly("problem.archived");
        assertThat(jdbc.sql("select count(*) from account_contact where account_id = ?").param(acme).query(Integer.class).single()).isZero();
    }

    private long merge(Viewer viewer, long from, long into) {
        return fixtures.as(viewer, () -> merging.merge(new MergeDraft(from, 0, into, 0, Set.of(), true)));
    }
}
