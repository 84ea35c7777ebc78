package app.mainstay.sales;

import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What deals add up to, within what the viewer sees. Formulas are those of the product's definitions: win rate = won ÷ (won + lost) closed in the
 * period, cancelled ones left out; cycle = days from the first stage that starts it, else from the opening, to closing, over deals won in the
 * period; velocity = open qualified deals × win rate × mean won value ÷ mean cycle. Values are in the base currency at the plan rate of the year of
 * closing. Where a denominator is zero there is no value.
 */
@Service
public class SalesAnalysis {

    /** Fewer cases than that say little. */
    public static final int SMALL_SAMPLE = 5;

    /**
     * One bar.
     *
     * @param key       what the list's address calls it; "" for those that have none
     * @param label     a name; null where the key is labelled by the screen
     * @param wonValue  in the base currency
     */
    public record Group(String key, @Nullable String label, long won, long lost, BigDecimal wonValue, BigDecimal lostValue) {
    }

    /** @param reached open deals that stand in this stage or a later one */
    public record Step(StageRow stage, long reached, BigDecimal value) {
    }

    /**
     * @param winRate       per cent of the number; null when none closed
     * @param winRateValue  per cent of the value; null when nothing of value closed
     * @param meanCycle     days; null when none was won
     * @param medianCycle   likewise
     * @param velocity      base currency a day; null when any input is missing
     * @param openValue     open deals in all, in the base currency
     * @param expectedValue of those the part that is expected to close in the period
     * @param unrated       deals in the figures whose currency has no plan rate: counted, and in no value
     */
    public record Result(long won, long lost, long cancelled, BigDecimal wonValue, BigDecimal lostValue, @Nullable BigDecimal winRate,
                         @Nullable BigDecimal winRateValue, @Nullable BigDecimal meanCycle, @Nullable BigDecimal medianCycle, @Nullable BigDecimal velocity,
                         long open, BigDecimal openValue, BigDecimal expectedValue, long unrated, List<Step> funnel, List<Group> months, List<Group> owners,
                         List<Group> teams, List<Group> offices, List<Group> sectors, List<Group> products, List<Group> reasons) {
    }

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String WON = "case when o.outcome = 'WON' then 1 else 0 end";
    private static final String LOST = "case when o.outcome = 'LOST' then 1 else 0 end";
    private static final String SUMS = "sum(" + WON + ") won, sum(" + LOST + ") lost, coalesce(sum(case when o.outcome = 'WON' then o.base_amount end), 0) won_value, "
            + "coalesce(sum(case when o.outcome = 'LOST' then o.base_amount end), 0) lost_value";

    private final Opportunities opportunities;
    private final Stages stages;
    private final UnitService units;
    private final SettingsService settings;
    private final JdbcClient jdbc;

