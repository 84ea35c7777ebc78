package app.mainstay.account;

import app.mainstay.account.search.TextSearch;
import app.mainstay.security.UnitService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Turns a filter into conditions on {@code account a}, always within the viewer's scope. */
@Component
class AccountConditions {

    /** The parameter of the units that {@link Question#narrowed} names. */
    static final String NARROW_UNITS = "narrowUnits";
    /** Deeper trees of parents do not occur; the bound ends a cycle that two people made at the same instant. */
    private static final int DEEPEST = 50;
    /** A hundred years; an address is typed by anybody. */
    private static final int LONGEST_SILENCE = 36_525;
    /** So many can be read and sorted at once. */
    private static final int FEW = 50_000;
    private static final int REMEMBERED = 10_000;
    private static final long REMEMBERED_FOR = Duration.ofMinutes(10).toNanos();

    private record Size(boolean few, long since) {
    }

    private final UnitService units;
    private final AccountScope scope;
    private final SettingsService settings;
    private final Clock clock;
    private final JdbcClient jdbc;
    /** By ids of people or units, which never are the same. */
    private final Map<Set<Long>, Size> sizes = new ConcurrentHashMap<>();

    AccountConditions(UnitService units, AccountScope scope, SettingsService settings, Clock clock, JdbcClient jdbc) {
        this.units = units;
        this.scope = scope;
        this.settings = settings;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /**
     * What a list is asked for, by whom.
     *
     * @param where    the viewer's scope and everything that the filter says except the text
     * @param filtered more is asked than live accounts in scope
     * @param narrow   an index by which few accounts come into question; null where there may be very many
     * @param parts    the same in parts that have no account in common; empty where {@code narrow} finds all, or is null
     * @param narrowed of which units the accounts are, where the filter or the scope says so and there are no parts
     * @param rare     what the filter says that may be true of few of all accounts
     */
    record Question(Sql where, boolean filtered, @Nullable String text, @Nullable Narrow narrow, List<Part> parts, Sql narrowed, List<Rare> rare) {

        Sql withText() {
            return withText(where);
        }

        /** @param part {@code where}, or that of a part */
        Sql withText(Sql part) {
            return text == null ? new Sql().and(part) : new Sql().and(part).and(TextSearch.hits(text));
        }

        /** All that are asked for have the same there. */
        boolean isOne(AccountSort sort) {
            return rare.stream().anyMatch(what -> what.byName() == sort) || sort == AccountSort.UNIT && parts.isEmpty() && units().size() == 1;
        }

        /** Whose accounts these are; empty where that is not known. */
        Collection<?> units() {
            return narrowed.params().get(NARROW_UNITS) instanceof Collection<?> units ? units : List.of();
        }

        /** Of a range of that column alone. */
        boolean isRangeOf(AccountSort sort) {
            return sort == AccountSort.NEXT_MEETING && where.params().containsKey("now") || sort == AccountSort.LAST_CONTACT && where.params().containsKey("contactBefore");
        }

        /** At least one. */
        List<Part> narrowParts() {
            return parts.isEmpty() ? List.of(new Part(where, narrow, Long.MAX_VALUE)) : parts;
        }
    }

    /**
     * One thing that a filter says.
     *
     * @param select of the ids of all accounts that it is true of, by an index alone
     * @param byName the index that has them by name where it is one value, and that value as a condition on {@code account a}; null where there is none
     */
    record Rare(String select, Sql params, @Nullable AccountSort byName, Sql value) {

        static final String TAGS = "select r.account_id id from account_tag r where r.tag = :";

        boolean isTag() {
            return select.startsWith(TAGS);
        }

        static Rare of(String select, Sql params) {
            return new Rare(select, params, null, new Sql());
        }
    }

    /**
     * @param narrow null: by the accounts' own key
     * @param most   no more rows than that; the largest of numbers where nobody knows
     */
    record Part(Sql where, @Nullable Narrow narrow, long most) {
    }

    /** Begins with the column that makes few of many. */
    enum Narrow {
        PERSON("account_rep_sort", "account_rep_sort", "account_rep_live"), UNITS("account_unit_list", "account_unit_text", "account_unit_list");

        /** Has what is sorted and filtered by. */
        final String index;
        /** Has the text, where there are many to look through. */
        final String textIndex;
        /** Tells which are live, so that none of the rows is read for that. */
        final String liveIndex;

        Narrow(String index, String textIndex, String liveIndex) {
            this.index = index;
            this.textIndex = textIndex;
            this.liveIndex = liveIndex;
        }
    }

    Question ask(AccountFilter filter) {
        return ask(filter, scope.reach());
    }

    /** With the viewer's reach, where the caller asks for more than one condition by it. */
    Question ask(AccountFilter filter, AccountScope.Reach reach) {
        var facts = facts(filter, reach);
        var where = new Sql().and(facts).and(scope.rows("a", reach));
        boolean filtered = !filter.withText(null).equals(AccountFilter.ALL);
        var rare = rare(filter, facts);
        var asked = byFilter(filter, reach);
        if (asked != null || reach.all() || reach.many() || !reach.units().isEmpty() && !filter.units().isEmpty()) {
            return new Question(where, filtered, filter.text(), asked, List.of(), filter.units().isEmpty() ? new Sql() : ofUnits(below(filter.units())), rare);
        }
        boolean byUnits = !reach.units().isEmpty();
        if (!(byUnits ? few("unit_id", reach.units()) : few("primary_rep_id", reach.people()))) {
            return new Question(where, filtered, filter.text(), null, List.of(), new Sql(), rare);
        }
        var parts = AccountScope.parts("a", reach).stream().map(part -> new Part(new Sql().and(facts).and(part.rows()), switch (part.by()) {
            case UNITS -> Narrow.UNITS;
            case PEOPLE -> Narrow.PERSON;
            case ACCOUNTS -> null;
        }, part.most())).toList();
        return new Question(where, filtered, filter.text(), byUnits ? Narrow.UNITS : Narrow.PERSON, parts, byUnits ? ofUnits(reach.units()) : new Sql(), rare);
    }

    private static Sql ofUnits(Set<Long> units) {
        return new Sql().and("a.unit_id in (:" + NARROW_UNITS + ")", NARROW_UNITS, units);
    }

    /** By the parameters of {@link #facts}. */
    private static List<Rare> rare(AccountFilter filter, Sql facts) {
        List<Rare> rare = new ArrayList<>();
        if (filter.archived()) {
            rare.add(Rare.of("select /*+ INDEX(r account_live) */ r.id from account r where r.archived_at is not null", new Sql()));
        }
        oneOf(rare, AccountSort.SECTOR, "sectors", filter.sectors());
        oneOf(rare, AccountSort.REGION, "regions", filter.regions());
        oneOf(rare, AccountSort.TIER, "tierRanks", ranks(filter.tiers()));
        oneOf(rare, AccountSort.LIFECYCLE, "lifecycleRanks", ranks(filter.lifecycles()));
        for (int i = 0; i < filter.tags().size(); i++) {
            rare.add(Rare.of(Rare.TAGS + "tag" + i, new Sql().with("tag" + i, facts.params().get("tag" + i))));
        }
        if (facts.params().containsKey("group")) {
            rare.add(Rare.of("select r.id from account r where r.id in (:group)", new Sql().with("group", facts.params().get("group"))));
        }
        if (filter.noContactDays() != null) {
            rare.add(Rare.of("select /*+ INDEX(r account_contact_sort) */ r.id from account r where r.last_contact_at is null or r.last_contact_at < :contactBefore",
                    new Sql().with("contactBefore", facts.params().get("contactBefore"))));
        }
        return rare;
    }

    private static void oneOf(List<Rare> rare, AccountSort by, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            String column = by.group;
            rare.add(new Rare("select /*+ INDEX(r " + by.index + ") */ r.id from account r where " + column.replace("a.", "r.") + " in (:" + name + ")", new Sql().with(name, values),
                    values.size() == 1 ? by : null, new Sql().and(column + " in (:" + name + ")", name, values)));
        }
    }

