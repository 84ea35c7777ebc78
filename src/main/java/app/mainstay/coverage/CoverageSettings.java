package app.mainstay.coverage;

import app.mainstay.shared.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.envers.Audited;

/** The one row of settings for coverage. */
@Entity
@Table(name = "coverage_settings")
@Audited
class CoverageSettings extends BaseEntity {

    static final long ID = 1;

    @Column(name = "strategic_weight")
    private int strategicWeight;

    @Column(name = "core_weight")
    private int coreWeight;

    @Column(name = "standard_weight")
    private int standardWeight;

    @Column(name = "other_weight")
    private int otherWeight;

    @Column(name = "standard_capacity")
    private int standardCapacity;

    @Column(name = "reading_days")
    private int readingDays;

    protected CoverageSettings() {
    }

    void change(Capacity.Settings settings) {
        strategicWeight = settings.strategic();
        coreWeight = settings.core();
        standardWeight = settings.standard();
        otherWeight = settings.other();
        standardCapacity = settings.standardCapacity();
        readingDays = settings.readingDays();
    }

    Capacity.Settings settings() {
        return new Capacity.Settings(strategicWeight, coreWeight, standardWeight, otherWeight, standardCapacity, readingDays, version());
    }
}
