package app.mainstay.meeting.cadence;

import app.mainstay.account.Tier;
import app.mainstay.shared.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.Objects;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** How often an account of the tier is to be met on the level. The rows are there from the beginning. */
@Entity
@Table(name = "meeting_cadence_rule")
@Audited
class CadenceRule extends BaseEntity {

    @Enumerated(EnumType.STRING)
    private Tier tier;

    @Enumerated(EnumType.STRING)
    @Column(name = "contact_level")
    private ContactLevel level;

    @Column(name = "every_number")
    private @Nullable Integer number;

    @Enumerated(EnumType.STRING)
    @Column(name = "every_unit")
    private IntervalUnit unit;

    private LocalDate since;

    /** For Hibernate, which fills the fields itself. */
    @SuppressWarnings("NullAway.Init")
    protected CadenceRule() {
    }

    Cadence.Rule rule() {
        return new Cadence.Rule(tier, level, number, unit, version());
    }

    /** What was not asked until now is asked from today on, so that nobody is late at once. */
    void change(Cadence.Rule rule, LocalDate today) {
        if (number == null && rule.number() != null) {
            since = today;
        }
        number = rule.number();
        unit = rule.unit();
    }

    boolean is(Cadence.Rule rule) {
        return Objects.equals(number, rule.number()) && unit == rule.unit();
    }

    Tier tier() {
        return tier;
    }

    ContactLevel level() {
        return level;
    }
}
