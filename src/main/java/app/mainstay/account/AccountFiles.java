package app.mainstay.account;

import app.mainstay.base.Changes;
import app.mainstay.files.FileOwner;
import app.mainstay.files.StoredFile;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whoever sees an account reads its documents; whoever may change it adds to them and takes them away, until it is archived. The story tells it. */
@Component
class AccountFiles implements FileOwner {

    private final AccountScope scope;
    private final Timeline timeline;
    private final Changes changes;
    private final JdbcClient jdbc;
    private final Clock clock;

    AccountFiles(AccountScope scope, Timeline timeline, Changes changes, JdbcClient jdbc, Clock clock) {
        this.scope = scope;
        this.timeline = timeline;
        this.changes = changes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return AccountDocuments.KIND;
    }

    @Override
    public boolean sees(long ownerId) {
        return scope.sees(ownerId);
    }

    @Override
    public boolean mayChange(long ownerId) {
        return scope.writes(ownerId) && jdbc.sql("select id from account where id = ? and archived_at is null").param(ownerId).query(Long.class).optional()
                .isPresent();
    }

    /** An upload takes its time: under a lock on the account it is asked again whether it has not ended meanwhile. */
    @Override
    public void changed(StoredFile file, boolean added) {
        boolean archived = jdbc.sql("select archived_at from account where id = ? for update").param(file.ownerId())
                .query((row, n) -> row.getObject(1) != null).single();
        if (added && archived) {
            throw new RefusedException(Problem.of(null, "problem.archived"));
        }
        timeline.record(file.ownerId(), clock.instant(), added ? "account.file.added" : "account.file.removed", file.id(), Map.of("name", file.name()));
        changes.announce(AccountDocuments.CHANGED, file.ownerId());
        changes.announce(AccountService.CHANGED, file.ownerId());
    }
}
