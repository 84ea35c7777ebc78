package app.mainstay.sales;

import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Names;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is asked of deals, as conditions on {@code sales_opportunity o} and its {@code account a}. */
@Component
class OpportunityQuestions {

    /** So many accounts of a text have their deals found by it. */
    static final int NAMED = 200;

    private final DealScope deals;
    private final AccountService accounts;
    private final Stages stages;
    private final UnitService units;
    private final SettingsService settings;
    private final CurrentUser currentUser;

    OpportunityQuestions(DealScope deals, AccountService accounts, Stages stages, UnitService units, SettingsService settings, CurrentUser currentUser) {
        this.deals = deals;
        this.accounts = accounts;
        this.stages = stages;
        this.units = units;
        this.settings = settings;
        this.currentUser = currentUser;
    }

    /** What the viewer sees of what the filter asks. */
    Sql where(OpportunityFilter filter) {
        return new Sql().and(deals.rows()).and(conditions(filter));
    }

    /** The same for the finder, which looks at each way to see a deal apart. */
    DealQuestion question(OpportunityFilter filter) {
        return question(filter, null);
    }

    /** @param supposed null to ask what the viewer sees through accounts elsewhere */
    DealQuestion question(OpportunityFilter filter, AccountScope.@Nullable Supposed supposed) {
        return question(filter, ofText(filter), supposed);
    }

    /** @param ofText asked already, see {@link #ofText} */
    DealQuestion question(OpportunityFilter filter, DealQuestion ofText, AccountScope.@Nullable Supposed supposed) {
        if (currentUser.require().is(Role.ADMINISTRATOR)) {
            return new DealQuestion(null, new Sql().and("1 = 0"), new Sql(), null);
        }
        return new DealQuestion(deals.all() ? null : deals.waysOfLists(supposed), narrow(filter), ofText.text(), ofText.words());
    }

    /** Deals of the units that the viewer leads, without what accounts add to them; empty for who leads none or all, and where the filter asks anything. */
    Optional<Sql> ofUnits(OpportunityFilter filter) {
        var led = deals.subtree();
        return led.isEmpty() || deals.all() || filter.text() != null || !narrow(filter).isEmpty() ? Optional.empty() : Optional.of(new Sql().and("o.unit_id in (:dealUnits)", "dealUnits", led));
    }

    /** What is asked of the names alone. */
    DealQuestion ofText(OpportunityFilter filter) {
        var text = text(filter);
        return new DealQuestion(null, new Sql(), text, text.isEmpty() ? null : filter.text());
    }

    /** Units with what lies below. */
    Set<Long> below(Set<Long> some) {
        Set<Long> below = new HashSet<>();
        some.forEach(unit -> below.addAll(units.subtree(unit)));
        return below;
    }

    /** The units that the viewer leads, of those that the filter asks for. */
    Set<Long> led(OpportunityFilter filter) {
        Set<Long> led = new HashSet<>(deals.subtree());
        if (!filter.units().isEmpty()) {
            led.retainAll(below(filter.units()));
        }
        return led;
    }

    /** What the filter asks, of whatever deals. */
    Sql conditions(OpportunityFilter filter) {
        return new Sql().and(narrow(filter)).and(text(filter));
    }

    /** Accounts are looked for first, among those that the viewer sees: a text that many of them have finds deals by their own names alone. */
    private Sql text(OpportunityFilter filter) {
        if (filter.text() == null || filter.text().isBlank()) {
            return new Sql();
        }
        String key = Sql.like(Names.key(filter.text()));
        List<Long> named = filter.accountId() == null ? accounts.withText(filter.text(), NAMED) : List.of();
        return new Sql().and("(lower(o.name) like :text escape '!' or o.name_sort like :start escape '!'" + (named.isEmpty() ? ")" : " or o.account_id in (:named))"))
                .with("text", "%" + key + "%").with("start", key + "%").with("named", named);
    }

    private Sql narrow(OpportunityFilter filter) {
        var where = new Sql();
        if (filter.accountId() != null) {
            where.and("o.account_id = :account", "account", filter.accountId());
        }
        in(where, "o.stage_id", "stages", filter.stages());
        in(where, "o.outcome", "outcomes", filter.outcomes().stream().map(Enum::name).toList());
        in(where, "o.owner_id", "owners", filter.owners());
        if (!filter.units().isEmpty()) {
            var below = below(filter.units());
            where.and(below.isEmpty() ? "1 = 0" : "o.unit_id in (:units)").with("units", below);
        }
        if (!filter.products().isEmpty()) {
            String some = "exists (select 1 from sales_line l where l.opportunity_id = o.id and l.product_id in (:products))";
            where.and(filter.products().contains(OpportunityFilter.NO_PRODUCT)
                    ? "(" + some + " or not exists (select 1 from sales_line l where l.opportunity_id = o.id))" : some, "products", filter.products());
        }
        if (filter.sectors().contains(OpportunityFilter.NO_SECTOR)) {
            where.and("(a.sector in (:sectors) or a.sector is null)", "sectors", filter.sectors());
        } else {
            in(where, "a.sector", "sectors", filter.sectors());
        }
        in(where, "o.loss_reason", "lossReasons", filter.lossReasons());
        if (filter.noAccount()) {
            where.and("o.account_id is null");
        }
        if (filter.stalled()) {
            var today = settings.today();
            List<String> late = new ArrayList<>();
            for (var stage : stages.all()) {
                if (stage.isOpen() && stage.normDays() != null) {
                    late.add("o.stage_id = " + stage.id() + " and o.stage_since < :late" + stage.id());
                    where.with("late" + stage.id(), today.minusDays(stage.normDays()));
                }
            }
            where.and(late.isEmpty() ? "1 = 0" : "o.outcome = 'OPEN' and (" + String.join(" or ", late) + ")");
        }
        if (filter.closedFrom() != null) {
            where.and("o.closed_on >= :closedFrom", "closedFrom", filter.closedFrom());
        }
        if (filter.closedTo() != null) {
            where.and("o.closed_on < :closedTo", "closedTo", filter.closedTo());
        }
        if (filter.expectedFrom() != null) {
            where.and("o.expected_on >= :expectedOnFrom", "expectedOnFrom", filter.expectedFrom());
        }
        if (filter.expectedTo() != null) {
            where.and("o.expected_on < :expectedOnTo", "expectedOnTo", filter.expectedTo());
        }
        if (filter.overdue()) {
            where.and("o.outcome = 'OPEN' and o.expected_on < :overdueOn", "overdueOn", settings.today());
        }
        return where;
    }

    private static void in(Sql where, String column, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            where.and(column + " in (:" + name + ")", name, values);
        }
    }
}
