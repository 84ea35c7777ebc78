package app.mainstay.sales;

import app.mainstay.account.AccountScope;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which deals a viewer sees: through the account, or as its owner or one of the owner's managers. */
@Component
class DealScope {

    /**
     * The ways to the deals that a viewer sees who does not see all, each with an index of its own.
     *
     * @param units  that the viewer leads
     * @param own    by their owner, on {@code o}
     * @param via    on {@code o}, through accounts of the units that the viewer leads; null for who leads none
     * @param beyond through other accounts, on {@code a}; in parts that may have deals in common
     * @param some   deals that are seen through other accounts, where they are few and have been looked for
     */
    record Ways(Set<Long> units, Sql own, @Nullable Sql via, List<Sql> beyond, Set<Long> some) {

        /** All of them at once, on {@code o} and, unless {@code beyond} is empty, {@code a}. */
        Sql any() {
            List<String> conditions = new ArrayList<>(List.of(own.condition()));
            var any = new Sql().with(own.params());
            if (via != null) {
                conditions.add(via.condition());
                any.with(via.params());
            }
            for (var part : beyond) {
                conditions.add(part.condition());
                any.with(part.params());
            }
            if (!some.isEmpty()) {
                conditions.add(named().condition());
                any.with(named().params());
            }
            return any.and("(" + String.join(" or ", conditions) + ")");
        }

        Sql named() {
            return new Sql().and("o.id in (:dealSome)", "dealSome", some);
        }

        /** What is not seen by owner. */
        Sql onlyVia() {
            return new Sql().and(via == null ? "1 = 0" : via.condition() + " and not (" + own.condition() + ")").with(own.params());
        }

        /** What is seen neither by owner nor by unit. */
        Sql neither() {
            return new Sql().and("not (" + own.condition() + ")" + (via == null ? "" : " and (o.via_unit_id is null or not (" + via.condition() + "))")).with(own.params());
        }
    }

    private static final int NAMED = 1_000;

    private final AccountScope accounts;
    private final CurrentUser currentUser;
    private final UnitService units;
    private final JdbcClient jdbc;

    DealScope(AccountScope accounts, CurrentUser currentUser, UnitService units, JdbcClient jdbc) {
        this.accounts = accounts;
        this.currentUser = currentUser;
        this.units = units;
        this.jdbc = jdbc;
    }

    /** The condition on rows of {@code sales_opportunity o} with {@code left join account a}; none for who sees everything. */
    Sql rows() {
        if (currentUser.require().is(Role.ADMINISTRATOR)) {
            return new Sql().and("1 = 0");
        }
        return all() ? new Sql() : ways().any();
    }

    /** Who leads the whole tree sees everything, as with accounts, and nobody has to be asked for it. */
    boolean all() {
        var led = subtree();
        return !led.isEmpty() && units.all().stream().allMatch(unit -> led.contains(unit.id()));
    }

    /** A deal lies in its owner's unit, so those of who leads units are among those of the units. */
    Ways ways() {
        return ways(accounts.beyondUnits("a"));
    }

    private Ways ways(List<Sql> beyond) {
        Viewer viewer = currentUser.require();
        if (!viewer.role().seesUnit()) {
            return new Ways(Set.of(), new Sql().and("o.owner_id = :dealUser", "dealUser", viewer.id()), null, beyond, Set.of());
        }
        var led = units.subtree(viewer.unitId());
        return new Ways(led, new Sql().and("o.unit_id in (:dealUnits)", "dealUnits", led), new Sql().and("o.via_unit_id in (:dealUnits)", "dealUnits", led), beyond, Set.of());
    }

    /** What the viewer sees through accounts elsewhere, as it was last; empty where nothing is to be supposed. */
    Optional<AccountScope.Supposed> suppose() {
        return all() ? Optional.empty() : accounts.suppose("a");
    }

    /**
     * The same with the deals of other accounts by their ids, where the viewer leads units and these are few: units and ids stand in the index of each order,
     * accounts do not.
     *
     * @param supposed null for who is asked what they see elsewhere
     */
    Ways waysOfLists(AccountScope.@Nullable Supposed supposed) {
        var ways = supposed == null ? ways() : ways(supposed.beyondUnits());
        if (ways.via() == null || ways.beyond().isEmpty()) {
            return ways;
        }
        Map<String, Object> params = new HashMap<>(ways.own().params());
        ways.beyond().forEach(part -> params.putAll(part.params()));
        String parts = ways.beyond().stream().map(part -> "(" + DealQuestion.throughAccounts("o.id", ways, part, "true", new Sql()) + " limit " + (NAMED + 1) + ")")
                .collect(Collectors.joining(" union "));
        Set<Long> some = new HashSet<>(jdbc.sql(parts).params(params).query(Long.class).list());
        return some.size() > NAMED ? ways : new Ways(ways.units(), ways.own(), ways.via(), List.of(), some);
    }

    /** Whether the viewer may change the deal. */
    boolean writes(Opportunity deal) {
        return writes(deal.accountId() == null ? 0 : deal.accountId(), deal.ownerId(), deal.unitId());
    }

    private boolean writes(long accountId, long ownerId, long unitId) {
        Viewer viewer = currentUser.require();
        return !viewer.is(Role.ADMINISTRATOR) && (ownerId == viewer.id() || leads(unitId) || accountId != 0 && accounts.writes(accountId));
    }

    /** Whether the unit is one of those that the viewer leads. */
    boolean leads(long unitId) {
        return subtree().contains(unitId);
    }

    /** Empty for members. */
    Set<Long> subtree() {
        Viewer viewer = currentUser.require();
        return viewer.role().seesUnit() ? units.subtree(viewer.unitId()) : Set.of();
    }
}
