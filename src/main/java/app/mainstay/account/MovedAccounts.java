package app.mainstay.account;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserMoved;
import app.mainstay.security.Viewer;
import org.springframework.stereotype.Component;

/** An account's unit is its representative's, so who comes to another unit takes the own accounts along, archived ones too. */
@Component
class MovedAccounts implements UserMoved {

    private final AccountMassWriter writer;
    private final CurrentUser currentUser;

    MovedAccounts(AccountMassWriter writer, CurrentUser currentUser) {
        this.writer = writer;
        this.currentUser = currentUser;
    }

    @Override
    public void moved(long userId, long unitId) {
        writer.moveAll(userId, unitId, currentUser.find().map(Viewer::id).orElse(null), "unit of the representative");
    }
}
