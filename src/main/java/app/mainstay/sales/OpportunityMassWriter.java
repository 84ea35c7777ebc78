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
import java.sql.Date;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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

    /** A deal that the rules have accepted. @param actorId who brings it in */
    record Fresh(long id, Opportunity.Settled settled, Instant at, @Nullable Long actorId) {
    }

    private static final String FACTS = "name, name_sort, account_id, owner_id, unit_id, stage_id, outcome, amount, currency, base_amount, expected_on, opened_on, "
            + "cycle_from, closed_on, stage_since, source, next_step, next_step_on, loss_reason, lost_to_id, closing_note";
    private static final String MARKS = "?, ".repeat(20) + "?";
    /** Named, because MySQL's driver asks the server for the type of each value that is not there. */
    private static final int[] FACT_TYPES = {Types.VARCHAR, Types.VARCHAR, Types.BIGINT, Types.BIGINT, Types.BIGINT, Types.BIGINT, Types.VARCHAR, Types.DECIMAL,
            Types.VARCHAR, Types.DECIMAL, Types.DATE, Types.DATE, Types.DATE, Types.DATE, Types.DATE, Types.VARCHAR, Types.VARCHAR, Types.DATE, Types.VARCHAR,
            Types.BIGINT, Types.VARCHAR};

    private final JdbcTemplate jdbc;
    private final Stages stages;
    private final PlanRates rates;
    private final Revisions revisions;
    private final SalesSums sums;

    OpportunityMassWriter(JdbcTemplate jdbc, Stages stages, PlanRates rates, Revisions revisions, SalesSums sums) {
        this.jdbc = jdbc;
        this.stages = stages;
        this.rates = rates;
        this.revisions = revisions;
        this.sums = sums;
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
        var rows = new Rows(revisions.open(null, reason, null));
        for (var deal : deals) {
            long id = Ids.next();
            rows.add(id, settled(deal, byCode), deal.steps().getFirst().at(), deal.steps().getLast().at());
            @Nullable String before = null;
            for (var step : deal.steps()) {
                rows.step(id, step.at(), step.actorId(), before, step.code());
                before = step.code();
            }
        }
        rows.write();
    }

    private Opportunity.Settled settled(Past deal, Map<String, StageRow> byCode) {
        var draft = deal.draft();
        @Nullable LocalDate cycle = deal.steps().stream().filter(step -> Objects.requireNonNull(byCode.get(step.code())).startsCycle()).map(Step::on).findFirst()
                .orElse(null);
        var amount = Objects.requireNonNull(draft.amount());
        int year = (draft.closedOn() != null ? draft.closedOn() : draft.expectedOn() != null ? draft.expectedOn() : deal.steps().getLast().on()).getYear();
        return new Opportunity.Settled(draft, Objects.requireNonNull(byCode.get(deal.steps().getLast().code())), deal.unitId(), amount,
                rates.toBase(amount, year).map(Money::amount).orElse(null), cycle, deal.steps().getLast().on());
    }

    /** Deals as {@link Opportunities} has settled them, in a revision of {@link Revisions#open} and the caller's transaction. */
    void write(List<Fresh> deals, long revision) {
        var rows = new Rows(revision);
        for (var deal : deals) {
            rows.add(deal.id(), deal.settled(), deal.at(), deal.at());
            rows.step(deal.id(), deal.at(), deal.actorId(), null, deal.settled().stage().code());
        }
        rows.write();
    }

    /** Gathers what goes into each table. */
    private final class Rows {

        private final long revision;
        private final List<@Nullable Object[]> deals = new ArrayList<>();
        private final List<@Nullable Object[]> history = new ArrayList<>();
        private final List<Object[]> lines = new ArrayList<>();
        private final List<Object[]> rivals = new ArrayList<>();
        private final List<Object[]> contacts = new ArrayList<>();
        private final List<@Nullable Object[]> changes = new ArrayList<>();

        Rows(long revision) {
            this.revision = revision;
        }

        void add(long id, Opportunity.Settled known, Instant createdAt, Instant updatedAt) {
            var draft = known.draft();
            @Nullable Object[] facts = {draft.name(), Names.sortKey(draft.name(), 600), draft.accountId(), draft.ownerId(), known.unitId(), known.stage().id(),
                    known.stage().outcome().name(), known.amount().amount(), known.amount().currency(), known.base(), day(draft.expectedOn()), day(draft.openedOn()),
                    day(known.cycleFrom()), day(draft.closedOn()), day(known.stageSince()), draft.source(), draft.nextStep(), day(draft.nextStepOn()),
                    draft.lossReason(), draft.lostToId(), draft.closingNote()};
            deals.add(with(facts, id, Opportunity.cycleDays(known), Sql.utc(createdAt), Sql.utc(updatedAt)));
            history.add(with(facts, id, revision));
            int number = 0;
            for (var line : draft.lines()) {
                lines.add(new Object[] {id, ++number, line.productId(), line.quantity(), line.unitPrice(), line.discount(), line.amount()});
            }
            draft.competitors().forEach(rival -> rivals.add(new Object[] {id, rival}));
            draft.contacts().forEach(contact -> contacts.add(new Object[] {id, contact}));
        }

        void step(long id, Instant at, @Nullable Long actorId, @Nullable String from, String to) {
            changes.add(new @Nullable Object[] {Ids.next(), id, Sql.utc(at), actorId, ChangeKind.STAGE.name(), from, to});
        }

        void write() {
            insert("sales_opportunity (id, version, cycle_days, created_at, updated_at, " + FACTS + ") values (?, 0, ?, ?, ?, " + MARKS + ")", deals,
                    with(FACT_TYPES, Types.BIGINT, Types.INTEGER, Types.TIMESTAMP, Types.TIMESTAMP));
            insert("sales_opportunity_aud (id, rev, revtype, " + FACTS + ") values (?, ?, 0, " + MARKS + ")", history, with(FACT_TYPES, Types.BIGINT, Types.BIGINT));
            insert("sales_line (opportunity_id, line_no, product_id, quantity, unit_price, discount, amount) values (?, ?, ?, ?, ?, ?, ?)", lines, Types.BIGINT,
                    Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.DECIMAL, Types.DECIMAL, Types.DECIMAL);
            insert("sales_opportunity_competitor (opportunity_id, competitor_id) values (?, ?)", rivals, Types.BIGINT, Types.BIGINT);
            insert("sales_opportunity_contact (opportunity_id, contact_id) values (?, ?)", contacts, Types.BIGINT, Types.BIGINT);
            insert("sales_change (id, opportunity_id, happened_at, actor_id, kind, from_value, to_value) values (?, ?, ?, ?, ?, ?, ?)", changes, Types.BIGINT,
                    Types.BIGINT, Types.TIMESTAMP, Types.BIGINT, Types.VARCHAR, Types.VARCHAR, Types.VARCHAR);
            List<Long> ids = deals.stream().map(row -> (Long) Objects.requireNonNull(row[0])).toList();
            sums.add(ids);
            revisions.holds(revision, "sales_opportunity", AuditAct.ADDED, ids);
        }

        private void insert(String into, List<? extends @Nullable Object[]> rows, int... types) {
            if (!rows.isEmpty()) {
                jdbc.batchUpdate("insert into " + into, List.copyOf(rows), types);
            }
        }
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

    private static int[] with(int[] facts, int... before) {
        return IntStream.concat(IntStream.of(before), IntStream.of(facts)).toArray();
    }
}