    /** What the filter alone makes few; of somebody with own accounts alone these are fewer anyway. */
    private @Nullable Narrow byFilter(AccountFilter filter, AccountScope.Reach reach) {
        if (!reach.all() && !reach.many() && reach.units().isEmpty()) {
            return null;
        }
        if (!filter.representatives().isEmpty() && few("primary_rep_id", filter.representatives())) {
            return Narrow.PERSON;
        }
        Set<Long> asked = below(filter.units());
        return !asked.isEmpty() && few("unit_id", asked) ? Narrow.UNITS : null;
    }

    /** Counted only so far as it matters, and seldom: it changes slowly, and being wrong costs time alone. */
    private boolean few(String column, Set<Long> values) {
        if (sizes.size() > REMEMBERED) {
            sizes.clear();
        }
        var known = sizes.get(values);
        if (known == null || System.nanoTime() - known.since() > REMEMBERED_FOR) {
            long size = jdbc.sql("select count(*) from (select 1 from account where " + column + " in (:ids) limit " + (FEW + 1) + ") x")
                    .param("ids", values).query(Long.class).single();
            known = new Size(size <= FEW, System.nanoTime());
            sizes.put(values, known);
        }
        return known.few();
    }

    private Set<Long> below(Set<Long> roots) {
        Set<Long> all = new HashSet<>();
        roots.forEach(unit -> all.addAll(units.subtree(unit)));
        return all;
    }

