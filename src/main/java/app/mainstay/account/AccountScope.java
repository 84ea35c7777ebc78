package app.mainstay.account;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.SignedIn;
import app.mainstay.security.UnitService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Sql;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * May X see account Y? The one answer for the whole product. Every list starts from {@link #rows}, every single record from
 * {@link #require}; nothing is loaded first and filtered afterwards. Managers and directors see the accounts of their unit and below,
 * everybody else those where they are the primary representative.
 */
@Service
@SignedIn
public class AccountScope {

    private final CurrentUser currentUser;
    private final UnitService units;
    private final JdbcClient jdbc;

    AccountScope(CurrentUser currentUser, UnitService units, JdbcClient jdbc) {
        this.currentUser = currentUser;
        this.units = units;
        this.jdbc = jdbc;
    }

    /**
     * How far the viewer sees, for choosing how to read: {@link #rows} says which rows.
     *
     * @param person null: not only the own ones
     * @param units  empty: no bound
     */
    record Reach(@Nullable Long person, Set<Long> units) {
    }

    Reach reach() {
        Viewer viewer = currentUser.require();
        if (!viewer.role().seesUnit()) {
            return new Reach(viewer.id(), Set.of());
        }
        var subtree = units.subtree(viewer.unitId());
        return new Reach(null, units.all().stream().allMatch(unit -> subtree.contains(unit.id())) ? Set.of() : subtree);
    }

    /**
     * The condition on rows of {@code account}, which the query calls {@code alias}; none for who sees the whole tree, so that the
     * database reads the list in its order instead of sorting what it found by unit. Costs no query: units are cached.
     */
    public Sql rows(String alias) {
        var reach = reach();
        if (reach.person() != null) {
            return new Sql().and(alias + ".primary_rep_id = :scopeUser", "scopeUser", reach.person());
        }
        return reach.units().isEmpty() ? new Sql() : new Sql().and(alias + ".unit_id in (:scopeUnits)", "scopeUnits", reach.units());
    }

    @Transactional(readOnly = true)
    public boolean sees(long accountId) {
        var where = new Sql().and("a.id = :id", "id", accountId).and(rows("a"));
        return jdbc.sql("select a.id from account a" + where.where()).params(where.params()).query(Long.class).optional().isPresent();
    }

    /** @throws NotFoundException when the account does not exist for this viewer */
    @Transactional(readOnly = true)
    public void require(long accountId) {
        if (!sees(accountId)) {
            throw new NotFoundException();
        }
    }

    /** Whether this viewer may change the account. Who gave it away and reads for a while may not. */
    @Transactional(readOnly = true)
    public boolean writes(long accountId) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws NotFoundException                    when the account does not exist for this viewer
     * @throws app.mainstay.shared.RefusedException when the viewer only reads it
     */
    @Transactional(readOnly = true)
    public void requireWrite(long accountId) {
        throw new UnsupportedOperationException();
    }

    /** Whether this viewer gives the account to representatives: a manager or director whose units hold it. */
    @Transactional(readOnly = true)
    public boolean assigns(long accountId) {
        throw new UnsupportedOperationException();
    }

    /** May this viewer make that person a representative? A manager within the own units, a director likewise from theirs down. */
    public boolean mayAssignWithin(long unitId) {
        Viewer viewer = currentUser.require();
        return viewer.role().seesUnit() && units.subtree(viewer.unitId()).contains(unitId);
    }
}
