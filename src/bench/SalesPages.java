import app.mainstay.Application;
import app.mainstay.jobs.SteadyWork;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.OpportunityFilter;
import app.mainstay.sales.OpportunitySort;
import app.mainstay.sales.Outcome;
import app.mainstay.sales.SalesAnalysis;
import app.mainstay.sales.SalesBreakdown;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Slice.Order;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * The board, the list and the analysis of 1,000,000 deals as a director, the manager of an office with its teams, the manager of a team and a member ask for them, each beside plain SQL for the same
 * rows; run by src/bench/sales. Goals are at the 95th percentile.
 */
public class SalesPages {

    private static final int PAGE = 50;
    private static final int RUNS = Integer.getInteger("runs", 30);
    private static final int WARM = Integer.getInteger("warm", 20);
    /** Seconds after which a plain way is given up. */
    private static final int SLOW = Integer.getInteger("slow", 2);
    /** Which of board, sorts, filters, analysis; all of these where it names none; check compares the sums with all deals. */
    private static final List<String> ONLY = Arrays.stream(System.getProperty("only", "").split(",")).filter(part -> !part.isEmpty()).toList();
    /** Whether the analysis is asked of a product and a sector, too. */
    private static final boolean FILTERED = !Boolean.getBoolean("unfiltered");
    private static final String ROW = "select o.id, o.name, a.name an, u.display_name, o.stage_id, o.amount, o.currency, o.expected_on, o.closed_on, o.next_step "
            + "from (%s) k join sales_opportunity o on o.id = k.id left join account a on a.id = o.account_id join security_user u on u.id = o.owner_id";

    /** @param own plain condition on {@code o} that finds what is seen by owner. @param all the whole condition, on {@code a} too */
    private record User(String label, String name, String own, String all) {
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static Opportunities deals;
    private static SalesAnalysis analysis;
    private static SalesBreakdown breakdown;
    private static JdbcTemplate jdbc;
    private static Connection plain;
    private static int missed;
    private static int asked;
    private static int above;
    private static int above3;
    /** The unit of the manager of a team. */
    private static long team;

    public static void main(String[] args) throws SQLException {
        var context = SpringApplication.run(Application.class, args);
        if (Boolean.getBoolean("loadOnly")) {
            System.exit(SpringApplication.exit(context));
        }
        try {
            ask(context);
        } catch (SQLException | RuntimeException e) {
            e.printStackTrace();
            missed++;
        }
        System.out.println(missed == 0 ? "every goal met" : missed + " goals missed");
        System.out.println(above + " of " + asked + " questions above 1.5 times their plain SQL, " + above3 + " of them by 3 ms and more");
        System.exit(SpringApplication.exit(context));
    }

    private static void ask(ConfigurableApplicationContext context) throws SQLException {
        deals = context.getBean(Opportunities.class);
        analysis = context.getBean(SalesAnalysis.class);
        breakdown = context.getBean(SalesBreakdown.class);
        var details = context.getBean(UserDetailsService.class);
        jdbc = context.getBean(JdbcTemplate.class);
        LocalDate next = context.getBean(SettingsService.class).today().withDayOfMonth(1).plusMonths(1);
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        if (ONLY.contains("check")) {
            long begun = System.nanoTime();
            context.getBeansOfType(SteadyWork.class).values().stream().filter(work -> work.id().equals("sales-sums")).forEach(SteadyWork::run);
            System.out.printf("sums put together, compared with all deals and mended in %.1f s%n", (System.nanoTime() - begun) / 1e9);
        }
        try (var connection = context.getBean(DataSource.class).getConnection()) {
            plain = connection;
            System.out.printf("%-9s %-38s %9s %9s %9s %9s %6s %8s %5s %6s %-4s %s%n", "user", "question", "first ms", "p50 ms", "p95 ms", "plain p95", "ratio", "more ms", "asks", "goal",
                    "met", "1.5");
            var asked = Arrays.asList(System.getProperty("users", "director,office,manager,member").split(","));
            for (var user : users().stream().filter(one -> asked.contains(one.label())).toList()) {
                var who = details.loadUserByUsername(user.name());
                SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated(who, null, who.getAuthorities()));
                if (asks("board")) {
                    board(user);
                }
                if (asks("sorts")) {
                    sorts(user);
                }
                if (asks("filters")) {
                    filters(user);
                }
                if (asks("analysis")) {
                    analysis(user, next);
                }
            }
        }
    }

    private static boolean asks(String part) {
        return ONLY.isEmpty() || ONLY.contains(part);
    }