    private Sql facts(AccountFilter filter, AccountScope.Reach reach) {
        var where = new Sql().and(filter.archived() ? "a.archived_at is not null" : "a.archived_at is null");
        // As the indexes have them, which find nothing of another group at once.
        oneOf(where, "a.tier_rank", "tierRanks", ranks(filter.tiers()));
        oneOf(where, "a.lifecycle_rank", "lifecycleRanks", ranks(filter.lifecycles()));
        oneOf(where, "a.sector", "sectors", filter.sectors());
        oneOf(where, "a.region", "regions", filter.regions());
        oneOf(where, "a.primary_rep_id", "representatives", filter.representatives());
        if (!filter.units().isEmpty()) {
            within(where, "a.unit_id", "units", below(filter.units()));
        }
        if (filter.groupId() != null) {
            // A group out of sight does not exist, so nobody learns from it which accounts in sight belong to it.
            within(where, "a.id", "group", scope.sees(filter.groupId(), reach) ? group(filter.groupId()) : List.of());
        }
        int number = 0;
        for (String tag : filter.tags()) {
            String name = "tag" + number++;
            // A tag's own entries lie together: to ask them whether an account is there takes half as long as the account's tags do.
            where.and("exists (select /*+ INDEX(t account_tag_tag) */ 1 from account_tag t where t.account_id = a.id and t.tag = :" + name + ")", name, tag);
        }
        if (filter.noContactDays() != null) {
            where.and("(a.last_contact_at is null or a.last_contact_at < :contactBefore)", "contactBefore", Sql.utc(settings.today()
                    .minusDays(Math.clamp(filter.noContactDays(), 0, LONGEST_SILENCE) - 1L).atStartOfDay(settings.zone()).toInstant()));
        }
        if (filter.noNextMeeting()) {
            where.and("(a.next_meeting_at is null or a.next_meeting_at < :now)", "now", Sql.utc(clock.instant()));
        }
        return where;
    }

    private static List<Integer> ranks(Collection<? extends Enum<?>> wanted) {
        return wanted.stream().map(one -> one.ordinal() + 1).toList();
    }

    /** Nothing wanted means any. */
    private static void oneOf(Sql where, String column, String name, Collection<?> wanted) {
        if (!wanted.isEmpty()) {
            within(where, column, name, wanted);
        }
    }

    /** Nothing allowed means none. */
    private static void within(Sql where, String column, String name, Collection<?> allowed) {
        if (allowed.isEmpty()) {
            where.and("1 = 0");
        } else {
            where.and(column + " in (:" + name + ")", name, allowed);
        }
    }

    /**
     * The account and all below it. Groups are small beside the list, and read level by level from the index of parents they cost less than
     * a path that every move of a company would have to rewrite below it.
     */
    private List<Long> group(long rootId) {
        return jdbc.sql("""
                        with recursive company (id, depth) as (
                            select id, 0 from account where id = :root
                            union all
                            select c.id, company.depth + 1 from account c join company on c.parent_id = company.id where company.depth < :deepest
                        ) select distinct id from company""")
                .param("root", rootId).param("deepest", DEEPEST).query(Long.class).list();
    }
}
