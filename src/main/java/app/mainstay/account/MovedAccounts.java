package app.mainstay.account;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserMoved;
import app.mainstay.security.Viewer;
import org.springframework.stereotype.Component;

/** An account's unit is its representative's, so who comes to another unit takes the own accounts along, archived ones too. */
@Component
class MovedAccounts implements UserMoved {

    private final AccountMassWriter writer;
    private final AccountQueries queries;
    private final CurrentUser currentUser;

    MovedAccounts(AccountMassWriter writer, AccountQueries queries, CurrentUser currentUser) {
        this.writer = writer;
        this.queries = queries;
        this.currentUser = currentUser;
    }

    @Override
    public int carried(long userId) {
        return queries.heldBy(userId);
    }

    @Override
    public void moved(long userId, long unitId) {
        writer.moveAll(userId, unitId, currentUser.find().map(Viewer::id).orElse(null), "unit of the representative");
    }
}
