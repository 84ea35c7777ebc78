package app.mainstay.meeting;

import app.mainstay.account.MergePart;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Meetings go with their account when that turns out to be another one; a meeting about both is about the one. */
@Component
class MeetingMerge implements MergePart {

    private final JdbcClient jdbc;
    private final MeetingFacts facts;

    MeetingMerge(JdbcClient jdbc, MeetingFacts facts) {
        this.jdbc = jdbc;
        this.facts = facts;
    }

    @Override
    public Set<String> tables() {
        return Set.of("meeting_account");
    }

    @Override
    public String labelKey() {
        return "merge.part.meetings";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from meeting_account where account_id = ?").param(accountId).query(Long.class).single();
    }

    @Override
    public void move(Merge merge) {
        List<Long> both = jdbc.sql("select one.meeting_id from meeting_account one join meeting_account other on other.meeting_id = one.meeting_id where one.account_id = ? and other.account_id = ?")
                .param(merge.fromId()).param(merge.intoId()).query(Long.class).list();
        if (!both.isEmpty()) {
            jdbc.sql("delete from meeting_account where account_id = :account and meeting_id in (:ids)").param("account", merge.fromId()).param("ids", both).update();
        }
        jdbc.sql("update meeting_account set account_id = ? where account_id = ?").param(merge.intoId()).param(merge.fromId()).update();
        facts.refresh(List.of(merge.fromId(), merge.intoId()));
    }
}
