package app.mainstay.audit;

import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Acts that leave no trace in a history table. Entries are written and never changed. */
@Service
public class AuditTrail {

    private static final int LONGEST_PARAMETERS = 4_000;
    private static final int LONGEST_SUBJECT = 200;
    private static final int LARGEST_PAGE = 500;
    private static final TypeReference<Map<String, Object>> PARAMETERS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ObjectProvider<ActorSource> actors;
    private final Clock clock;

    AuditTrail(JdbcClient jdbc, JsonMapper json, ObjectProvider<ActorSource> actors, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.actors = actors;
        this.clock = clock;
    }

    /**
     * Writes an entry for whoever is acting, in the caller's transaction where there is one: what is rolled back did not happen. Open to all
     * code, since failed sign-ins belong here, too.
     *
     * @param kind       at most 40 characters
     * @param subject    cut at 200 characters
     * @param parameters what Jackson writes; texts too long for 4,000 characters in all are cut, the longest first
     */
    @PermitAll
    @Transactional
    public void record(String kind, @Nullable String subject, Map<String, ?> parameters) {
        jdbc.sql("insert into audit_entry (id, happened_at, actor_id, kind, subject, parameters) values (?, ?, ?, ?, ?, ?)")
                .param(Ids.next()).param(Sql.utc(clock.instant())).param(actors.getObject().currentActor().orElse(null)).param(kind)
                .param(subject == null ? null : cut(subject, LONGEST_SUBJECT)).param(fitting(new TreeMap<>(parameters))).update();
    }

    private String fitting(Map<String, Object> parameters) {
        String text = json.writeValueAsString(parameters);
        while (text.length() > LONGEST_PARAMETERS) {
            var longest = parameters.entrySet().stream().filter(entry -> entry.getValue() instanceof String value && value.length() > 1)
                    .max((a, b) -> Integer.compare(((String) a.getValue()).length(), ((String) b.getValue()).length()))
                    .orElseThrow(() -> new IllegalArgumentException("parameters of an audit entry are too many"));
            String value = (String) longest.getValue();
            // A character is up to six of JSON, so a sixth is never too much; one more than the sign that takes its place.
            longest.setValue(cut(value, value.length() - Math.max(2, (text.length() - LONGEST_PARAMETERS) / 6)) + "…");
            text = json.writeValueAsString(parameters);
        }
        return text;
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        // Never between the two halves of one character.
        return text.substring(0, length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /**
     * Newest first.
     *
     * @param before only entries older than the one with this id; null from the newest on
     * @param limit  1 to 500
     */
    @RolesAllowed({"ADMINISTRATOR", "DIRECTOR"})
    @Transactional(readOnly = true)
    public List<AuditEntry> page(@Nullable Long before, int limit) {
        return jdbc.sql("select * from audit_entry where id < ? order by id desc limit ?")
                .param(before == null ? Long.MAX_VALUE : before).param(Math.clamp(limit, 1, LARGEST_PAGE))
                .query((row, n) -> new AuditEntry(row.getLong("id"), Sql.instant(row.getObject("happened_at", LocalDateTime.class)),
                        row.getObject("actor_id", Long.class), row.getString("kind"), row.getString("subject"),
                        json.readValue(row.getString("parameters"), PARAMETERS))).list();
    }
}
