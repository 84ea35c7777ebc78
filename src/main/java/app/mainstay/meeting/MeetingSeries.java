package app.mainstay.meeting;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What repeats. Its words are those of its occurrences. */
@Entity
@Table(name = "meeting_series")
@Audited
class MeetingSeries extends BaseEntity {

    private String rule;

    private String zone;

    @Column(name = "start_local")
    @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
    private LocalDateTime start;

    @Column(name = "end_local")
    @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
    private LocalDateTime end;

    @Column(name = "laid_until")
    @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
    @NotAudited
    private LocalDateTime laidUntil;

    @NotAudited
    private boolean complete;

    @Column(name = "from_id")
    private @Nullable Long fromId;

    @NotAudited
    private @Nullable String uid;

    @Column(name = "created_at")
    @NotAudited
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected MeetingSeries() {
    }

    MeetingSeries(Recurrence rule, String zone, LocalDateTime start, LocalDateTime end, @Nullable Long fromId, Instant now) {
        super(Ids.next());
        this.rule = rule.text();
        this.zone = zone;
        this.start = start;
        this.end = end;
        laidUntil = start;
        this.fromId = fromId;
        createdAt = now;
    }

    void change(Recurrence rule, String zone, LocalDateTime start, LocalDateTime end) {
        this.rule = rule.text();
        this.zone = zone;
        this.start = start;
        this.end = end;
    }

    /** Nothing of it takes place at or after a time. */
    void endBefore(LocalDateTime time) {
        rule = rule().before(time).text();
        complete = true;
    }

    void laid(LocalDateTime until, boolean complete) {
        laidUntil = until;
        this.complete = complete;
    }

    void name(@Nullable String uid) {
        this.uid = uid;
    }

    Recurrence rule() {
        return Recurrence.stored(rule);
    }

    String zone() {
        return zone;
    }

    LocalDateTime start() {
        return start;
    }

    LocalDateTime end() {
        return end;
    }

    boolean isComplete() {
        return complete;
    }

    LocalDateTime laidUntil() {
        return laidUntil;
    }
}
