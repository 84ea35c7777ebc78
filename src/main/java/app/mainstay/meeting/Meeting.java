package app.mainstay.meeting;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A meeting, or one occurrence of a series. Who takes part, accounts and agenda lie beside it, see {@link MeetingStore}. */
@Entity
@Table(name = "meeting")
@Audited
class Meeting extends BaseEntity {

    private String subject;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private MeetingKind kind;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private MeetingState state;

    private @Nullable String place;

    private @Nullable String link;

    private @Nullable String purpose;

    private String zone;

    @Column(name = "start_local")
    @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
    private LocalDateTime start;

    @Column(name = "end_local")
    @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
    private LocalDateTime end;

    @Column(name = "starts_at")
    private Instant startsAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "host_id")
    private long hostId;

    private boolean busy;

    @Column(name = "reminder_minutes")
    private @Nullable Integer reminder;

    @Column(name = "series_id")
    private @Nullable Long seriesId;

    @Column(name = "original_start")
    @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
    private @Nullable LocalDateTime originalStart;

    private boolean own;

    @NotAudited
    private @Nullable String uid;

    @Column(name = "minutes_id")
    @NotAudited
    private @Nullable Long minutesId;

    @Column(name = "cancelled_at")
    @NotAudited
    private @Nullable Instant cancelledAt;

    @Column(name = "cancel_reason")
    private @Nullable String cancelReason;

    @Column(name = "created_at")
    @NotAudited
    private Instant createdAt;

    @Column(name = "updated_at")
    @NotAudited
    private Instant updatedAt;

    @Column(name = "updated_by")
    @NotAudited
    private @Nullable Long updatedBy;

    @SuppressWarnings("NullAway.Init")
    protected Meeting() {
    }

    @SuppressWarnings("NullAway.Init")
    Meeting(MeetingDraft draft, Instant now, @Nullable Long by) {
        super(Ids.next());
        state = MeetingState.PLANNED;
        createdAt = now;
        words(draft, now, by);
        time(Objects.requireNonNull(draft.start()), Objects.requireNonNull(draft.end()), Objects.requireNonNull(draft.zone()), now, by);
    }

    /** Everything but the time. */
    final void words(MeetingDraft draft, Instant now, @Nullable Long by) {
        subject = draft.subject();
        kind = Objects.requireNonNull(draft.kind());
        place = draft.place();
        link = draft.link();
        purpose = draft.purpose();
        hostId = Objects.requireNonNull(draft.hostId());
        busy = draft.busy();
        reminder = draft.reminder();
        touch(now, by);
    }

    final void time(LocalDateTime start, LocalDateTime end, String zone, Instant now, @Nullable Long by) {
        var span = Zones.span(start, end, ZoneId.of(zone));
        this.start = start;
        this.end = end;
        this.zone = zone;
        startsAt = span.start();
        endsAt = span.end();
        touch(now, by);
    }

    private void touch(Instant now, @Nullable Long by) {
        updatedAt = now;
        updatedBy = by;
    }

    /** Takes its place in a series. */
    void belong(long seriesId, LocalDateTime originalStart, boolean own) {
        this.seriesId = seriesId;
        this.originalStart = originalStart;
        this.own = own;
    }

    /** Stands for itself from now on. */
    void leaveSeries() {
        seriesId = null;
        originalStart = null;
        own = false;
    }

    void differ() {
        own = seriesId != null;
    }

    void cancel(@Nullable String reason, Instant now, @Nullable Long by) {
        state = MeetingState.CANCELLED;
        cancelledAt = now;
        cancelReason = reason;
        touch(now, by);
    }

    void plan(Instant now, @Nullable Long by) {
        state = MeetingState.PLANNED;
        cancelledAt = null;
        cancelReason = null;
        touch(now, by);
    }

    /** There are minutes, which the schema demands. */
    void hold(Instant now, @Nullable Long by) {
        state = MeetingState.HELD;
        minutesId = id();
        touch(now, by);
    }

    void minuted() {
        minutesId = id();
    }

    void name(@Nullable String uid) {
        this.uid = uid;
    }

    boolean isOver(Instant now) {
        return !endsAt.isAfter(now);
    }

    Duration length() {
        return Duration.between(start, end);
    }

    String subject() {
        return subject;
    }

    MeetingKind kind() {
        return kind;
    }

    MeetingState state() {
        return state;
    }

    @Nullable String place() {
        return place;
    }

    @Nullable String link() {
        return link;
    }

    @Nullable String purpose() {
        return purpose;
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

    Instant startsAt() {
        return startsAt;
    }

    Instant endsAt() {
        return endsAt;
    }

    long hostId() {
        return hostId;
    }

    boolean busy() {
        return busy;
    }

    @Nullable Integer reminder() {
        return reminder;
    }

    @Nullable Long seriesId() {
        return seriesId;
    }

    @Nullable LocalDateTime originalStart() {
        return originalStart;
    }

    boolean own() {
        return own;
    }

    boolean isMinuted() {
        return minutesId != null;
    }

    @Nullable String cancelReason() {
        return cancelReason;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    @Nullable Long updatedBy() {
        return updatedBy;
    }
}
