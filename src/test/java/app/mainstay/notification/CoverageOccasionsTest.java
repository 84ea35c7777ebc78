package app.mainstay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.coverage.Coverage;
import app.mainstay.coverage.Handovers;
import app.mainstay.coverage.Leaves;
import app.mainstay.coverage.PlannedAssignments;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class CoverageOccasionsTest {

    private static final LocalDate FROM = LocalDate.of(2026, 12, 1);
    private static final LocalDate UNTIL = LocalDate.of(2026, 12, 5);

    @Autowired
    Notifications notifications;
    @Autowired
    Fixtures fixtures;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    TransactionTemplate transaction;

    private Fixtures.Company company;
    private long acme;
    private long bolt;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt", company.member());
    }

    /** Twice, as may happen. */
    private void publish(Object event) {
        for (int i = 0; i < 2; i++) {
            transaction.executeWithoutResult(status -> events.publishEvent(event));
        }
    }

    private List<NotificationRow> told(Viewer who) {
        return fixtures.as(who, () -> notifications.page(NotificationFilter.ALL, new Slice<>(0, 100, List.of(new Slice.Order<>(NotificationSort.TIME, false)))));
    }

    private List<String> said(Viewer who) {
        return told(who).stream().map(row -> row.said().in(Locale.ENGLISH)).toList();
    }

    @Test
    void whoGetsAnAccountAndWhoLosesItAreToldAndWhoDidItIsNot() {
        fixtures.reassign(company.manager(), acme, company.colleague());
        assertThat(said(company.colleague())).containsExactly("You now look after Acme.");
        assertThat(told(company.colleague()).getFirst().path()).isEqualTo("accounts/" + Ids.text(acme));
        assertThat(said(company.member())).containsExactly("Colleague now looks after Acme in your place.");
        fixtures.reassign(company.manager(), acme, company.manager());
        assertThat(said(company.manager())).isEmpty();
        assertThat(said(company.colleague())).hasSize(2).last().isEqualTo("Manager now looks after Acme in your place.");
    }

    @Test
    void whatGoesBackIsToldOnceToWhoLosesItAndToEverybodyWhoGetsIt() {
        long third = fixtures.account(company, "Third", company.member());
        publish(new Coverage.Returned(Map.of(acme, company.member().id(), bolt, company.colleague().id(), third, company.member().id()),
                company.stranger().id(), company.manager().id(), TestClock.START));
        assertThat(said(company.member())).containsExactly("You now look after 2 more accounts.");
        assertThat(said(company.colleague())).containsExactly("You now look after Bolt.");
        assertThat(said(company.stranger())).containsExactly("3 accounts went back from you to those who looked after them before.");
        publish(new Coverage.Returned(Map.of(acme, company.member().id()), company.manager().id(), company.manager().id(), TestClock.START));
        assertThat(said(company.manager())).isEmpty();
    }

    @Test
    void manyAtOnceAreCounted() {
        publish(new Coverage.Assigned(Map.of(acme, company.member().id(), bolt, company.member().id()), company.colleague().id(), null, TestClock.START, "x"));
        assertThat(said(company.colleague())).containsExactly("You now look after 2 more accounts.");
        assertThat(said(company.member())).containsExactly("Colleague now looks after 2 of your accounts.");
        assertThat(told(company.member()).getFirst().said().in(Locale.SIMPLIFIED_CHINESE)).isEqualTo("您的 2 个客户现由 Colleague 负责。");
    }

    @Test
    void whoPlannedWhatFailedIsToldWhy() {
        publish(new PlannedAssignments.PlanFailed(1, acme, "Acme", company.manager().id(), FROM, Problem.of(null, "problem.inactive")));
        assertThat(said(company.manager())).singleElement().asString().startsWith("The change of representative planned for 1 Dec 2026, Acme, was not made. ")
                .doesNotContain("problem.inactive");
    }

    @Test
    void standInsAreToldFromWhenToWhen() {
        publish(new Leaves.Planned(1, company.member().id(), company.colleague().id(), FROM, UNTIL, company.member().id()));
        publish(new Leaves.Changed(1, company.member().id(), company.colleague().id(), company.manager().id(), FROM, UNTIL, company.member().id()));
        publish(new Leaves.Cancelled(1, company.member().id(), company.manager().id(), FROM, UNTIL, company.manager().id()));
        assertThat(said(company.colleague())).containsExactly("You stand in for Member from 1 Dec 2026 to 5 Dec 2026.",
                "You no longer stand in for Member from 1 Dec 2026 to 5 Dec 2026.");
        // Who called it off knows.
        assertThat(said(company.manager())).containsExactly("You stand in for Member from 1 Dec 2026 to 5 Dec 2026.");
        assertThat(said(company.member())).isEmpty();
    }

    @Test
    void bothSidesAreToldOfAHandover() {
        publish(new Handovers.Opened(7, company.member().id(), company.colleague().id(), FROM, company.manager().id()));
        publish(new Handovers.Done(7, company.member().id(), company.colleague().id(), 1, TestClock.START));
        for (Viewer side : List.of(company.member(), company.colleague())) {
            assertThat(said(side)).containsExactly("The handover from Member to Colleague on 1 Dec 2026 waits for your signature.",
                    "The handover from Member to Colleague is done, with one account.");
            assertThat(told(side).getFirst().path()).isEqualTo("team/handovers/" + Ids.text(7));
        }
        publish(new Handovers.Cancelled(8, company.member().id(), company.colleague().id(), company.member().id(), "no need"));
        assertThat(said(company.colleague())).last().isEqualTo("The handover from Member to Colleague was called off: no need");
        assertThat(said(company.member())).hasSize(2);
        publish(new Handovers.Failed(7, company.manager().id(), List.of(Problem.of(null, "handover.problem.mayNot"))));
        assertThat(said(company.manager())).singleElement().asString().startsWith("A handover that was due could not be carried out. ");
    }
}
