package app.mainstay.settings;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** The business hours of a unit, or of the company in the row that is always there. */
@Entity
@Table(name = "settings_hours")
@Audited
class Hours extends BaseEntity {

    static final long COMPANY = 1;

    @Column(name = "unit_id")
    private @Nullable Long unitId;

    private String monday;
    private String tuesday;
    private String wednesday;
    private String thursday;
    private String friday;
    private String saturday;
    private String sunday;

    @Column(name = "on_holidays")
    private boolean onHolidays;

    @SuppressWarnings("NullAway.Init")
    protected Hours() {
    }

    Hours(HoursDraft draft) {
        super(Ids.next());
        unitId = draft.unitId();
        change(draft);
    }

    final void change(HoursDraft draft) {
        monday = draft.monday();
        tuesday = draft.tuesday();
        wednesday = draft.wednesday();
        thursday = draft.thursday();
        friday = draft.friday();
        saturday = draft.saturday();
        sunday = draft.sunday();
        onHolidays = draft.onHolidays();
    }

    HoursDraft draft() {
        return new HoursDraft(unitId, monday, tuesday, wednesday, thursday, friday, saturday, sunday, onHolidays, version());
    }
}
