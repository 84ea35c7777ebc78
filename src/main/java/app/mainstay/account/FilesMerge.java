package app.mainstay.account;

import app.mainstay.files.Files;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Documents belong to the account that remains, as they are. */
@Component
class FilesMerge implements MergePart {

    private final Files files;
    private final JdbcClient jdbc;

    FilesMerge(Files files, JdbcClient jdbc) {
        this.files = files;
        this.jdbc = jdbc;
    }

    /** Owned by kind and id, without a foreign key. */
    @Override
    public Set<String> tables() {
        return Set.of("files_file");
    }

    @Override
    public String labelKey() {
        return "merge.part.files";
    }

    @Override
    public long count(long accountId) {
        return jdbc.sql("select count(*) from files_file where owner_kind = 'account' and owner_id = ?").param(accountId).query(Long.class).single();
    }

    @Override
    public void move(Merge merge) {
        files.join("account", merge.fromId(), merge.intoId());
    }
}
