package app.mainstay.meeting;

import app.mainstay.account.AccountScope;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Sql;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which meetings a viewer sees: who takes part, and who sees one of the accounts. Administrators see none. */
@Component
class MeetingScope {

    private final AccountScope accounts;
    private final CurrentUser currentUser;
    private final JdbcClient jdbc;

    MeetingScope(AccountScope accounts, CurrentUser currentUser, JdbcClient jdbc) {
        this.accounts = accounts;
        this.currentUser = currentUser;
        this.jdbc = jdbc;
    }

    /** The condition on rows of {@code meeting m}. */
    Sql rows() {
        if (isNobody()) {
            return new Sql().and("1 = 0");
        }
        var throughAccount = throughAccount();
        return new Sql().and("(exists (select 1 from meeting_attendee sa where sa.meeting_id = m.id and sa.user_id = :meetingViewer) or " + throughAccount.condition()
                + ")").with(throughAccount.params()).with("meetingViewer", currentUser.require().id());
    }

    /** That the viewer sees one of the accounts of {@code meeting m}; for a condition or a column. */
    Sql throughAccount() {
        if (isNobody()) {
            return new Sql().and("1 = 0");
        }
        var rows = accounts.rows("sc");
        return new Sql().and(rows.isEmpty() ? "exists (select 1 from meeting_account sma where sma.meeting_id = m.id)"
                : "exists (select 1 from meeting_account sma join account sc on sc.id = sma.account_id where sma.meeting_id = m.id and " + rows.condition() + ")")
                .with(rows.params());
    }

    /** The same of accounts {@code a}. */
    Sql seenAccounts() {
        return isNobody() ? new Sql().and("1 = 0") : accounts.rows("a");
    }

    boolean sees(long meetingId) {
        return !seen(List.of(meetingId)).isEmpty();
    }

    Set<Long> seen(Collection<Long> meetingIds) {
        if (meetingIds.isEmpty()) {
            return Set.of();
        }
        var where = new Sql().and("m.id in (:meetingIds)", "meetingIds", meetingIds).and(rows());
        return new HashSet<>(jdbc.sql("select m.id from meeting m" + where.where()).params(where.params()).query(Long.class).list());
    }

    /** Host, and who may change one of the accounts. */
    boolean writes(long hostId, Set<Long> accountIds) {
        return !isNobody() && (currentUser.require().id() == hostId || accountIds.stream().anyMatch(accounts::writes));
    }

    private boolean isNobody() {
        Viewer viewer = currentUser.require();
        return viewer.is(Role.ADMINISTRATOR);
    }
}