    SalesAnalysis(Opportunities opportunities, Stages stages, UnitService units, SettingsService settings, JdbcClient jdbc) {
        this.opportunities = opportunities;
        this.stages = stages;
        this.units = units;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /** The currency of all values. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    public String currency() {
        return settings.current().baseCurrency();
    }

    /**
     * Everything at once: a handful of aggregate queries, none of which loads a deal.
     *
     * @param filter closing days must be given; stages and outcomes in it are not asked
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Result analyse(OpportunityFilter filter) {
        LocalDate from = Objects.requireNonNull(filter.closedFrom());
        LocalDate to = Objects.requireNonNull(filter.closedTo());
        var bare = new OpportunityFilter(filter.accountId(), filter.text(), Set.of(), Set.of(), filter.owners(), filter.units(), filter.products(),
                filter.sectors(), Set.of(), false, false, from, to);
        var closed = opportunities.where(bare.with(Set.of(Outcome.WON, Outcome.LOST)));
        var months = groups("substring(cast(o.closed_on as char(10)), 1, 7)", "", closed, "1");
        long won = months.stream().mapToLong(Group::won).sum();
        long lost = months.stream().mapToLong(Group::lost).sum();
        BigDecimal wonValue = months.stream().map(Group::wonValue).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal lostValue = months.stream().map(Group::lostValue).reduce(BigDecimal.ZERO, BigDecimal::add);
        var cancelled = opportunities.where(bare.with(Set.of(Outcome.CANCELLED)));
        var reasons = groups("coalesce(o.loss_reason, '')", "", opportunities.where(bare.with(Set.of(Outcome.LOST, Outcome.CANCELLED))), "sum(1) desc, 1", true);
        long cancelledCount = single("count(*)", cancelled);
        var wonWhere = opportunities.where(bare.with(Set.of(Outcome.WON)));
        @Nullable BigDecimal mean = won == 0 ? null : decimal("avg(o.cycle_days)", wonWhere);
        var open = opportunities.where(bare.closed(null, null).with(Set.of(Outcome.OPEN)));
        var standing = standing(open);
        long openCount = standing.values().stream().mapToLong(Group::won).sum();
        BigDecimal openValue = standing.values().stream().map(Group::wonValue).reduce(BigDecimal.ZERO, BigDecimal::add);
        long qualified = stages.all().stream().filter(stage -> stage.isOpen() && stage.startsCycle())
                .mapToLong(stage -> standing.containsKey(stage.id()) ? standing.get(stage.id()).won() : 0).sum();
        var expected = opportunities.where(bare.closed(null, null).with(Set.of(Outcome.OPEN))).and("o.expected_on >= :expectedFrom", "expectedFrom", from)
                .and("o.expected_on < :expectedTo", "expectedTo", to);
        @Nullable BigDecimal rate = ratio(BigDecimal.valueOf(won), BigDecimal.valueOf(won + lost));
        @Nullable BigDecimal velocity = rate == null || won == 0 || mean == null || mean.signum() == 0 ? null : BigDecimal.valueOf(qualified).multiply(rate)
                .multiply(wonValue).divide(HUNDRED.multiply(BigDecimal.valueOf(won)).multiply(mean), 4, RoundingMode.HALF_UP);
        var teams = groups("cast(o.unit_id as char(20))", "", closed, "won_value desc, 1");
        return new Result(won, lost, cancelledCount, wonValue, lostValue, rate, ratio(wonValue, wonValue.add(lostValue)), mean, median(wonWhere, won), velocity,
                openCount, openValue, decimalOrZero("sum(o.base_amount)", expected), unrated(closed) + unrated(open), funnel(standing), months,
                groups("cast(o.owner_id as char(20))", " join security_user u on u.id = o.owner_id", closed, "won_value desc, 1"), named(teams), offices(teams),
                groups("coalesce(a.sector, '')", "", closed, "won_value desc, 1"), products(closed), reasons);
    }

    // ---- single numbers ----

    private long single(String what, Sql where) {
        return jdbc.sql("select " + what + OpportunityStore.FROM + where.where()).params(where.params()).query(Long.class).single();
    }

    private @Nullable BigDecimal decimal(String what, Sql where) {
        return jdbc.sql("select " + what + OpportunityStore.FROM + where.where()).params(where.params()).query(BigDecimal.class).optional()
                .map(number -> number.setScale(4, RoundingMode.HALF_UP)).orElse(null);
    }

    private BigDecimal decimalOrZero(String what, Sql where) {
        return Objects.requireNonNullElse(decimal(what, where), BigDecimal.ZERO);
    }

    private long unrated(Sql where) {
        return single("count(*)", new Sql().and(where).and("o.base_amount is null"));
    }

    /** The middle one, or the mean of the two in the middle. */
    private @Nullable BigDecimal median(Sql where, long rows) {
        if (rows == 0) {
            return null;
        }
        long skip = (rows - 1) / 2;
        List<Integer> middle = jdbc.sql("select o.cycle_days" + OpportunityStore.FROM + where.where() + " order by o.cycle_days limit :number offset :skip")
                .params(where.params()).param("number", rows % 2 == 0 ? 2 : 1).param("skip", skip).query(Integer.class).list();
        return middle.isEmpty() ? null : BigDecimal.valueOf(middle.stream().mapToLong(Integer::longValue).sum())
                .divide(BigDecimal.valueOf(middle.size()), 1, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? null : part.multiply(HUNDRED).divide(whole, 4, RoundingMode.HALF_UP);
    }

    // ---- bars ----

    private List<Group> groups(String key, String join, Sql where, String order) {
        return groups(key, join, where, order, false);
    }

    /** @param lostOnly cancelled ones count as lost: their reasons are asked */
    private List<Group> groups(String key, String join, Sql where, String order, boolean lostOnly) {
        String sums = lostOnly ? "0 won, count(*) lost, 0 won_value, coalesce(sum(o.base_amount), 0) lost_value" : SUMS;
        String label = join.isEmpty() ? "null" : "max(u.display_name)";
        return jdbc.sql("select " + key + " group_key, " + label + " label, " + sums + OpportunityStore.FROM + join + where.where() + " group by " + key + " order by " + order)
                .params(where.params()).query(SalesAnalysis::group).list();
    }

    private static Group group(ResultSet row, int number) throws SQLException {
        return new Group(row.getString("group_key"), row.getString("label"), row.getLong("won"), row.getLong("lost"), row.getBigDecimal("won_value"),
                row.getBigDecimal("lost_value"));
    }

    /** By the parts that its lines have in a deal; what has no line belongs to no product. */
    private List<Group> products(Sql where) {
        String share = "case when l.amount is null then o.base_amount when o.amount = 0 then 0 else l.amount * o.base_amount / o.amount end";
        return jdbc.sql("select coalesce(cast(l.product_id as char(20)), '') group_key, max(p.name) label, count(distinct case when o.outcome = 'WON' then o.id end) won, "
                        + "count(distinct case when o.outcome = 'LOST' then o.id end) lost, coalesce(sum(case when o.outcome = 'WON' then " + share + " end), 0) won_value, "
                        + "coalesce(sum(case when o.outcome = 'LOST' then " + share + " end), 0) lost_value" + OpportunityStore.FROM
                        + " left join sales_line l on l.opportunity_id = o.id left join sales_product p on p.id = l.product_id" + where.where()
                        + " group by coalesce(cast(l.product_id as char(20)), '') order by won_value desc, 1").params(where.params()).query(SalesAnalysis::group).list();
    }

    /** By stage: how many stand there, and their value; kept as {@code won}. */
    private Map<Long, Group> standing(Sql where) {
        Map<Long, Group> standing = new HashMap<>();
        jdbc.sql("select o.stage_id, count(*) deals, coalesce(sum(o.base_amount), 0) total" + OpportunityStore.FROM + where.where() + " group by o.stage_id")
                .params(where.params()).query(row -> {
                    standing.put(row.getLong(1), new Group("", null, row.getLong(2), 0, row.getBigDecimal(3), BigDecimal.ZERO));
                });
        return standing;
    }

    private List<Step> funnel(Map<Long, Group> standing) {
        var open = stages.all().stream().filter(stage -> stage.isOpen() && (stage.active() || standing.containsKey(stage.id())))
                .sorted(Comparator.comparingInt(StageRow::position).reversed()).toList();
        List<Step> steps = new ArrayList<>();
        long reached = 0;
        BigDecimal value = BigDecimal.ZERO;
        for (var stage : open) {
            var here = standing.get(stage.id());
            if (here != null) {
                reached += here.won();
                value = value.add(here.wonValue());
            }
            steps.add(new Step(stage, reached, value));
        }
        return steps.reversed();
    }

    private List<Group> named(List<Group> teams) {
        return teams.stream().map(group -> new Group(group.key(), units.find(Long.parseLong(group.key())).map(UnitService.UnitRow::name).orElse(""),
                group.won(), group.lost(), group.wonValue(), group.lostValue())).toList();
    }

    /** Teams under the unit that stands right below the top. */
    private List<Group> offices(List<Group> teams) {
        Map<Long, Group> offices = new LinkedHashMap<>();
        for (var team : teams) {
            long office = office(Long.parseLong(team.key()));
            var named = new Group(String.valueOf(office), units.find(office).map(UnitService.UnitRow::name).orElse(""), team.won(), team.lost(), team.wonValue(),
                    team.lostValue());
            offices.merge(office, named, (one, other) -> new Group(one.key(), one.label(), one.won() + other.won(), one.lost() + other.lost(),
                    one.wonValue().add(other.wonValue()), one.lostValue().add(other.lostValue())));
        }
        return offices.values().stream().sorted(Comparator.comparing(Group::wonValue).reversed()).toList();
    }

    private long office(long unitId) {
        long office = unitId;
        for (var unit = units.find(unitId); unit.isPresent() && unit.get().parentId() != null; unit = units.find(unit.get().parentId())) {
            office = unit.get().id();
        }
        return office;
    }
}
