package app.mainstay.account;

import app.mainstay.account.AccountGroup.Figures;
import app.mainstay.account.AccountGroup.Member;
import app.mainstay.security.SignedIn;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Parents and subsidiaries. Upwards one sees as far as the parents are in sight: beyond a hidden one nobody learns what else belongs to it.
 * Downwards everything in sight is shown below the next one above that is in sight, too.
 */
@Service
public class AccountGroups {

    /** So many companies are listed. */
    public static final int LISTED = 1_000;
    private static final int DEEPEST = 50;

    private record Row(long id, @Nullable Long parentId, boolean seen, String name, @Nullable Tier tier, Lifecycle lifecycle, String representative,
                       boolean archived, @Nullable Money revenue, int employees) {
    }

    /** A member while it is summed up. */
    private static final class Node {

        private final Row row;
        private final @Nullable Node above;
        private final List<Node> below = new ArrayList<>();
        private final Map<String, BigDecimal> revenue = new TreeMap<>();
        private int accounts;
        private long employees;

        Node(Row row, @Nullable Node above) {
            this.row = row;
            this.above = above;
        }

        void count(Row one) {
            accounts++;
            employees += one.employees();
            if (one.revenue() != null) {
                revenue.merge(one.revenue().currency(), one.revenue().amount(), BigDecimal::add);
            }
            if (above != null) {
                above.count(one);
            }
        }
    }

    private final AccountScope scope;
    private final PlanRates rates;
    private final SettingsService settings;
    private final JdbcClient jdbc;

    AccountGroups(AccountScope scope, PlanRates rates, SettingsService settings, JdbcClient jdbc) {
        this.scope = scope;
        this.rates = rates;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /**
     * Whether there is a parent or a subsidiary, in sight or not.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean exists(long accountId) {
        scope.require(accountId);
        return jdbc.sql("select 1 from account where id = :id and parent_id is not null union all (select 1 from account where parent_id = :id limit 1)")
                .param("id", accountId).query(Integer.class).list().size() > 0;
    }

    /**
     * The group of an account; of one without relatives just itself.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public AccountGroup of(long accountId) {
        scope.require(accountId);
        var seen = scope.rows("a");
        record Above(long id, boolean seen) {
        }
        var path = jdbc.sql("""
                        with recursive above (id, parent_id, height) as (
                            select id, parent_id, 0 from account where id = :account
                            union all
                            select p.id, p.parent_id, above.height + 1 from account p join above on p.id = above.parent_id where above.height < :deepest
                        ) select a.id, case when %s then 1 else 0 end seen from above join account a on a.id = above.id order by above.height"""
                        .formatted(seen.condition()))
                .param("account", accountId).param("deepest", DEEPEST).params(seen.params())
                .query((row, n) -> new Above(row.getLong(1), row.getInt(2) == 1)).list();
        long top = accountId;
        int hidden = 0;
        for (var above : path) {
            if (!above.seen()) {
                hidden++;
                break;
            }
            top = above.id();
        }
        var rows = jdbc.sql("""
                        with recursive company (id, depth) as (
                            select id, 0 from account where id = :top
                            union all
                            select c.id, company.depth + 1 from account c join company on c.parent_id = company.id where company.depth < :deepest
                        )
                        select a.id, a.parent_id, a.name, a.tier, a.lifecycle, u.display_name, a.archived_at, a.revenue_amount, a.revenue_currency, a.employees,
                            case when %s then 1 else 0 end seen
                        from company join account a on a.id = company.id join security_user u on u.id = a.primary_rep_id
                        order by company.depth, a.name_sort, a.id limit :most""".formatted(seen.condition()))
                .param("top", top).param("deepest", DEEPEST).param("most", LISTED + 1).params(seen.params())
                .query((row, n) -> new Row(row.getLong("id"), row.getObject("parent_id", Long.class), row.getInt("seen") == 1, row.getString("name"),
                        row.getString("tier") == null ? null : Tier.valueOf(row.getString("tier")), Lifecycle.valueOf(row.getString("lifecycle")),
                        row.getString("display_name"), row.getObject("archived_at") != null,
                        row.getString("revenue_currency") == null ? null : new Money(row.getBigDecimal("revenue_amount"), row.getString("revenue_currency")),
                        row.getInt("employees"))).list();
        boolean more = rows.size() > LISTED;
        // Level by level, so that whoever is above comes first; who is hidden stands for the next one above in sight.
        Map<Long, Node> nodes = new HashMap<>();
        Set<Long> met = new HashSet<>();
        @Nullable Node root = null;
        for (var row : rows.subList(0, Math.min(rows.size(), LISTED))) {
            if (!met.add(row.id())) {
                continue;
            }
            var above = root == null || row.parentId() == null ? null : nodes.get(row.parentId());
            if (!row.seen() && above != null) {
                nodes.put(row.id(), above);
                hidden += row.archived() ? 0 : 1;
                continue;
            }
            var node = new Node(row, above);
            nodes.put(row.id(), node);
            if (above == null) {
                root = node;
            } else {
                above.below.add(node);
            }
            if (!row.archived()) {
                node.count(row);
            }
        }
        var toBase = rates.converter(settings.today().getYear());
        List<Member> members = new ArrayList<>();
        list(Objects.requireNonNull(root), 0, toBase, members);
        return new AccountGroup(members, hidden, more);
    }

    private static void list(Node node, int depth, Function<Money, Optional<Money>> toBase, List<Member> members) {
        var row = node.row;
        Map<String, BigDecimal> own = row.archived() || row.revenue() == null ? Map.of() : Map.of(row.revenue().currency(), row.revenue().amount());
        members.add(new Member(row.id(), node.above == null ? null : node.above.row.id(), depth, row.name(), row.tier(), row.lifecycle(),
                row.representative(), row.archived(), figures(row.archived() ? 0 : 1, own, row.archived() ? 0 : row.employees(), toBase),
                figures(node.accounts, node.revenue, node.employees, toBase)));
        node.below.forEach(one -> list(one, depth + 1, toBase, members));
    }

    private static Figures figures(int accounts, Map<String, BigDecimal> revenue, long employees, Function<Money, Optional<Money>> toBase) {
        var amounts = revenue.entrySet().stream().map(entry -> new Money(entry.getValue(), entry.getKey())).toList();
        var inBase = amounts.stream().map(toBase).toList();
        return new Figures(accounts, amounts, inBase.isEmpty() || inBase.stream().anyMatch(Optional::isEmpty) ? Optional.empty()
                : inBase.stream().map(Optional::orElseThrow).reduce(Money::plus), employees);
    }
}
