package app.mainstay.coverage;

import app.mainstay.account.AccountList;
import app.mainstay.account.AccountService;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.list.ListQuery;
import java.util.List;
import org.springframework.stereotype.Component;

/** The way through the accounts that a selection means, in the order of their ids, so that none is met twice while they change. */
@Component
class AssignmentSelection {

    static final int PORTION = 1_000;

    private final AccountService accounts;
    private final AccountList list;

    AssignmentSelection(AccountService accounts, AccountList list) {
        this.accounts = accounts;
        this.list = list;
    }

    /** Ids behind that one; none at the end. */
    List<Long> after(BulkSelection selection, long id) {
        return selection.query() != null ? accounts.ids(list.filter(ListQuery.parse(selection.query())), Math.max(0, id), PORTION)
                : selection.ids().stream().filter(picked -> picked > id).limit(PORTION).toList();
    }

    long count(BulkSelection selection) {
        return selection.query() != null ? accounts.count(list.filter(ListQuery.parse(selection.query()))) : selection.ids().size();
    }
}
