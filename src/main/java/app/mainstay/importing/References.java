package app.mainstay.importing;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What rows are called in the systems that files come from: (target, source, key) leads to our row. */
@Repository
class References {

    static final int LONGEST_KEY = 200;

    private final JdbcClient jdbc;

    References(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Long> find(String target, String source, String key) {
        return jdbc.sql("select row_id from importing_reference where target = ? and source = ? and external_key = ?")
                .param(target).param(source).param(key).query(Long.class).optional();
    }

    void put(String target, String source, String key, long id) {
        jdbc.sql("insert into importing_reference (target, source, external_key, row_id) values (?, ?, ?, ?)")
                .param(target).param(source).param(key).param(id).update();
    }
}
