package app.mainstay.account;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.LocalDate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What is done to keep an account at risk; at most one of an account is open. */
@Entity
@Table(name = "account_save_plan")
@Audited
class AccountSavePlan extends BaseEntity {

    @Column(name = "account_id")
    private long accountId;

    @Column(name = "plan_text")
    private String text;

    @Column(name = "owner_id")
    private long ownerId;

    /** True while it is open: the schema refuses to deactivate the owner then. */
    @Column(name = "owner_active")
    @NotAudited
    private @Nullable Boolean ownerActive = true;

    @Column(name = "due_on")
    private LocalDate dueOn;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private SavePlanState state = SavePlanState.OPEN;

    @Column(name = "opened_on")
    private LocalDate openedOn;

    @Column(name = "closed_on")
    private @Nullable LocalDate closedOn;

    @SuppressWarnings("NullAway.Init")
    protected AccountSavePlan() {
    }

    AccountSavePlan(long accountId, String text, long ownerId, LocalDate dueOn, LocalDate openedOn) {
        super(Ids.next());
        this.accountId = accountId;
        this.openedOn = openedOn;
        change(text, ownerId, dueOn);
    }

    void change(String text, long ownerId, LocalDate dueOn) {
        this.text = text;
        this.ownerId = ownerId;
        this.dueOn = dueOn;
    }

    void close(SavePlanState outcome, LocalDate on) {
        state = outcome;
        ownerActive = null;
        closedOn = on.isBefore(openedOn) ? openedOn : on;
    }

    String text() {
        return text;
    }

    LocalDate openedOn() {
        return openedOn;
    }

    long ownerId() {
        return ownerId;
    }

    LocalDate dueOn() {
        return dueOn;
    }
}
