package app.mainstay.sales;

import app.mainstay.base.list.Keyset;
import app.mainstay.base.list.Milestones;
import app.mainstay.base.list.Milestones.Question;
import app.mainstay.base.list.Milestones.Step;
import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A page by account: along the accounts' own order, asking each for its deals, since no index of deals knows names. Deals of no account come first, and
 * last when descending.
 */
@Component
class OpportunityAccounts {

    /** About so many deals an account has. */
    private static final int DEALS = 4;
    private static final int FIRST_WINDOW = 64;
    private static final int LAST_WINDOW = 4_000;
    /** So far behind the deals of no account that their number, if it was remembered, need not be looked at again. */
    private static final int FAR = 1_000;
    private static final String BY_ACCOUNT = "/*+ JOIN_ORDER(a, o) INDEX(a account_sort) INDEX(o sales_opportunity_account_closed) */";
    /** From so many on, going through all deals takes less time than asking each account for its own. */
    private static final int MANY = 40_000;
    private static final int SAMPLE = 1_500;
    /** Of a long way, so that it does not end behind the page. */
    private static final double NEARLY = 0.9;
    private static final int TRIES = 4;
    private static final String EACH = " count(*) from account a join sales_opportunity o on o.account_id = a.id";
    /** The sum keeps MySQL from looking up each account; the embedded database, which could not do without, reads it as a comment. */
    private static final String ALL = " count(*) from account a join sales_opportunity o on o.account_id /*! + 0 */ = a.id";
    private static final String IN_MEMORY = BY_ACCOUNT.replace("/*+", "/*+ SET_VAR(join_buffer_size = 33554432)");

    private final JdbcClient jdbc;
    private final Milestones milestones;

    OpportunityAccounts(JdbcClient jdbc, Milestones milestones) {
        this.jdbc = jdbc;
        this.milestones = milestones;
    }

    /** Empty where all that have an account come before the page. */
    Optional<List<Long>> page(DealQuestion question, OpportunityOrder order, long offset, int limit) {
        if (!order.descending()) {
            long none = offset < FAR ? 0 : withoutAccount(question);
            if (offset - none >= FAR) {
                return Optional.of(named(question, false, offset - none, limit));
            }
            List<Long> page = new ArrayList<>(without(question, false, offset, limit));
            if (page.size() < limit) {
                long before = offset == 0 || !page.isEmpty() ? offset : withoutAccount(question);
                page.addAll(named(question, false, offset - before, limit - page.size()));
            }
            return Optional.of(page);
        }
        List<Long> page = new ArrayList<>(named(question, true, offset, limit));
        if (page.isEmpty() && offset > 0) {
            return Optional.empty();
        }
        if (page.size() < limit) {
            page.addAll(without(question, true, 0, limit - page.size()));
        }
        return Optional.of(page);
    }

    private static Sql none(DealQuestion question) {
        return new Sql().and(question.where()).and("o.account_id is null");
    }

    private List<Long> without(DealQuestion question, boolean descending, long offset, int limit) {
        var none = none(question);
        return milestones.page(Question.of("without account" + (descending ? " desc" : ""), none),
                OpportunityOrder.byId(descending).through(jdbc, "", "o.id", question.from(), none), offset, limit);
    }

    private long withoutAccount(DealQuestion question) {
        var none = none(question);
        return milestones.sizes(Question.of("number without account", none),
                () -> Map.of("", jdbc.sql("select count(*)" + question.from() + none.where()).params(none.params()).query(Long.class).single())).get("");
    }

    private List<Long> named(DealQuestion question, boolean descending, long offset, int limit) {
        return milestones.page(Question.of("by account" + (descending ? " desc" : ""), question.where()), new Accounts(question, descending), offset, limit);
    }

    /** A place is behind all deals of an account. */
    private final class Accounts implements Milestones.Way<Keyset.Place> {

        private final DealQuestion question;
        private final Sql where;
        private final String way;
        private final Keyset order;
        /** So many deals an account has, about; 0 while nobody has looked. */
        private double each;

        Accounts(DealQuestion question, boolean descending) {
            this.question = question;
            where = question.where();
            way = descending ? " desc" : "";
            order = new Keyset(List.of(new Keyset.Column("a.name_sort", descending), new Keyset.Column("a.id", descending)));
        }

        private Sql behind(Keyset.@Nullable Place from) {
            return from == null ? new Sql() : order.behind(from);
        }

