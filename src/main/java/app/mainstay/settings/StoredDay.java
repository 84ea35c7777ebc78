package app.mainstay.settings;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "settings_calendar_day")
@Audited
class StoredDay extends BaseEntity {

    @Column(name = "calendar_day")
    private LocalDate day;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private DayKind kind;

    @Column(name = "name_en")
    private String nameEn;

    @Column(name = "name_zh")
    private String nameZh;

    private @Nullable String source;

    @SuppressWarnings("NullAway.Init")
    protected StoredDay() {
    }

    StoredDay(CalendarDay draft) {
        super(Ids.next());
        change(draft);
    }

    final void change(CalendarDay draft) {
        day = Objects.requireNonNull(draft.day());
        kind = Objects.requireNonNull(draft.kind());
        nameEn = draft.nameEn();
        nameZh = draft.nameZh();
        source = draft.source();
    }

    boolean isByHand() {
        return source == null;
    }

    LocalDate day() {
        return day;
    }

    CalendarDay draft() {
        return new CalendarDay(id(), day, kind, nameEn, nameZh, source, version());
    }
}
