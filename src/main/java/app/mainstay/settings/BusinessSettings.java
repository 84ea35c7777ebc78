package app.mainstay.settings;

import app.mainstay.shared.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.envers.Audited;

/** The one row of settings. */
@Entity
@Table(name = "settings_business")
@Audited
class BusinessSettings extends BaseEntity {

    static final long ID = 1;

    private String zone;

    @Column(name = "fiscal_start_month")
    private int fiscalStartMonth;

    @Column(name = "base_currency")
    private String baseCurrency;

    @SuppressWarnings("NullAway.Init")
    protected BusinessSettings() {
    }

    void change(SettingsDraft draft) {
        zone = draft.zone();
        fiscalStartMonth = draft.fiscalStartMonth();
        baseCurrency = draft.baseCurrency();
    }

    SettingsDraft draft() {
        return new SettingsDraft(zone, fiscalStartMonth, baseCurrency, version());
    }
}
