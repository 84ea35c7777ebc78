package app.mainstay.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.account.TeamRole;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** The member hands Acme and Bolt to the colleague; the manager leads both. */
@DatabaseTest
@RecordApplicationEvents
class HandoversTest {

    /** The date of {@link TestClock#START} in the business zone. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    Fixtures fixtures;
    @Autowired
    Handovers handovers;
    @Autowired
    HandoverAuditNames auditNames;
    @Autowired
    Leaves leaves;
    @Autowired
    Coverage coverage;

    @Autowired
    CoverageHistory history;

    @Autowired
    PlannedAssignments planned;
    @Autowired
    Capacity capacity;
    @Autowired
    AccountPeople people;
    @Autowired
    AccountScope scope;
    @Autowired
    AccountService accounts;
    @Autowired
    Timeline timeline;
    @Autowired
    UserService users;
    @Autowired
    JobDriver driver;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ApplicationEvents events;

    private Fixtures.Company company;
    private long acme;
    private long bolt;
    private long other;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        bolt = fixtures.account(company, "Bolt", company.member());
        other = fixtures.account(company, "Other", company.member());
    }

    @Test
    void bothSignAndOnTheDayEverythingMovesAtOnce() {
        var nights = driver.nights();
        long id = opened(TODAY.plusDays(2), acme, bolt);
        fixtures.as(company.manager(), () -> people.setMember(acme, company.stranger().id(), TeamRole.SERVICE));
        sign(company.member(), id, HandoverSide.GIVER);
        assertThat(details(company.member(), id).giverSigned()).isEqualTo(new HandoverDetails.Signature(TestClock.START, company.member().id(), "Member", null));
        sign(company.colleague(), id, HandoverSide.TAKER);
        assertThat(events.stream(Handovers.Signed.class)).containsExactly(new Handovers.Signed(id, HandoverSide.GIVER, company.member().id(), false),
                new Handovers.Signed(id, HandoverSide.TAKER, company.colleague().id(), true));

        clock.set(midnight(TODAY.plusDays(2)).minusSeconds(1));
        nights.run();
        assertThat(representatives()).containsExactly("Member", "Member", "Member");
        assertThat(fixtures.as(company.colleague(), () -> scope.sees(acme))).isFalse();

        clock.advance(Duration.ofSeconds(6));
        nights.run();
        assertThat(representatives()).containsExactly("Colleague", "Colleague", "Member");
        assertThat(details(company.manager(), id).state()).isEqualTo(HandoverState.DONE);
        // From the beginning of the day, not from when the job came to it.
        assertThat(fixtures.as(company.manager(), () -> history.representativeAt(acme, midnight(TODAY.plusDays(2)).minusNanos(1_000))).orElseThrow().name())
                .isEqualTo("Member");
        assertThat(fixtures.as(company.manager(), () -> history.representativeAt(acme, midnight(TODAY.plusDays(2)))).orElseThrow().name())
                .isEqualTo("Colleague");
        assertThat(fixtures.as(company.colleague(), () -> timeline.page(acme, null, 10))).extracting(TimelineEntry::kind, TimelineEntry::sourceId)
                .contains(tuple("coverage.handover", id), tuple("account.assigned", null));
        assertThat(events.stream(Handovers.Done.class)).containsExactly(new Handovers.Done(id, company.member().id(), company.colleague().id(), 2,
                midnight(TODAY.plusDays(2))));
        assertThat(events.stream(Coverage.Assigned.class)).singleElement().satisfies(assigned -> assertThat(assigned.fromUserIds())
                .isEqualTo(Map.of(acme, company.member().id(), bolt, company.member().id())));
    }

    @Test
    void theGiverReadsForThirtyDaysAndWritesNoMore() {
        signedAndDone(acme);
        assertThat(fixtures.as(company.member(), () -> scope.sees(acme))).isTrue();
        assertThat(fixtures.as(company.member(), () -> scope.writes(acme))).isFalse();
        assertThat(details(company.member(), only()).accounts()).extracting(HandoverDetails.Line::name).containsExactly("Acme");

        clock.set(midnight(TODAY.plusDays(30)).minusSeconds(1));
        assertThat(fixtures.as(company.member(), () -> scope.sees(acme))).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(fixtures.as(company.member(), () -> scope.sees(acme))).isFalse();
        // The document is still there, but it tells no more than the accounts themselves.
        var document = details(company.member(), only());
        assertThat(document.accounts()).isEmpty();
        assertThat(document.unseen()).isEqualTo(1);
        assertThat(document.parts()).isEmpty();
    }

    @Test
    void whoSignsLateMovesEverythingAtOnceAndThePastStaysAsItWas() {
        var nights = driver.nights();
        long id = opened(TODAY, acme);
        sign(company.member(), id, HandoverSide.GIVER);
        clock.advance(Duration.ofDays(3));
        nights.run();
        assertThat(representative(acme)).isEqualTo("Member");

        sign(company.colleague(), id, HandoverSide.TAKER);
        driver.runDue();
        assertThat(representative(acme)).isEqualTo("Colleague");
        assertThat(jdbc.sql("select max(valid_from) from account_representative where account_id = ?").param(acme).query(java.time.LocalDateTime.class)
                .single()).isEqualTo(app.mainstay.shared.Sql.utc(clock.instant()));
    }

    @Test
    void nothingIsThereForWhoHasNoPartInIt() {
        long draft = draft(TODAY, acme);
        for (Viewer viewer : List.of(company.member(), company.colleague(), company.outsider(), company.stranger(), company.administrator())) {
            unseen(viewer, draft);
        }
        open(draft);
        for (Viewer viewer : List.of(company.member(), company.colleague(), company.manager(), company.director())) {
            assertThat(details(viewer, draft).accounts()).extracting(HandoverDetails.Line::name).containsExactly("Acme");
        }
        // The taker reads what is to come, and does not yet see the account itself.
        assertThat(details(company.colleague(), draft).accounts()).extracting(HandoverDetails.Line::linked).containsExactly(false);
        assertThat(details(company.member(), draft).accounts()).extracting(HandoverDetails.Line::linked).containsExactly(true);
        for (Viewer viewer : List.of(company.outsider(), company.stranger(), company.administrator())) {
            unseen(viewer, draft);
        }
        assertThat(fixtures.as(company.member(), () -> handovers.pending(List.of(acme, bolt)))).containsOnlyKeys(acme);
        assertThat(fixtures.as(company.colleague(), () -> handovers.pending(List.of(acme, bolt)))).isEmpty();
    }

    @Test
    void onlyWhoLeadsBothWritesOne() {
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> handovers.save(wanted(company.member(), company.colleague(), TODAY, acme))))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> fixtures.as(company.administrator(), () -> handovers.save(wanted(company.member(), company.colleague(), TODAY, acme))))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(refusal(company.outsider(), wanted(company.member(), company.stranger(), TODAY, acme))).containsExactly("giverId coverage.problem.notYourPeople");
        assertThat(refusal(company.manager(), wanted(company.member(), company.stranger(), TODAY, acme))).containsExactly("takerId problem.notAssignable");
        assertThat(refusal(company.director(), wanted(company.member(), company.administrator(), TODAY, acme))).containsExactly("takerId problem.notAssignable");
        assertThat(refusal(company.manager(), wanted(company.member(), company.member(), TODAY, acme))).containsExactly("takerId handover.problem.toSelf");
        assertThat(refusal(company.manager(), wanted(company.member(), company.colleague(), TODAY))).containsExactly("accountIds handover.problem.noAccounts");
        assertThat(refusal(company.manager(), wanted(company.colleague(), company.member(), TODAY, acme))).containsExactly("accountIds handover.problem.notGivers");
        assertThat(refusal(company.manager(), wanted(company.member(), company.colleague(), TODAY.minusDays(1), acme)))
                .containsExactly("effectiveOn handover.problem.day");
        assertThat(refusal(company.manager(), new HandoverDraft(null, company.member().id(), company.colleague().id(), false, Set.of(acme), TODAY, " ", null, 0)))
                .containsExactly("reason problem.required");
        // Another unit: whoever leads both.
        fixtures.as(company.director(), () -> handovers.save(wanted(company.member(), company.stranger(), TODAY, acme)));
        assertThat(refusal(company.manager(), wanted(company.member(), company.colleague(), TODAY, acme, bolt))).containsExactly("accountIds handover.problem.elsewhere");
    }

    @Test
    void whoTakesTooMuchOnNeedsAReason() {
        fixtures.as(company.manager(), () -> capacity.setCapacity(company.colleague().id(), 5));
        assertThat(refusal(company.manager(), wanted(company.member(), company.colleague(), TODAY, acme, bolt)))
                .containsExactly("overReason coverage.problem.overCapacity");
        fixtures.as(company.manager(), () -> handovers.save(new HandoverDraft(null, company.member().id(), company.colleague().id(), false, Set.of(acme, bolt),
                TODAY, "Parental leave", "Until somebody new comes", 0)));
    }

    @Test
    void aSignatureIsForWhatWasRead() {
        long id = opened(TODAY, acme);
        int edition = details(company.member(), id).edition();
        sign(company.member(), id, HandoverSide.GIVER);
        fixtures.as(company.colleague(), () -> handovers.words(id, HandoverSide.TAKER, edition, "Who signs there?\r\n\r\n  - Mr Li\n"));

        // Other words, so nobody has signed them.
        var after = details(company.member(), id);
        assertThat(after.giverSigned()).isNull();
        assertThat(after.takerWords()).isEqualTo("Who signs there?\n\n  - Mr Li");
        assertThat(problem(() -> fixtures.as(company.member(), () -> handovers.sign(id, HandoverSide.GIVER, edition, null))))
                .isEqualTo("handover.problem.changed");
        // The same words again change nothing.
        sign(company.member(), id, HandoverSide.GIVER);
        fixtures.as(company.colleague(), () -> handovers.words(id, HandoverSide.TAKER, after.edition(), "Who signs there?\n\n  - Mr Li"));
        assertThat(details(company.member(), id).giverSigned()).isNotNull();

        sign(company.colleague(), id, HandoverSide.TAKER);
        int signed = details(company.manager(), id).version();
        fixtures.as(company.manager(), () -> handovers.save(new HandoverDraft(id, company.member().id(), company.colleague().id(), false, Set.of(acme, bolt),
                TODAY, "Leaves", null, signed)));
        assertThat(details(company.manager(), id)).satisfies(document -> {
            assertThat(document.state()).isEqualTo(HandoverState.OPEN);
            assertThat(document.giverSigned()).isNull();
            assertThat(document.takerSigned()).isNull();
        });
        driver.runDue();
        assertThat(representative(acme)).isEqualTo("Member");
        assertThatThrownBy(() -> fixtures.as(company.manager(), () -> handovers.save(new HandoverDraft(id, company.member().id(), company.colleague().id(), false,
                Set.of(acme), TODAY, "Leaves", null, signed)))).isInstanceOf(ConflictException.class);
    }

    @Test
    void everybodySignsForThemselvesAndWhoLeadsForWhoIsAwayWithAReason() {
        long id = opened(TODAY, acme);
        int edition = details(company.manager(), id).edition();
        assertThat(problem(() -> fixtures.as(company.colleague(), () -> handovers.sign(id, HandoverSide.GIVER, edition, "I may"))))
                .isEqualTo("coverage.problem.notYourPeople");
        assertThatThrownBy(() -> fixtures.as(company.outsider(), () -> handovers.sign(id, HandoverSide.GIVER, edition, "I may")))
                .isInstanceOf(NotFoundException.class);
        assertThat(problem(() -> fixtures.as(company.manager(), () -> handovers.sign(id, HandoverSide.GIVER, edition, " "))))
                .isEqualTo("problem.required");

        fixtures.as(company.manager(), () -> handovers.sign(id, HandoverSide.GIVER, edition, "Left the company"));
        assertThat(details(company.colleague(), id).giverSigned()).isEqualTo(new HandoverDetails.Signature(TestClock.START, company.manager().id(), "Manager",
                "Left the company"));
        assertThat(fixtures.as(company.member(), () -> refusedSign(id, HandoverSide.GIVER, edition))).isEqualTo(Problem.of(null,
                "handover.problem.signedAlready", "Manager", "2026-11-24 10:30"));
        assertThat(details(company.colleague(), id).may()).isEqualTo(new HandoverDetails.May(false, false, false, true, false, true, false, false, false, false));
        assertThat(details(company.manager(), id).may()).isEqualTo(new HandoverDetails.May(true, false, true, true, false, false, false, true, true, false));
    }

    @Test
    void cancelledNothingMovesAndTheAccountsAreFreeAgain() {
        long id = opened(TODAY, acme);
        sign(company.member(), id, HandoverSide.GIVER);
        sign(company.colleague(), id, HandoverSide.TAKER);
        int version = details(company.manager(), id).version();
        assertThat(problem(() -> fixtures.as(company.manager(), () -> handovers.cancel(id, version, null)))).isEqualTo("problem.required");
        assertThatThrownBy(() -> fixtures.as(company.member(), () -> handovers.cancel(id, version, "No"))).isInstanceOf(AccessDeniedException.class);

        fixtures.as(company.manager(), () -> handovers.cancel(id, version, "Stays after all"));
        driver.runDue();
        assertThat(representative(acme)).isEqualTo("Member");
        assertThat(details(company.member(), id).ended()).isEqualTo(new HandoverDetails.Ended(TestClock.START, "Manager", "Stays after all"));
        assertThat(details(company.colleague(), id).accounts()).isEmpty();
        assertThat(fixtures.as(company.colleague(), () -> refusedSign(id, HandoverSide.TAKER, 1)).key()).isEqualTo("handover.problem.signedAlready");
        assertThat(problem(() -> fixtures.as(company.manager(), () -> handovers.cancel(id, version + 1, "Again"))))
                .isEqualTo("handover.problem.cancelled");
        opened(TODAY, acme);
    }

    @Test
    void whoLeavesHandsOverEverythingAndCanThenLeave() {
        fixtures.as(company.director(), () -> accounts.archive(bolt, 0));
        long foreign = fixtures.account(company, "Foreign", company.manager());
        fixtures.as(company.manager(), () -> people.setMember(foreign, company.member().id(), TeamRole.BACKUP));
        fixtures.as(company.manager(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP));
        long duty = fixtures.as(company.colleague(), () -> leaves.save(new LeaveDraft(null, company.colleague().id(), company.member().id(), TODAY.plusDays(9),
                TODAY.plusDays(10), LeaveKind.VACATION, null, 0)));
        var zoe = fixtures.user("zoe", Role.MEMBER, company.city());
        long zoes = fixtures.as(zoe, () -> leaves.save(new LeaveDraft(null, zoe.id(), company.member().id(), TODAY.plusDays(3), TODAY.plusDays(4),
                LeaveKind.VACATION, null, 0)));
        long comes = fixtures.account(company, "Comes", company.manager());
        fixtures.as(company.manager(), () -> planned.plan(new PlannedAssignments.Planning(comes, company.member().id(), TODAY.plusDays(20), "Grows", null)));
        long id = fixtures.as(company.manager(), () -> handovers.save(new HandoverDraft(null, company.member().id(), company.colleague().id(), true, Set.of(),
                TODAY.plusDays(1), "Leaves the company", null, 0)));
        open(id);

        var document = details(company.colleague(), id);
        assertThat(document.accounts()).extracting(HandoverDetails.Line::name, HandoverDetails.Line::archived)
                .containsExactly(tuple("Acme", false), tuple("Bolt", true), tuple("Other", false));
        assertThat(document.parts()).extracting(HandoverDetails.Part::id).containsExactly("team", "planned", "duty");
        assertThat(document.parts().getFirst().items()).containsExactly(
                new HandoverDetails.Item(foreign, "Foreign", "handover.open.place", Map.of("role", "enum.TeamRole.BACKUP")),
                new HandoverDetails.Item(acme, "Acme", "handover.open.member", Map.of("role", "enum.TeamRole.BACKUP", "name", "Colleague")));
        assertThat(document.parts().get(1).items()).containsExactly(
                new HandoverDetails.Item(comes, "Comes", "handover.open.planned", Map.of("changeOn", "2026-12-14", "to", "Member")));
        // What comes until then goes along.
        long late = fixtures.account(company, "Late", company.member());

        sign(company.member(), id, HandoverSide.GIVER);
        sign(company.colleague(), id, HandoverSide.TAKER);
        var nights = driver.nights();
        clock.advance(Duration.ofDays(1));
        nights.run();
        assertThat(jdbc.sql("select count(*) from account where primary_rep_id = ?").param(company.member().id()).query(Integer.class).single()).isZero();
        assertThat(representative(late)).isEqualTo("Colleague");
        assertThat(jdbc.sql("select account_id, user_id, role from account_member").query((row, n) -> tuple(row.getLong(1), row.getLong(2), row.getString(3)))
                .list()).containsExactly(tuple(foreign, company.colleague().id(), "BACKUP"));
        assertThat(jdbc.sql("select to_user_id from coverage_planned").query(Long.class).single()).isEqualTo(company.colleague().id());
        // The colleague stands in for Zoe, and cannot for themselves.
        assertThat(fixtures.as(company.manager(), () -> leaves.get(zoes).standInName())).isEqualTo("Colleague");
        assertThat(fixtures.as(company.manager(), () -> leaves.get(duty).standInName())).isEqualTo("Member");
        // The document stays what was handed over.
        assertThat(details(company.manager(), id).parts()).isEqualTo(document.parts());
        assertThat(details(company.manager(), id).accounts()).extracting(HandoverDetails.Line::name, HandoverDetails.Line::moved)
                .containsExactly(tuple("Acme", true), tuple("Bolt", true), tuple("Late", true), tuple("Other", true));

        fixtures.as(company.manager(), () -> leaves.cancel(duty, 0));
        fixtures.as(company.administrator(), () -> users.deactivate(company.member().id()));
    }

    @Test
    void anAccountThatSomebodyElseGotMeanwhileStaysThereAndIsSaid() {
        long id = opened(TODAY.plusDays(1), acme, bolt);
        sign(company.member(), id, HandoverSide.GIVER);
        sign(company.colleague(), id, HandoverSide.TAKER);
        fixtures.as(company.manager(), () -> coverage.assign(new Coverage.Assignment(acme, company.member().id(), company.manager().id(), "Sooner", null)));
        var nights = driver.nights();
        clock.advance(Duration.ofDays(1));
        nights.run();
        assertThat(representatives()).containsExactly("Manager", "Colleague", "Member");
        assertThat(details(company.manager(), id).accounts()).extracting(HandoverDetails.Line::name, HandoverDetails.Line::moved)
                .containsExactly(tuple("Acme", false), tuple("Bolt", true));
        assertThat(fixtures.as(company.member(), () -> scope.sees(acme))).isFalse();
    }

    @Test
    void whatCannotBeCarriedOutSaysWhyAndSomebodyWhoMayDoesIt() {
        long id = opened(TODAY.plusDays(1), acme);
        sign(company.member(), id, HandoverSide.GIVER);
        sign(company.colleague(), id, HandoverSide.TAKER);
        // The manager who wrote it leads another unit by then.
        fixtures.as(company.administrator(), () -> {
            var manager = users.get(company.manager().id());
            users.save(new UserDraft(manager.id(), manager.username(), manager.displayName(), manager.email(), manager.role(), company.south(), manager.version()));
        });
        var nights = driver.nights();
        clock.advance(Duration.ofDays(1));
        nights.run();
        assertThat(representative(acme)).isEqualTo("Member");
        assertThat(details(company.director(), id)).satisfies(document -> {
            assertThat(document.state()).isEqualTo(HandoverState.SIGNED);
            assertThat(document.failures()).containsExactly(Problem.of(null, "handover.problem.mayNot"));
            assertThat(document.may().retry()).isTrue();
        });
        assertThat(events.stream(Handovers.Failed.class)).hasSize(1);

        fixtures.as(company.director(), () -> handovers.retry(id, details(company.director(), id).version()));
        driver.runDue();
        assertThat(representative(acme)).isEqualTo("Colleague");
        assertThat(details(company.director(), id).failures()).isEmpty();
        assertThat(fixtures.as(company.director(), () -> history.of(acme)).getFirst().actorName()).isEqualTo("Director");
    }

    @Test
    void nobodyLeavesAmidAHandover() {
        long id = opened(TODAY, acme);
        assertThatThrownBy(() -> fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id())))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems())
                        .containsExactly(Problem.of(null, "coverage.problem.openHandovers", 1)));
        fixtures.as(company.manager(), () -> handovers.cancel(id, details(company.manager(), id).version(), "No"));
        fixtures.as(company.administrator(), () -> users.deactivate(company.colleague().id()));
    }

    @Test
    void theListFindsWhatWaitsForMe() {
        long first = opened(TODAY.plusDays(5), acme);
        opened(TODAY.plusDays(2), bolt);
        draft(TODAY, other);
        sign(company.member(), first, HandoverSide.GIVER);

        assertThat(fixtures.as(company.member(), () -> handovers.page(new HandoverFilter(null, Set.of(), Set.of(), true), Slice.first(10, HandoverSort.EFFECTIVE))))
                .extracting(HandoverRow::effectiveOn, HandoverRow::waitsForMe).containsExactly(tuple(TODAY.plusDays(2), true));
        assertThat(fixtures.as(company.colleague(), () -> handovers.page(HandoverFilter.ALL, Slice.first(10, HandoverSort.EFFECTIVE))))
                .extracting(HandoverRow::effectiveOn).containsExactly(TODAY.plusDays(2), TODAY.plusDays(5));
        assertThat(fixtures.as(company.manager(), () -> handovers.page(new HandoverFilter("memb", Set.of(HandoverState.DRAFT), Set.of(company.member().id()), false),
                Slice.first(10, HandoverSort.EFFECTIVE)))).extracting(HandoverRow::accounts).containsExactly(1);
        assertThat(fixtures.as(company.manager(), () -> handovers.count(HandoverFilter.ALL, 2))).isEqualTo(2);
        assertThat(fixtures.as(company.manager(), () -> handovers.preview(wanted(company.member(), company.colleague(), TODAY, acme)))).isEmpty();
    }

    @Test
    void theAuditTrailNamesItToWhoSeesIt() {
        long id = opened(TODAY, acme);
        assertThat(fixtures.as(company.director(), () -> auditNames.names(Set.of(id)))).containsExactly(Map.entry(id, "Member → Colleague"));
        assertThat(fixtures.as(company.administrator(), () -> auditNames.names(Set.of(id)))).isEmpty();
    }

    private void unseen(Viewer viewer, long id) {
        assertThatThrownBy(() -> fixtures.as(viewer, () -> handovers.get(id))).isInstanceOf(NotFoundException.class);
        assertThat(fixtures.as(viewer, () -> handovers.sees(id))).isFalse();
        assertThat(fixtures.as(viewer, () -> handovers.count(HandoverFilter.ALL, 10))).isZero();
        assertThat(fixtures.as(viewer, () -> handovers.page(HandoverFilter.ALL, Slice.first(10, HandoverSort.CREATED)))).isEmpty();
    }

    private HandoverDraft wanted(Viewer giver, Viewer taker, LocalDate on, Long... ids) {
        return new HandoverDraft(null, giver.id(), taker.id(), false, Set.of(ids), on, "Moves to another team", null, 0);
    }

    private long draft(LocalDate on, Long... ids) {
        return fixtures.as(company.manager(), () -> handovers.save(wanted(company.member(), company.colleague(), on, ids)));
    }

    private void open(long id) {
        fixtures.as(company.manager(), () -> handovers.open(id, 0));
    }

    private long opened(LocalDate on, Long... ids) {
        long id = draft(on, ids);
        open(id);
        return id;
    }

    private void sign(Viewer viewer, long id, HandoverSide side) {
        fixtures.as(viewer, () -> handovers.sign(id, side, handovers.get(id).edition(), null));
    }

    private void signedAndDone(Long... ids) {
        long id = opened(TODAY, ids);
        sign(company.member(), id, HandoverSide.GIVER);
        sign(company.colleague(), id, HandoverSide.TAKER);
        driver.runDue();
    }

    private Problem refusedSign(long id, HandoverSide side, int edition) {
        try {
            handovers.sign(id, side, edition, null);
            throw new AssertionError("signed");
        } catch (RefusedException refused) {
            return refused.problems().getFirst();
        }
    }

    private long only() {
        return jdbc.sql("select id from coverage_handover").query(Long.class).single();
    }

    private HandoverDetails details(Viewer viewer, long id) {
        return fixtures.as(viewer, () -> handovers.get(id));
    }

    private static String problem(Runnable attempt) {
        try {
            attempt.run();
            return "none";
        } catch (RefusedException refused) {
            return refused.problems().getFirst().key();
        }
    }

    private List<String> refusal(Viewer viewer, HandoverDraft draft) {
        try {
            fixtures.as(viewer, () -> handovers.save(draft));
            return List.of();
        } catch (RefusedException refused) {
            return refused.problems().stream().map(problem -> problem.field() + " " + problem.key()).toList();
        }
    }

    private String representative(long accountId) {
        return jdbc.sql("select u.display_name from account a join security_user u on u.id = a.primary_rep_id where a.id = ?").param(accountId)
                .query(String.class).single();
    }

    private List<@Nullable String> representatives() {
        return List.of(representative(acme), representative(bolt), representative(other));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
