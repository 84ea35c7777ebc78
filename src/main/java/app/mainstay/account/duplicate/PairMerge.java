package app.mainstay.account.duplicate;

import app.mainstay.account.MergePart;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.shared.Ids;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people thought of either account and a third one, and the keys. */
@Component
class PairMerge implements MergePart {

    private final DuplicateQueries queries;
    private final DuplicateKeys keys;
    private final CurrentUser currentUser;
    private final Changes changes;
    private final JdbcClient jdbc;

    PairMerge(DuplicateQueries queries, DuplicateKeys keys, CurrentUser currentUser, Changes changes, JdbcClient jdbc) {
        this.queries = queries;
        this.keys = keys;
        this.currentUser = currentUser;
        this.changes = changes;
        this.jdbc = jdbc;
    }

    /** The ways that led to the account lead on: {@link app.mainstay.account.MergedAccounts#end}. */
    @Override
    public Set<String> tables() {
        return Set.of("account_duplicate_pair", "account_duplicate_key", "account_merged");
    }

    @Override
    public String labelKey() {
        return "merge.part.pairs";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from account_duplicate_pair where (one_id = :id or other_id = :id) and state = 'OPEN'").param("id", accountId)
                .query(Long.class).single();
    }

    @Override
    public void move(Merge merge) {
        for (var pair : queries.of(merge.fromId())) {
            long third = pair.oneId() == merge.fromId() ? pair.otherId() : pair.oneId();
            boolean free = queries.isFree(third, merge.intoId());
            if (third == merge.intoId()) {
                queries.decide(pair.id(), PairState.MERGED, currentUser.require().id(), merge.at());
            } else if (pair.state() == PairState.OPEN && free) {
                queries.repoint(pair.id(), third, merge.intoId());
            } else if (pair.state() == PairState.OPEN) {
                // There is such a pair already, which people may have decided.
                queries.forget(List.of(pair.id()));
            } else if (pair.state() == PairState.DISMISSED && free) {
                queries.copy(pair.id(), Ids.next(), third, merge.intoId());
            }
            changes.announce(Duplicates.CHANGED, pair.id());
        }
        keys.gone(merge.fromId());
    }
}
