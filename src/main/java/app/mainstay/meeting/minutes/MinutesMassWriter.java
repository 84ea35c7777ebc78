package app.mainstay.meeting.minutes;

import app.mainstay.meeting.minutes.MinutesStore.MarkRow;
import app.mainstay.security.Role;
import app.mainstay.shared.Sql;
import app.mainstay.task.TaskDraft;
import app.mainstay.task.TaskMassWriter;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The marked lines of minutes that were written in sets, and their tasks; tells nobody. As if whoever wrote the minutes had published them and changed nothing. */
@Service
public class MinutesMassWriter {

    private record Held(long id, String subject, LocalDate day, String body, long writer, Instant written, @Nullable Long account) {
    }

    private record Agreed(Held held, MarkedLine line, String text, @Nullable Long owner, @Nullable LocalDate due) {
    }

    private final MinutesStore store;
    private final TaskMassWriter tasks;
    private final JdbcClient jdbc;

    MinutesMassWriter(MinutesStore store, TaskMassWriter tasks, JdbcClient jdbc) {
        this.store = store;
        this.tasks = tasks;
        this.jdbc = jdbc;
    }

    /**
     * Of meetings whose minutes have no marked lines yet; all of them or none.
     *
     * @param endedAt by when it was written and its day: when the task was done; null: it is open
     */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public void take(Collection<Long> meetingIds, BiFunction<Instant, @Nullable LocalDate, @Nullable Instant> endedAt, String reason) {
        if (meetingIds.isEmpty()) {
            return;
        }
        var colleagues = store.colleagues();
        Map<Long, Long> units = new HashMap<>();
        jdbc.sql("select id, unit_id from security_user").query(row -> {
            units.put(row.getLong(1), row.getLong(2));
        });
        List<Agreed> lines = new ArrayList<>();
        for (var held : held(meetingIds)) {
            var found = MinutesParser.parse(held.body(), held.day());
            boolean named = found.stream().anyMatch(line -> !line.mentions().isEmpty());
            var mentions = new Mentions(named ? store.attendees(held.id()) : List.of(), named ? colleagues : List.of());
            for (var line : found) {
                var read = mentions.read(line, held.day());
                @Nullable Long owner = !read.owners().isEmpty() ? (Long) read.owners().getFirst().id() : line.kind().isTask() ? (Long) held.writer() : null;
                lines.add(new Agreed(held, line, Minutes.cut(read.text(), line.kind().isTask() ? TaskDraft.LONGEST : Minutes.LONGEST_LINE), owner, read.due()));
            }
        }
        var work = lines.stream().filter(line -> line.line().kind().isTask()).toList();
        var ids = tasks.write(work.stream().map(line -> {
            long owner = Objects.requireNonNull(line.owner());
            var held = line.held();
            return new TaskMassWriter.Written(new TaskDraft(null, line.text(), Minutes.kind(line.line().kind()), owner, line.due(), held.account(),
                    Minutes.source(held.id(), held.subject(), held.day()), 0), Objects.requireNonNull(units.get(owner)), held.writer(), held.written(),
                    endedAt.apply(held.written(), line.due()), null);
        }).toList(), reason);
        int next = 0;
        for (var line : lines) {
            @Nullable Long task = line.line().kind().isTask() ? ids.get(next++) : null;
            store.add(line.held().id(), new MarkRow(0, Minutes.hash(line.line().key()), line.line().number(), true, line.line().kind(), line.text(), line.owner(), null, line.due(), task),
                    line.held().written());
        }
    }

    private List<Held> held(Collection<Long> meetingIds) {
        return jdbc.sql("""
                        select m.id, m.subject, m.start_local, n.body, n.written_by, n.updated_at, ma.account_id from meeting m join meeting_minutes n on n.meeting_id = m.id
                        left join meeting_account ma on ma.meeting_id = m.id and ma.position = 0
                        where m.id in (:ids) and not exists (select 1 from meeting_mark k where k.meeting_id = m.id) order by m.id""").param("ids", meetingIds)
                .query((row, n) -> new Held(row.getLong(1), row.getString(2), row.getObject(3, LocalDateTime.class).toLocalDate(), row.getString(4), row.getLong(5),
                        Sql.instant(row.getObject(6, LocalDateTime.class)), row.getObject(7, Long.class))).list();
    }
}