    private static List<User> users() {
        String open = "select u.username name, u.id, u.unit_id unit from sales_opportunity o join security_user u on u.unit_id = o.unit_id and u.role = 'MANAGER' and u.active "
                + "where o.outcome = 'OPEN' and %s group by u.username, u.id, u.unit_id order by count(*) desc limit 1";
        Map<String, Object> manager = jdbc.queryForMap(open.formatted("not exists (select 1 from security_unit b where b.parent_id = u.unit_id)"));
        // A unit with what lies below.
        Map<String, Object> office = jdbc.queryForMap("select u.username name, u.unit_id unit from account a join security_unit b on b.id = a.unit_id "
                + "join security_user u on u.unit_id in (b.id, b.parent_id) and u.role = 'MANAGER' and u.active group by u.username, u.unit_id order by count(*) desc limit 1");
        Map<String, Object> member = jdbc.queryForMap("""
                select u.username name, u.id from sales_opportunity o join security_user u on u.id = o.owner_id and u.role = 'MEMBER' and u.active
                where o.outcome = 'OPEN' group by u.username, u.id order by abs(count(*) - 300) limit 1""");
        for (var user : List.of(manager, office, member)) {
            jdbc.update("insert ignore into security_password (user_id, hash, must_change, changed_at) select u.id, p.hash, p.must_change, p.changed_at from security_user u, security_password p join security_user d "
                    + "on d.id = p.user_id and d.username = 'director' where u.username = ?", user.get("name"));
        }
        team = (Long) manager.get("unit");
        String unit = "o.unit_id = " + manager.get("unit");
        String units = jdbc.queryForList("select id from security_unit where id = ? or parent_id = ?", String.class, office.get("unit"), office.get("unit")).stream()
                .collect(Collectors.joining(", "));
        String me = "o.owner_id = " + member.get("id");
        return List.of(new User("director", "director", "1 = 1", "1 = 1"),
                new User("office", (String) office.get("name"), "o.unit_id in (" + units + ")", "(o.unit_id in (" + units + ") or a.unit_id in (" + units + "))"),
                new User("manager", (String) manager.get("name"), unit, "(" + unit + " or a.unit_id = " + manager.get("unit") + ")"),
                new User("member", (String) member.get("name"), me, "(" + me + " or a.primary_rep_id = " + member.get("id") + ")"));
    }

    private static void board(User user) throws SQLException {
        board(user, "board", OpportunityFilter.ALL, user.all());
        if (user.label().equals("director")) {
            board(user, "board of a team", OpportunityFilter.ALL.ofUnits(Set.of(team)), "o.unit_id = " + team);
        }
    }

    private static void board(User user, String question, OpportunityFilter filter, String all) throws SQLException {
        compare(user, question, 80, () -> deals.board(filter, 40), List.of(
                "select o.stage_id, count(*), sum(o.base_amount) from sales_opportunity o left join account a on a.id = o.account_id where o.outcome = 'OPEN' and "
                        + all + " group by o.stage_id",
                "select * from (select o.*, row_number() over (partition by o.stage_id order by o.expected_on, o.id) place from sales_opportunity o "
                        + "left join account a on a.id = o.account_id where o.outcome = 'OPEN' and " + all + ") x where place <= 40"));
    }

