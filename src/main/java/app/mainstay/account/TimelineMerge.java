package app.mainstay.account;

import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Two stories become one, in the order in which things happened. */
@Component
class TimelineMerge implements MergePart {

    private final JdbcClient jdbc;

    TimelineMerge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> tables() {
        return Set.of("account_timeline");
    }

    @Override
    public String labelKey() {
        return "merge.part.timeline";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from account_timeline where account_id = ?").param(accountId).query(Long.class).single();
    }

    @Override
    public void move(Merge merge) {
        jdbc.sql("update account_timeline set account_id = ? where account_id = ?").param(merge.intoId()).param(merge.fromId()).update();
    }
}