        @Override
        public Optional<Step<Keyset.Place>> step(Keyset.@Nullable Place from, int rows) {
            return go(from, Math.max(1, rows / DEALS));
        }

        @Override
        public Optional<Step<Keyset.Place>> leap(Keyset.@Nullable Place from, long rows) {
            each = each > 0 ? each : sample();
            for (int i = 0; i < TRIES; i++) {
                long number = Math.max(1, Math.round(rows * NEARLY / each));
                var step = go(from, number);
                if (step.isPresent() && step.get().rows() <= rows) {
                    return step;
                }
                // They have more deals than others, or there are not so many accounts.
                each = step.isPresent() ? (double) step.get().rows() / number : 2 * each;
            }
            return Optional.empty();
        }

        private Optional<Step<Keyset.Place>> go(Keyset.@Nullable Place from, long number) {
            var behind = behind(from);
            return jdbc.sql("select /*+ INDEX(a account_sort) */ " + order.selected() + " from account a" + behind.where() + " order by " + order.orderBy()
                            + " limit 1 offset :passed").params(behind.params()).param("passed", number - 1).query((row, n) -> order.place(row)).optional()
                    .map(to -> {
                        var passed = behind(from).and(order.upTo(to)).and(where);
                        return new Step<>(to, jdbc.sql("select " + (number < MANY ? BY_ACCOUNT + EACH : IN_MEMORY + ALL) + passed.where()).params(passed.params())
                                .query(Long.class).single());
                    });
        }

        /** How many deals an account has, by those that were there first. */
        private double sample() {
            long found = jdbc.sql("select /*+ JOIN_ORDER(k, o) INDEX(o sales_opportunity_account_closed) */ count(*) from (select id from account order by id limit " + SAMPLE + ") k"
                    + (question.ofAccounts() ? " join account a on a.id = k.id" : "") + " join sales_opportunity o on o.account_id = k.id" + where.where()).params(where.params())
                    .query(Long.class).single();
            return Math.max(1, found) / (double) SAMPLE;
        }

        @Override
        public List<Long> read(Keyset.@Nullable Place from, long skip, int limit) {
            List<Long> some = new ArrayList<>();
            long before = skip;
            long found = 0;
            var place = from;
            int window = (int) Math.clamp((skip + limit) / 2, FIRST_WINDOW, LAST_WINDOW);
            while (found < limit) {
                var accounts = window(place, window);
                for (var account : accounts) {
                    if (found == 0 && account.deals() <= before) {
                        before -= account.deals();
                    } else if (account.deals() > 0 && found < limit) {
                        found += account.deals() - (some.isEmpty() ? before : 0);
                        some.add(account.id());
                    }
                }
                if (accounts.size() < window) {
                    break;
                }
                place = accounts.getLast().place();
                window = Math.min(LAST_WINDOW, 2 * window);
            }
            if (some.isEmpty()) {
                return List.of();
            }
            var of = new Sql().and(where).and("o.account_id in (:some)", "some", some);
            return jdbc.sql("select /*+ JOIN_ORDER(a, o) INDEX(o sales_opportunity_account_closed) */ o.id from account a join sales_opportunity o on o.account_id = a.id"
                            + of.and("a.id in (:some)").where() + " order by " + order.orderBy() + ", o.id" + way + " limit :limit offset :before").params(of.params())
                    .param("limit", limit).param("before", before).query(Long.class).list();
        }

        private record Account(Keyset.Place place, long id, long deals) {
        }

        /** The next accounts with how many deals each has of those in question. */
        private List<Account> window(Keyset.@Nullable Place from, int number) {
            var behind = behind(from);
            Map<String, Object> params = new HashMap<>(behind.params());
            params.putAll(where.params());
            return jdbc.sql("select /*+ JOIN_ORDER(k, o) INDEX(o sales_opportunity_account_closed) */ k.name_sort, k.id, count(o.id) from (select /*+ INDEX(a account_sort) */ "
                            + order.selected() + " from account a" + behind.where() + " order by " + order.orderBy() + " limit :window) k"
                            + (question.ofAccounts() ? " join account a on a.id = k.id" : "") + " left join sales_opportunity o on o.account_id = k.id and " + where.condition()
                            + " group by k.name_sort, k.id order by k.name_sort" + way + ", k.id" + way).params(params).param("window", number)
                    .query((row, n) -> new Account(new Keyset.Place(List.of(row.getString(1), row.getLong(2))), row.getLong(2), row.getLong(3))).list();
        }
    }
}
