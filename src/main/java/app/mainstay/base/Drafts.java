package app.mainstay.base;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what a person has typed and not yet saved, so that neither a session's end nor a killed server takes it. Everyone sees the own only. */
@Service
public class Drafts {

    /** The record id of a form for something new. */
    public static final long NEW = 0;

    /** @param base what the form showed before anything was typed: whoever goes on typing must be told what others changed since */
    public record Kept<T>(T draft, T base, Instant savedAt) {
    }

    private record Content(JsonNode draft, JsonNode base) {
    }

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final CurrentUser currentUser;
    private final Clock clock;

    Drafts(JdbcClient jdbc, JsonMapper json, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** @param draft and @param base records of one type that Jackson writes and reads; replaces what was kept before */
    @SignedIn
    @Transactional
    public <T> void keep(String form, long record, T draft, T base) {
        discard(form, record);
        jdbc.sql("insert into base_draft (user_id, form, record, content, saved_at) values (?, ?, ?, ?, ?)")
                .param(currentUser.require().id()).param(form).param(record).param(json.writeValueAsString(new Content(json.valueToTree(draft), json.valueToTree(base))))
                .param(Sql.utc(clock.instant())).update();
    }

    /** Empty also for a draft that an older version of the product wrote and this one cannot read. */
    @SignedIn
    @Transactional(readOnly = true)
    public <T> Optional<Kept<T>> find(String form, long record, Class<T> type) {
        return jdbc.sql("select content, saved_at from base_draft where user_id = ? and form = ? and record = ?")
                .param(currentUser.require().id()).param(form).param(record)
                .query((row, n) -> {
                    try {
                        var content = json.readValue(row.getString("content"), Content.class);
                        return Optional.of(new Kept<>(json.treeToValue(content.draft(), type), json.treeToValue(content.base(), type),
                                Sql.instant(row.getObject("saved_at", LocalDateTime.class))));
                    } catch (JacksonException unreadable) {
                        return Optional.<Kept<T>>empty();
                    }
                }).optional().flatMap(kept -> kept);
    }

    @SignedIn
    @Transactional
    public void discard(String form, long record) {
        jdbc.sql("delete from base_draft where user_id = ? and form = ? and record = ?")
                .param(currentUser.require().id()).param(form).param(record).update();
    }
}
