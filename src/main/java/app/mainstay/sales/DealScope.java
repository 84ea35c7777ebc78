package app.mainstay.sales;

import app.mainstay.account.AccountScope;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Sql;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which deals a viewer sees: through the account, or as its owner or one of the owner's managers. */
@Component
class DealScope {

    private final AccountScope accounts;
    private final CurrentUser currentUser;
    private final UnitService units;

    DealScope(AccountScope accounts, CurrentUser currentUser, UnitService units) {
        this.accounts = accounts;
        this.currentUser = currentUser;
        this.units = units;
    }

    /** The condition on rows of {@code sales_opportunity o} with {@code left join account a}; none for who sees everything. */
    Sql rows() {
        var account = accounts.rows("a");
        if (account.isEmpty()) {
            return account;
        }
        if (currentUser.require().is(Role.ADMINISTRATOR)) {
            return new Sql().and("1 = 0");
        }
        var own = own();
        return new Sql().and("(" + own.condition() + " or " + account.condition() + ")").with(own.params()).with(account.params());
    }

    boolean all() {
        return accounts.rows("a").isEmpty();
    }

    /** Of {@link #rows} what is seen by owner: a deal lies in its owner's unit, so those of who leads units are among those of the units. */
    Sql own() {
        Viewer viewer = currentUser.require();
        return viewer.role().seesUnit() ? new Sql().and("o.unit_id in (:dealUnits)", "dealUnits", units.subtree(viewer.unitId()))
                : new Sql().and("o.owner_id = :dealUser", "dealUser", viewer.id());
    }

    /** Of {@link #rows} what is seen through the account, with {@code join account a}. */
    Sql accounts() {
        return accounts.rows("a");
    }

    /** Whether the viewer may change the deal. */
    boolean writes(Opportunity deal) {
        return writes(deal.accountId() == null ? 0 : deal.accountId(), deal.ownerId(), deal.unitId());
    }

    private boolean writes(long accountId, long ownerId, long unitId) {
        Viewer viewer = currentUser.require();
        return !viewer.is(Role.ADMINISTRATOR) && (ownerId == viewer.id() || leads(unitId) || accountId != 0 && accounts.writes(accountId));
    }

    /** Whether the unit is one of those that the viewer leads. */
    boolean leads(long unitId) {
        return subtree().contains(unitId);
    }

    /** Empty for members. */
    Set<Long> subtree() {
        Viewer viewer = currentUser.require();
        return viewer.role().seesUnit() ? units.subtree(viewer.unitId()) : Set.of();
    }
}
