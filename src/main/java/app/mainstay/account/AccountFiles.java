package app.mainstay.account;

import app.mainstay.files.FileOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whoever sees an account reads its documents, and adds to them until it is archived. */
@Component
class AccountFiles implements FileOwner {

    private final AccountScope scope;
    private final JdbcClient jdbc;

    AccountFiles(AccountScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "account";
    }

    @Override
    public boolean sees(long ownerId) {
        return scope.sees(ownerId);
    }

    @Override
    public boolean mayChange(long ownerId) {
        return scope.sees(ownerId) && jdbc.sql("select id from account where id = ? and archived_at is null").param(ownerId).query(Long.class).optional()
                .isPresent();
    }
}
