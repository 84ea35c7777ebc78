package app.mainstay.coverage;

import app.mainstay.shared.BaseEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.envers.Audited;

/** What a person can carry where that is not the standard; its id is the person's. */
@Entity
@Table(name = "coverage_capacity")
@Audited
class PersonalCapacity extends BaseEntity {

    private int points;

    protected PersonalCapacity() {
    }

    PersonalCapacity(long userId, int points) {
        super(userId);
        this.points = points;
    }

    void change(int points) {
        this.points = points;
    }
}
