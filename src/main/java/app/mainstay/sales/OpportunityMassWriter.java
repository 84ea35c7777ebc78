package app.mainstay.sales;

import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.security.Role;
import app.mainstay.settings.PlanRates;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import app.mainstay.shared.Names;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** New deals with their past in sets of rows with their history, past Hibernate; tells no story of an account and no open screen. */
@Service
public class OpportunityMassWriter {

    /**
     * A deal with its past.
     *
     * @param draft  settled: owner, stage, amount and the day of opening are there
     * @param unitId the owner's
     * @param steps  the stages that it entered, earliest first; the last one is the draft's
     */
    public record Past(OpportunityDraft draft, long unitId, List<Step> steps) {

        public Past {
            steps = List.copyOf(steps);
        }
    }

    /** @param code the stage's */
    public record Step(Instant at, long actorId, String code, LocalDate on) {
    }

    private static final String FACTS = "name, name_sort, account_id, owner_id, unit_id, stage_id, outcome, amount, currency, base_amount, expected_on, opened_on, "
            + "cycle_from, closed_on, stage_since, source, next_step, next_step_on, loss_reason, lost_to_id, closing_note";
    private static final String MARKS = "?, ".repeat(20) + "?";

    private final JdbcTemplate jdbc;
    private final Stages stages;
    private final PlanRates rates;
    private final Revisions revisions;

    OpportunityMassWriter(JdbcTemplate jdbc, Stages stages, PlanRates rates, Revisions revisions) {
        this.jdbc = jdbc;
        this.stages = stages;
        this.rates = rates;
        this.revisions = revisions;
    }

    /** Writes all of them or none; drafts are taken as they are, what breaks the schema ends it with its exception. */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public void write(List<Past> deals, String reason) {
        if (deals.isEmpty()) {
            return;
        }
        Map<String, StageRow> byCode = new HashMap<>();
        stages.all().forEach(stage -> byCode.put(stage.code(), stage));
        long revision = revisions.open(null, reason, null);
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<@Nullable Object[]> history = new ArrayList<>();
        List<Object[]> lines = new ArrayList<>();
        List<Object[]> rivals = new ArrayList<>();
        List<@Nullable Object[]> changes = new ArrayList<>();
        for (var deal : deals) {
            long id = Ids.next();
            var draft = deal.draft();
            @Nullable LocalDate cycle = deal.steps().stream().filter(step -> Objects.requireNonNull(byCode.get(step.code())).startsCycle()).map(Step::on).findFirst()
                    .orElse(null);
            LocalDate opened = Objects.requireNonNull(draft.openedOn());
            @Nullable Object[] facts = facts(deal, Objects.requireNonNull(byCode.get(deal.steps().getLast().code())), cycle);
            Integer days = draft.closedOn() == null ? null : (int) ChronoUnit.DAYS.between(cycle == null ? opened : cycle, draft.closedOn());
            rows.add(with(facts, id, days, Sql.utc(deal.steps().getFirst().at()), Sql.utc(deal.steps().getLast().at())));
            history.add(with(facts, id, revision));
            int number = 0;
            for (var line : draft.lines()) {
                lines.add(new Object[] {id, ++number, line.productId(), line.quantity(), line.unitPrice(), line.discount(), line.amount()});
            }
            draft.competitors().forEach(rival -> rivals.add(new Object[] {id, rival}));
            @Nullable String before = null;
            for (var step : deal.steps()) {
                changes.add(new @Nullable Object[] {Ids.next(), id, Sql.utc(step.at()), step.actorId(), "STAGE", before, step.code()});
                before = step.code();
            }
        }
        jdbc.batchUpdate("insert into sales_opportunity (id, version, cycle_days, created_at, updated_at, " + FACTS + ") values (?, 0, ?, ?, ?, " + MARKS + ")", rows);
        jdbc.batchUpdate("insert into sales_opportunity_aud (id, rev, revtype, " + FACTS + ") values (?, ?, 0, " + MARKS + ")", history);
        jdbc.batchUpdate("insert into sales_line (opportunity_id, line_no, product_id, quantity, unit_price, discount, amount) values (?, ?, ?, ?, ?, ?, ?)", lines);
        jdbc.batchUpdate("insert into sales_opportunity_competitor (opportunity_id, competitor_id) values (?, ?)", rivals);
        jdbc.batchUpdate("insert into sales_change (id, opportunity_id, happened_at, actor_id, kind, from_value, to_value) values (?, ?, ?, ?, ?, ?, ?)", changes);
        revisions.holds(revision, "sales_opportunity", AuditAct.ADDED, deals.size());
    }

    private @Nullable Object[] facts(Past deal, StageRow stage, @Nullable LocalDate cycle) {
        var draft = deal.draft();
        var amount = Objects.requireNonNull(draft.amount());
        int year = (draft.closedOn() != null ? draft.closedOn() : draft.expectedOn() != null ? draft.expectedOn() : deal.steps().getLast().on()).getYear();
        @Nullable BigDecimal base = rates.toBase(amount, year).map(Money::amount).orElse(null);
        return new @Nullable Object[] {draft.name(), Names.sortKey(draft.name(), 600), draft.accountId(), draft.ownerId(), deal.unitId(), stage.id(),
                stage.outcome().name(), amount.amount(), amount.currency(), base, day(draft.expectedOn()), day(draft.openedOn()), day(cycle), day(draft.closedOn()),
                day(deal.steps().getLast().on()), draft.source(), draft.nextStep(), day(draft.nextStepOn()), draft.lossReason(), draft.lostToId(), draft.closingNote()};
    }

    private static @Nullable Date day(@Nullable LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }

    private static @Nullable Object[] with(@Nullable Object[] facts, @Nullable Object... before) {
        var row = new @Nullable Object[before.length + facts.length];
        System.arraycopy(before, 0, row, 0, before.length);
        System.arraycopy(facts, 0, row, before.length, facts.length);
        return row;
    }
}
