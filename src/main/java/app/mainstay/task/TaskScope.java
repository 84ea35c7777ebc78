package app.mainstay.task;

import app.mainstay.account.AccountScope;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Sql;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which tasks a viewer sees: as owner or creator, as one of the owner's managers, or through the account. */
@Component
class TaskScope {

    private final AccountScope accounts;
    private final CurrentUser currentUser;
    private final UnitService units;

    TaskScope(AccountScope accounts, CurrentUser currentUser, UnitService units) {
        this.accounts = accounts;
        this.currentUser = currentUser;
        this.units = units;
    }

    /**
     * Where tasks come from: {@code " from task_item t … left join account a …"}, in which {@code a} is there only for accounts that the viewer
     * sees. What is visible is gathered by four indexes first, so that a list costs by what one sees and not by what there is.
     */
    record From(String sql, Sql params) {
    }

    From from() {
        Viewer viewer = currentUser.require();
        if (viewer.is(Role.ADMINISTRATOR)) {
            return new From(" from task_item t left join account a on a.id = t.account_id and 1 = 0 join security_user nobody on nobody.id = t.owner_id and 1 = 0", new Sql());
        }
        var account = accounts.rows("a");
        if (account.isEmpty()) {
            return new From(" from task_item t left join account a on a.id = t.account_id", new Sql());
        }
        var params = new Sql().with("taskMe", viewer.id()).with(account.params());
        return new From(" from (" + visible(viewer, account, params) + ") v join task_item t on t.id = v.id left join account a on a.id = t.account_id and "
                + account.condition(), params);
    }

    private String visible(Viewer viewer, Sql account, Sql params) {
        String ids = "select o.id from task_item o where o.owner_id = :taskMe union select c.id from task_item c where c.creator_id = :taskMe";
        if (viewer.role().seesUnit()) {
            ids += " union select m.id from task_item m where m.unit_id in (:taskUnits)";
            params.with("taskUnits", units.subtree(viewer.unitId()));
        }
        return ids + " union select s.id from account a join task_item s on s.account_id = a.id where " + account.condition();
    }

    /** Whether the viewer may change a task. */
    boolean writes(long ownerId, long creatorId, long unitId, @Nullable Long accountId) {
        Viewer viewer = currentUser.require();
        return !viewer.is(Role.ADMINISTRATOR)
                && (ownerId == viewer.id() || creatorId == viewer.id() || led().contains(unitId) || accountId != null && accounts.writes(accountId));
    }

    /** Units whose people the viewer leads; empty for members. */
    Set<Long> led() {
        Viewer viewer = currentUser.require();
        return viewer.role().seesUnit() ? units.subtree(viewer.unitId()) : Set.of();
    }
}
