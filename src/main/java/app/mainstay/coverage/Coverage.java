package app.mainstay.coverage;

import app.mainstay.account.AccountScope;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door through which an account changes hands now. Managers and directors assign accounts of their units to people of their units. Archived accounts
 * change hands too: else who has one could never leave. Ahead: {@link PlannedAssignments}, many at once: {@link BulkAssignments}, who had it when:
 * {@link CoverageHistory}.
 */
@Service
public class Coverage {

    /**
     * @param fromUserId whom the viewer saw as the representative: whoever comes second is told so
     * @param overReason needed where the new representative's capacity is exceeded
     */
    public record Assignment(long accountId, long fromUserId, long toUserId, String reason, @Nullable String overReason) {
    }

    /** Accounts have changed hands; published in the transaction. @param fromUserIds by account id @param actorId null: the system */
    public record Assigned(Map<Long, Long> fromUserIds, long toUserId, @Nullable Long actorId, Instant at, String reason) {
    }

    /** Accounts of a bulk reassignment went back; published in the transaction, once for all of a portion. @param toUserIds by account id */
    public record Returned(Map<Long, Long> toUserIds, long fromUserId, long actorId, Instant at) {
    }

    private final Assigning assigning;
    private final CoverageHistory history;
    private final AccountScope scope;
    private final UserService users;
    private final CurrentUser currentUser;
    private final SettingsService settings;
    private final Clock clock;

    Coverage(Assigning assigning, CoverageHistory history, AccountScope scope, UserService users, CurrentUser currentUser, SettingsService settings, Clock clock) {
        this.assigning = assigning;
        this.history = history;
        this.scope = scope;
        this.users = users;
        this.currentUser = currentUser;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Gives an account to another representative now.
     *
     * @throws app.mainstay.shared.RefusedException  with a problem per wrong field: {@code toUserId} (inactive, not of the viewer's units, already
     *                                               the representative), {@code reason}, {@code overReason}; without field where somebody else
     *                                               reassigned it meanwhile
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void assign(Assignment assignment) {
        List<Problem> problems = new ArrayList<>();
        var person = users.findAndHold(assignment.toUserId());
        var account = assigning.lock(assignment.accountId()).orElseThrow(NotFoundException::new);
        boolean meanwhile = account.representativeId() != assignment.fromUserId();
        if (!scope.sees(account.id()) && !(meanwhile && scope.saw(account.id()))) {
            throw new NotFoundException();
        }
        if (meanwhile) {
            throw new RefusedException(meanwhile(account.id()));
        }
        assigning.requireAssigns(account.id());
        assigning.check(problems, person, assignment.reason(), assignment.overReason());
        if (account.representativeId() == assignment.toUserId()) {
            problems.add(Problem.of("toUserId", "coverage.problem.already"));
        }
        if (problems.stream().noneMatch(problem -> "toUserId".equals(problem.field()))) {
            assigning.checkCapacity(problems, assignment.toUserId(), Assigning.one(account.id()), assignment.overReason());
        }
        Validation.refuse(problems);
        assigning.assign(List.of(account.id()), assignment.toUserId(), currentUser.require().id(), clock.instant(), assignment.reason(),
                assignment.overReason(), null);
    }

    /**
     * Takes a reassignment back on the day it was made: the account goes to whom it came from, also beyond that person's capacity, for it was there
     * before.
     *
     * @param userId whom the viewer saw as the representative
     * @throws app.mainstay.shared.RefusedException  where somebody else reassigned it meanwhile, it was not today, or the former representative
     *                                               cannot have it any more
     * @throws app.mainstay.shared.NotFoundException when the account does not exist for this viewer
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void giveBack(long accountId, long userId) {
        scope.require(accountId);
        var seen = history.terms(accountId);
        // Whoever is to get it is held first; when that is another one by now, the account is not with the one who was seen.
        var former = seen.size() < 2 ? Optional.<UserRow>empty() : users.findAndHold(seen.get(1).userId());
        var account = assigning.lock(accountId).orElseThrow(NotFoundException::new);
        var terms = history.terms(accountId);
        if (account.representativeId() != userId || terms.size() != seen.size()) {
            throw new RefusedException(meanwhile(accountId));
        }
        assigning.requireAssigns(accountId);
        var last = terms.getFirst();
        if (!history.mayGiveBack(terms)) {
            throw new RefusedException(Problem.of(null, "coverage.problem.notToday"));
        }
        List<Problem> problems = new ArrayList<>();
        String reason = CoverageHistory.GIVEN_BACK + Objects.requireNonNullElse(last.reason(), "");
        assigning.check(problems, former, reason.substring(0, Math.min(Assigning.LONGEST_REASON, reason.length())), null);
        Validation.refuse(problems.stream().map(problem -> Problem.of(null, problem.key(), problem.args().toArray())).toList());
        assigning.assign(List.of(accountId), former.orElseThrow().id(), currentUser.require().id(), clock.instant(),
                reason.substring(0, Math.min(Assigning.LONGEST_REASON, reason.length())), null, null);
    }

    /** Who was quicker, and when. */
    private Problem meanwhile(long accountId) {
        var latest = history.terms(accountId).getFirst();
        return Problem.of(null, "problem.reassignedMeanwhile", latest.name(), latest.actorName() == null ? "" : latest.actorName(),
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(latest.from().atZone(settings.zone())));
    }
}
