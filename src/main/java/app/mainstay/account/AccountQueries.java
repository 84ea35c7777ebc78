package app.mainstay.account;

import app.mainstay.shared.Sql;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads single facts of accounts, and who looks after them since when. */
@Repository
class AccountQueries {

    private final JdbcClient jdbc;

    AccountQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> name(@Nullable Long id) {
        return id == null ? Optional.empty() : jdbc.sql("select name from account where id = ?").param(id).query(String.class).optional();
    }

    Optional<Long> idByNameKey(String nameKey) {
        return jdbc.sql("select id from account where name_key = ?").param(nameKey).query(Long.class).optional();
    }

    Optional<Long> idByCreditCode(String creditCode) {
        return jdbc.sql("select id from account where credit_code = ?").param(creditCode).query(Long.class).optional();
    }

    int version(long id) {
        return jdbc.sql("select version from account where id = ?").param(id).query(Integer.class).single();
    }

    Optional<Long> parentOf(long id) {
        return jdbc.sql("select parent_id from account where id = ? and parent_id is not null").param(id).query(Long.class).optional();
    }

    int heldBy(long userId) {
        return jdbc.sql("select count(*) from account where primary_rep_id = ?").param(userId).query(Integer.class).single();
    }

    // ---- who looks after an account since when ----

    void addRepresentative(long accountId, Instant from, long userId, @Nullable Long actorId) {
        jdbc.sql("insert into account_representative (account_id, valid_from, user_id, actor_id) values (?, ?, ?, ?)")
                .param(accountId).param(Sql.utc(from)).param(userId).param(actorId).update();
    }

    Optional<Instant> representativeSince(long accountId) {
        return jdbc.sql("select max(valid_from) from account_representative where account_id = ?").param(accountId)
                .query(LocalDateTime.class).optional().map(Sql::instant);
    }

    Optional<Long> representativeAt(long accountId, Instant at) {
        return jdbc.sql("""
                        select user_id from account_representative where account_id = ? and valid_from <= ?
                        order by valid_from desc limit 1""")
                .param(accountId).param(Sql.utc(at)).query(Long.class).optional();
    }
}
