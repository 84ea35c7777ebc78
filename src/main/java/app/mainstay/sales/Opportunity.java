package app.mainstay.sales;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A deal on its way. Lines, competitors and contacts lie beside it, see {@link OpportunityStore}. */
@Entity
@Table(name = "sales_opportunity")
@Audited
class Opportunity extends BaseEntity {

    private String name;

    @Column(name = "name_sort")
    private String nameSort;

    @Column(name = "account_id")
    private @Nullable Long accountId;

    @Column(name = "owner_id")
    private long ownerId;

    @Column(name = "unit_id")
    private long unitId;

    @Column(name = "stage_id")
    private long stageId;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Outcome outcome;

    @Column(precision = 19, scale = 4)
    private BigDecimal amount;

    private String currency;

    @Column(name = "base_amount", precision = 19, scale = 4)
    private @Nullable BigDecimal baseAmount;

    @Column(name = "expected_on")
    private @Nullable LocalDate expectedOn;

    @Column(name = "opened_on")
    private LocalDate openedOn;

    @Column(name = "cycle_from")
    private @Nullable LocalDate cycleFrom;

    @Column(name = "closed_on")
    private @Nullable LocalDate closedOn;

    @Column(name = "stage_since")
    private LocalDate stageSince;

    private @Nullable String source;

    @Column(name = "next_step")
    private @Nullable String nextStep;

    @Column(name = "next_step_on")
    private @Nullable LocalDate nextStepOn;

    @Column(name = "loss_reason")
    private @Nullable String lossReason;

    @Column(name = "lost_to_id")
    private @Nullable Long lostToId;

    @Column(name = "closing_note")
    private @Nullable String closingNote;

    @Column(name = "cycle_days")
    @NotAudited
    private @Nullable Integer cycleDays;

    @Column(name = "created_at")
    @NotAudited
    private Instant createdAt;

    @Column(name = "updated_at")
    @NotAudited
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Opportunity() {
    }

    /** @param known the draft with every value settled: amount, days, owner and stage are there */
    @SuppressWarnings("NullAway.Init")
    Opportunity(Settled known, Instant now) {
        super(Ids.next());
        createdAt = now;
        stageSince = Objects.requireNonNull(known.draft().openedOn());
        write(known, now);
    }

    /**
     * A draft that the rules have accepted.
     *
     * @param base      the amount in the base currency; null where no plan rate is set
     * @param cycleFrom first entry into a stage that starts the cycle
     */
    record Settled(OpportunityDraft draft, StageRow stage, long unitId, Money amount, @Nullable BigDecimal base, @Nullable LocalDate cycleFrom,
                   LocalDate stageSince) {
    }

    void change(Settled known, Instant now) {
        write(known, now);
    }

    private void write(Settled known, Instant now) {
        var draft = known.draft();
        name = draft.name();
        nameSort = Names.sortKey(name, 600);
        accountId = draft.accountId();
        ownerId = Objects.requireNonNull(draft.ownerId());
        unitId = known.unitId();
        stageId = Objects.requireNonNull(known.stage().id());
        outcome = known.stage().outcome();
        amount = known.amount().amount();
        currency = known.amount().currency();
        baseAmount = known.base();
        expectedOn = draft.expectedOn();
        openedOn = Objects.requireNonNull(draft.openedOn());
        cycleFrom = known.cycleFrom();
        closedOn = draft.closedOn();
        stageSince = known.stageSince();
        source = draft.source();
        nextStep = draft.nextStep();
        nextStepOn = draft.nextStepOn();
        lossReason = draft.lossReason();
        lostToId = draft.lostToId();
        closingNote = draft.closingNote();
        cycleDays = cycleDays(known);
        updatedAt = now;
    }

    static @Nullable Integer cycleDays(Settled known) {
        var draft = known.draft();
        return draft.closedOn() == null ? null : (int) Math.max(0, ChronoUnit.DAYS.between(known.cycleFrom() == null ? Objects.requireNonNull(draft.openedOn())
                : known.cycleFrom(), draft.closedOn()));
    }

    void moveTo(long userUnitId, Instant now) {
        unitId = userUnitId;
        updatedAt = now;
    }

    @Nullable Long accountId() {
        return accountId;
    }

    long ownerId() {
        return ownerId;
    }

    long unitId() {
        return unitId;
    }

    long stageId() {
        return stageId;
    }

    Outcome outcome() {
        return outcome;
    }

    Money amount() {
        return new Money(amount, currency);
    }

    @Nullable LocalDate expectedOn() {
        return expectedOn;
    }

    LocalDate openedOn() {
        return openedOn;
    }

    @Nullable LocalDate cycleFrom() {
        return cycleFrom;
    }

    @Nullable LocalDate closedOn() {
        return closedOn;
    }

    LocalDate stageSince() {
        return stageSince;
    }

    String name() {
        return name;
    }

    /** Whether a plan rate puts the amount into the sums. */
    boolean isRated() {
        return baseAmount != null;
    }

    @Nullable String source() {
        return source;
    }

    @Nullable String nextStep() {
        return nextStep;
    }

    @Nullable LocalDate nextStepOn() {
        return nextStepOn;
    }

    @Nullable String lossReason() {
        return lossReason;
    }

    @Nullable Long lostToId() {
        return lostToId;
    }

    @Nullable String closingNote() {
        return closingNote;
    }
}
