package app.mainstay.settings;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.hibernate.envers.Audited;

@Entity
@Table(name = "settings_plan_rate")
@Audited
class PlanRate extends BaseEntity {

    @Column(name = "plan_year")
    private int year;

    private String currency;

    @Column(precision = 19, scale = 8)
    private BigDecimal rate;

    @SuppressWarnings("NullAway.Init")
    protected PlanRate() {
    }

    PlanRate(int year, String currency, BigDecimal rate) {
        super(Ids.next());
        this.year = year;
        this.currency = currency;
        this.rate = rate;
    }

    BigDecimal rate() {
        return rate;
    }

    PlanRates.Rate draft() {
        return new PlanRates.Rate(id(), year, currency, rate.stripTrailingZeros(), version());
    }

    void change(BigDecimal rate) {
        this.rate = rate;
    }
}