    private static void sorts(User user) throws SQLException {
        long half = deals.count(OpportunityFilter.ALL, Long.MAX_VALUE) / 2;
        for (var sort : OpportunitySort.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                boolean first = sort == OpportunitySort.UPDATED && descending;
                page(user, (first ? "first page, " : "") + "by " + sort + (descending ? " desc" : ""), first ? 30 : 40, sort, descending, 0);
            }
            page(user, "middle, by " + sort, 150, sort, false, half);
            // Somewhere else each time, as who drags the scroll bar.
            var places = new Random(sort.ordinal());
            page(user, "anywhere, by " + sort, 150, sort, true, half, () -> places.nextLong(2 * half));
        }
    }

    private static void page(User user, String question, double goal, OpportunitySort sort, boolean descending, long offset) throws SQLException {
        page(user, question, goal, sort, descending, offset, () -> offset);
    }

    private static void page(User user, String question, double goal, OpportunitySort sort, boolean descending, long offset, LongSupplier places) throws SQLException {
        String way = descending ? " desc" : "";
        String order = switch (sort) {
            case NAME -> "o.name_sort";
            case ACCOUNT -> "a.name_sort";
            case OWNER -> "u.name_sort";
            case STAGE -> "s.position";
            case AMOUNT -> "o.base_amount";
            case EXPECTED -> "o.expected_on";
            case OPENED -> "o.opened_on";
            case CLOSED -> "o.closed_on";
            case UPDATED -> "o.updated_at";
        } + way + ", o.id" + way;
        String joins = switch (sort) {
            case OWNER -> " join security_user u on u.id = o.owner_id";
            case STAGE -> " join sales_stage s on s.id = o.stage_id";
            default -> "";
        };
        compare(user, question, goal, () -> deals.page(OpportunityFilter.ALL, new Slice<>(places.getAsLong(), PAGE, List.of(new Order<>(sort, descending)))),
                List.of(ROW.formatted("select o.id from sales_opportunity o left join account a on a.id = o.account_id" + joins + " where " + user.all()
                        + " order by " + order + " limit " + PAGE + " offset " + offset)));
    }

    private static void filters(User user) throws SQLException {
        for (String text : List.of("产线", "有限公司 数据", "精密", "zz")) {
            var filter = new OpportunityFilter(null, text, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false, false, null, null);
            compare(user, "text " + text, 60, () -> deals.page(filter, new Slice<>(0, PAGE, List.of(new Order<>(OpportunitySort.UPDATED, true)))),
                    List.of(ROW.formatted("select o.id from sales_opportunity o left join account a on a.id = o.account_id where lower(o.name) like '%" + text + "%' and "
                            + user.all() + " order by o.updated_at desc, o.id desc limit " + PAGE)));
        }
        compare(user, "open ones by expected close", 40, () -> deals.page(OpportunityFilter.ALL.with(Set.of(Outcome.OPEN)),
                new Slice<>(0, PAGE, List.of(new Order<>(OpportunitySort.EXPECTED, false)))), List.of(ROW.formatted(
                "select o.id from sales_opportunity o left join account a on a.id = o.account_id where o.outcome = 'OPEN' and " + user.all()
                        + " order by o.expected_on, o.id limit " + PAGE)));
        compare(user, "estimate", 30, () -> deals.count(OpportunityFilter.ALL, 1_000), List.of(
                "select count(*) from (select 1 from sales_opportunity o left join account a on a.id = o.account_id where " + user.all() + " limit 1001) x"));
    }

    private static void analysis(User user, LocalDate next) throws SQLException {
        var period = OpportunityFilter.ALL.closed(next.minusMonths(12), next);
        analysis(user, "", period, "");
        if (FILTERED) {
            Long product = jdbc.queryForObject("select min(id) from sales_product", Long.class);
            analysis(user, " of a product", new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(product), Set.of(), Set.of(), false, false,
                    period.closedFrom(), period.closedTo()), " and exists (select 1 from sales_line x where x.opportunity_id = o.id and x.product_id = " + product + ")");
            analysis(user, " of a sector", new OpportunityFilter(null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of("energy"), Set.of(), false, false,
                    period.closedFrom(), period.closedTo()), " and a.sector = 'energy'");
        }
    }

    /** @param narrowed what the filter asks beside the period, in plain SQL */
    private static void analysis(User user, String of, OpportunityFilter filter, String narrowed) throws SQLException {
        String base = " from sales_opportunity o left join account a on a.id = o.account_id%s where " + user.all() + narrowed;
        String period = " and o.closed_on >= '" + filter.closedFrom() + "' and o.closed_on < '" + filter.closedTo() + "'";
        String closed = " and o.outcome in ('WON', 'LOST')" + period;
        String sums = ", count(*), sum(o.base_amount), sum(o.cycle_days)";
        String lines = base.formatted(" join sales_line l on l.opportunity_id = o.id");
        var charts = List.of(
                "select extract(year_month from o.closed_on), o.outcome" + sums + base.formatted("") + closed + " group by 1, 2",
                "select o.owner_id, o.outcome" + sums + base.formatted("") + closed + " group by 1, 2",
                "select o.unit_id, o.outcome" + sums + base.formatted("") + closed + " group by 1, 2",
                "select a.sector, o.outcome" + sums + base.formatted("") + closed + " group by 1, 2",
                "select l.product_id, o.outcome, count(*), sum(l.amount)" + lines + closed + " group by 1, 2",
                "select o.loss_reason, count(*)" + base.formatted("") + closed + " and o.outcome = 'LOST' group by 1",
                "select o.stage_id, count(*), sum(o.base_amount)" + base.formatted("") + " and o.outcome = 'OPEN' group by 1");
        String won = " and o.outcome = 'WON'" + period;
        // A median of each bar needs the days of each deal.
        var cycles = List.of(
                "select o.owner_id, o.unit_id, a.sector, o.closed_on, o.cycle_days, count(*)" + base.formatted("") + won + " group by 1, 2, 3, 4, 5",
                "select l.product_id, o.cycle_days, count(*)" + lines + won + " group by 1, 2");
        var velocities = List.of(
                "select o.owner_id, o.unit_id, a.sector, extract(year_month from o.closed_on), o.outcome" + sums + base.formatted("") + closed + " group by 1, 2, 3, 4, 5",
                "select l.product_id, o.outcome, count(*), sum(l.amount)" + lines + closed + " group by 1, 2",
                "select o.owner_id, o.unit_id, a.sector, count(*)" + base.formatted("") + " and o.outcome = 'OPEN' group by 1, 2, 3",
                "select l.product_id, count(*)" + lines + " and o.outcome = 'OPEN' group by 1");
        String lost = " and o.outcome in ('LOST', 'CANCELLED')" + period;
        var reasons = List.of(
                "select o.owner_id, o.unit_id, a.sector, extract(year_month from o.closed_on), o.loss_reason, count(*)" + base.formatted("") + lost + " group by 1, 2, 3, 4, 5",
                "select l.product_id, o.loss_reason, count(*)" + lines + lost + " group by 1, 2");
        compare(user, "analysis" + of + ", 12 months, all charts", 300, () -> analysis.analyse(filter), charts);
        compare(user, "cycle of each bar" + of, 300, () -> breakdown.cycles(filter), cycles);
        compare(user, "velocity of each bar" + of, 300, () -> breakdown.velocities(filter), velocities);
        compare(user, "reasons of each bar" + of, 300, () -> breakdown.reasons(filter), reasons);
        // As the page asks for what is chosen.
        compare(user, "analysis and cycle" + of, 300, () -> breakdown.page(filter, SalesBreakdown.Measure.CYCLE), both(charts, cycles));
        if (of.isEmpty()) {
            compare(user, "analysis and velocity", 300, () -> breakdown.page(filter, SalesBreakdown.Measure.VELOCITY), both(charts, velocities));
            compare(user, "analysis and reasons", 300, () -> breakdown.page(filter, SalesBreakdown.Measure.REASONS), both(charts, reasons));
        }
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    // ---- measuring ----

    /** @param first before anything was remembered. @param times afterwards */
    private record Times(long first, List<Long> times) {

        double p(int percent) {
            long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * percent / 100.0) - 1)] / 1e6;
        }
    }

    /** @param statements one after the other */
    private static void compare(User user, String question, double goal, Supplier<?> service, List<String> statements) throws SQLException {
        var beside = repeat(() -> {
            for (String statement : statements) {
                read(statement);
            }
        }, SLOW * 900_000_000L);
        var times = repeat(service::get, 3_000_000_000L);
        long before = asked();
        service.get();
        print(user, question, goal, times, beside, asked() - before - 1);
    }

    /** How many statements the server has been sent, this one among them. */
    private static long asked() throws SQLException {
        try (var statement = plain.createStatement(); var rows = statement.executeQuery("show global status like 'Questions'")) {
            rows.next();
            return rows.getLong(2);
        }
    }

    /** Once to warm up; a slow question is asked less often. @param once nanoseconds after which it is asked no more */
    private static Times repeat(Work work, long once) throws SQLException {
        long first = nanos(work);
        if (first > once) {
            return new Times(first, List.of(first));
        }
        long next = nanos(work);
        // As a server that has been asked before.
        for (int i = 0; i < WARM && next < 200_000_000L; i++) {
            work.run();
        }
        var times = new ArrayList<Long>();
        for (int i = 0; i < (next > 200_000_000L ? 5 : RUNS); i++) {
            times.add(nanos(work));
        }
        return new Times(first, times);
    }

    private static long nanos(Work work) throws SQLException {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }

    private static void read(String sql) throws SQLException {
        try (var statement = plain.createStatement()) {
            statement.setQueryTimeout(SLOW);
            try (var rows = statement.executeQuery(sql)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        rows.getObject(i);
                    }
                }
            }
        } catch (SQLTimeoutException e) {
            // So slow that it is not the best way.
        }
    }

    private static void print(User user, String question, double goal, Times times, Times beside, long asks) {
        double p95 = times.p(95);
        double plainP95 = beside.p(95);
        boolean met = p95 <= goal;
        boolean near = p95 / plainP95 <= 1.5;
        missed += met ? 0 : 1;
        asked++;
        above += near ? 0 : 1;
        // What a person does not feel, and a ratio makes much of.
        above3 += near || p95 - plainP95 < 3 ? 0 : 1;
        System.out.printf("%-9s %-38s %9.1f %9.1f %9.1f %9.1f %6.2f %8.1f %5d %6.0f %-4s %s%n", user.label(), question, times.first() / 1e6, times.p(50), p95, plainP95,
                p95 / plainP95, p95 - plainP95, asks, goal, met ? "yes" : "NO", near ? "yes" : "NO");
    }
}
