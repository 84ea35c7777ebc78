import app.mainstay.Application;
import app.mainstay.account.AccountService;
import app.mainstay.base.list.Milestones;
import app.mainstay.jobs.SteadyWork;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.OpportunityFilter;
import app.mainstay.sales.OpportunityRow;
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
import java.util.stream.IntStream;
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
    /** How often a page far down is asked as if nothing was remembered. */
    private static final int ANEW = Integer.getInteger("anew", 5);
    /** Seconds after which a plain way is given up. */
    private static final int SLOW = Integer.getInteger("slow", 2);
    /** Whether board and analysis are asked without plain SQL, which takes seconds. */
    private static final boolean ALONE = Boolean.getBoolean("alone");
    /** What a row of the list shows. */
    private static final String ROW = "select o.id, o.name, o.account_id, a.name account_name, o.owner_id, u.display_name owner_name, o.unit_id, o.stage_id, o.outcome, o.amount, "
            + "o.currency, o.expected_on, o.opened_on, o.closed_on, o.stage_since, o.next_step, o.next_step_on, o.loss_reason, o.source, o.updated_at, o.version, s.norm_days "
            + "from (%s) k join sales_opportunity o on o.id = k.id left join account a on a.id = o.account_id join security_user u on u.id = o.owner_id "
            + "join sales_stage s on s.id = o.stage_id order by %s";
    /** Whether the analysis is asked of a product and a sector, too. */
    private static final boolean FILTERED = !Boolean.getBoolean("unfiltered");

    /**
     * @param all  the whole condition on {@code o} and {@code a}
     * @param ways the same on {@code o} alone as whoever knows the tables would write it, each by an index of its own; what accounts elsewhere add comes last. Empty
     *             for who sees everything
     */
    /** @param accounts which accounts are seen, on {@code account a} */
    private record User(String label, String name, String all, List<String> ways, String accounts) {
    }

    /** Between two statements of one way. */
    private static final String THEN = "\n;\n";

    private interface Work {
        void run() throws SQLException;
    }

    private static Opportunities deals;
    private static AccountService accounts;
    private static Milestones milestones;
    private static SalesAnalysis analysis;
    private static SalesBreakdown breakdown;
    private static JdbcTemplate jdbc;
    private static Connection plain;
    private static int missed;
    private static int asked;
    private static int wrong;
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
        System.out.println(wrong == 0 ? "all answers agree" : wrong + " ANSWERS DIFFER");
        System.out.println(above + " of " + asked + " questions above 1.5 times their plain SQL, " + above3 + " of them by 3 ms and more");
        System.exit(SpringApplication.exit(context));
    }

    private static void ask(ConfigurableApplicationContext context) throws SQLException {
        deals = context.getBean(Opportunities.class);
        accounts = context.getBean(AccountService.class);
        milestones = context.getBean(Milestones.class);
        analysis = context.getBean(SalesAnalysis.class);
        breakdown = context.getBean(SalesBreakdown.class);
        var details = context.getBean(UserDetailsService.class);
        jdbc = context.getBean(JdbcTemplate.class);
        LocalDate next = context.getBean(SettingsService.class).today().withDayOfMonth(1).plusMonths(1);
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        if (List.of(System.getProperty("only", "").split(",")).contains("check")) {
            long begun = System.nanoTime();
            context.getBeansOfType(SteadyWork.class).values().stream().filter(work -> work.id().equals("sales-sums")).forEach(SteadyWork::run);
            System.out.printf("sums put together, compared with all deals and mended in %.1f s%n", (System.nanoTime() - begun) / 1e9);
        }
        try (var connection = context.getBean(DataSource.class).getConnection()) {
            plain = connection;
            System.out.printf("%-9s %-38s %9s %9s %9s %9s %9s %9s %6s %6s %8s %5s %6s %-4s %s%n", "user", "question", "first ms", "anew ms", "p50 ms", "p95 ms", "plain p50", "plain p95",
                    "of p50", "of p95", "more ms", "asks", "goal", "met", "1.5");
            var asked = Arrays.asList(System.getProperty("users", "director,office,manager,member").split(","));
            for (var user : users().stream().filter(one -> asked.contains(one.label())).toList()) {
                var who = details.loadUserByUsername(user.name());
                SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated(who, null, who.getAuthorities()));
                warmUp(user);
                if (chosen("only", "board")) {
                    board(user);
                }
                if (chosen("only", "sorts")) {
                    sorts(user);
                }
                if (chosen("only", "texts")) {
                    texts(user);
                }
                if (chosen("only", "analysis")) {
                    analysis(user, next);
                }
            }
        }
    }

    /** -Donly=board,sorts asks a part only, -Dsorts=NAME,UPDATED by some columns. */
    private static boolean chosen(String property, String one) {
        return List.of(System.getProperty(property, one).split(",")).contains(one);
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
        String me = String.valueOf(member.get("id"));
        return List.of(new User("director", "director", "1 = 1", List.of(), "1 = 1"),
                user("office", office, "o.unit_id in (" + units + ")", "o.via_unit_id in (" + units + ")", "a.unit_id in (" + units + ")", jdbc),
                user("manager", manager, unit, unit.replace("unit", "via_unit"), unit.replace("o.", "a."), jdbc),
                user("member", member, "o.owner_id = " + me, "o.account_id in (select id from account where primary_rep_id = " + me + ")", "a.primary_rep_id = " + me, jdbc));
    }

    /** With the places that somebody may have elsewhere, which belong to the right to see. */
    private static User user(String label, Map<String, Object> person, String own, String via, String byAccount, JdbcTemplate jdbc) {
        long me = jdbc.queryForObject("select id from security_user where username = ?", Long.class, person.get("name"));
        String accounts = "(select account_id from account_member where user_id = " + me + ")";
        String read = "(select account_id from account_reader where user_id = " + me + " and until_at > utc_timestamp(6))";
        String stoodInFor = "(select away_id from account_stand_in where stand_in_id = " + me + " and from_at <= utc_timestamp(6) and until_at > utc_timestamp(6))";
        String seen = byAccount + " or a.id in " + accounts + " or a.id in " + read + " or a.primary_rep_id in " + stoodInFor + ")";
        return new User(label, (String) person.get("name"), "(" + own + " or " + seen,
                List.of(own, via, "o.account_id in " + accounts, "o.account_id in " + read, "o.account_id in (select id from account where primary_rep_id in " + stoodInFor + ")"), "(" + seen);
    }

    /** Whoever is asked first would be told by code that nobody has compiled yet, plain SQL by the driver's alone. */
    private static void warmUp(User user) throws SQLException {
        var newest = new Slice<>(0, PAGE, List.of(new Order<>(OpportunitySort.UPDATED, true)));
        String plainPage = ROW.formatted("select o.id from sales_opportunity o order by o.updated_at desc, o.id desc limit " + PAGE, "o.updated_at desc, o.id desc");
        long until = System.nanoTime() + 20_000_000_000L;
        for (int i = 0; i < 60 * WARM && System.nanoTime() < until; i++) {
            deals.page(OpportunityFilter.ALL, newest);
            deals.count(OpportunityFilter.ALL, 1_000);
            read(plainPage);
        }
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
        for (var sort : Arrays.stream(OpportunitySort.values()).filter(one -> chosen("sorts", one.name())).toList()) {
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
            case NAME -> "o.name_sort%s";
            case ACCOUNT -> "a.name_sort%s, a.id%s";
            case OWNER -> "u.name_sort%s, u.id%s";
            case STAGE -> "s.position%s, s.id%s";
            case AMOUNT -> "o.base_amount%s";
            case EXPECTED -> "o.expected_on%s";
            case OPENED -> "o.opened_on%s";
            case CLOSED -> "o.closed_on%s";
            case UPDATED -> "o.updated_at%s";
        } + ", o.id%s";
        String index = switch (sort) {
            case NAME -> "sales_opportunity_sort";
            case AMOUNT -> "sales_opportunity_amount_sort";
            case EXPECTED -> "sales_opportunity_expected_sort";
            case OPENED -> "sales_opportunity_opened_sort";
            case CLOSED -> "sales_opportunity_closed_sort";
            case UPDATED -> "sales_opportunity_updated";
            default -> null;
        };
        boolean anew = offset > 0;
        comparePages(user, question, goal, places, offset, () -> deals.page(OpportunityFilter.ALL, new Slice<>(places.getAsLong(), PAGE, List.of(new Order<>(sort, descending)))),
                ways(user, "1 = 1", order.replace("%s", way), index, offset), anew);
    }

    /** Plain ways to a page: as it is asked, in the order of its index, and each way to what is seen apart. */
    private static List<String> ways(User user, String where, String order, String index, long offset) {
        String join = order.startsWith("a.") || where.contains("a.") ? " left join account a on a.id = o.account_id" : order.startsWith("u.") ? " join security_user u on u.id = o.owner_id"
                : order.startsWith("s.") ? " join sales_stage s on s.id = o.stage_id" : "";
        String seen = user.ways().isEmpty() ? "1 = 1" : "(" + String.join(" or ", user.ways()) + ")";
        String end = " order by " + order + " limit " + PAGE + " offset " + offset;
        var ways = new ArrayList<String>();
        ways.add(ROW.formatted("select o.id from sales_opportunity o" + join + " where " + where + " and " + seen + end, order));
        if (index != null) {
            ways.add(ROW.formatted("select /*+ INDEX(o " + index + ") */ o.id from sales_opportunity o" + join + " where " + where + " and " + seen + end, order));
        }
        if (!user.ways().isEmpty()) {
            String each = user.ways().stream().map(way -> "select o.id from sales_opportunity o where " + where + " and " + way).collect(Collectors.joining(" union "));
            ways.add(ROW.formatted("select o.id from (" + each + ") w join sales_opportunity o on o.id = w.id" + join + end, order));
            if (index != null && offset < 2_000) {
                // Each way's first rows, of which the page is among.
                String most = " order by " + order + " limit " + (offset + PAGE) + ")";
                String first = user.ways().size() < 2 || user.label().equals("member") ? each : "(select /*+ INDEX(o " + index + ") */ o.id from sales_opportunity o where " + where + " and ("
                        + user.ways().get(0) + " or " + user.ways().get(1) + ")" + most + " union " + user.ways().subList(2, user.ways().size()).stream()
                        .map(way -> "(select o.id from sales_opportunity o where " + where + " and " + way + most).collect(Collectors.joining(" union "));
                ways.add(ROW.formatted("select o.id from (" + first + ") w join sales_opportunity o on o.id = w.id" + join + end, order));
            }
        }
        return ways;
    }

    private static void texts(User user) throws SQLException {
        String newest = "o.updated_at desc, o.id desc";
        for (String text : List.of("产线", "有限公司 数据", "精密", "zz")) {
            var filter = new OpportunityFilter(null, text, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false, false, null, null);
            // Which accounts have the text is asked apart, by plain SQL as by the service.
            String lookup = lookup(user, text);
            String ofAccounts = "account_id in (" + Stream.concat(Stream.of(0L), accounts.withText(text, 200).stream()).map(String::valueOf).collect(Collectors.joining(", ")) + ")";
            String named = "(lower(o.name) like '%" + text + "%' or o.name_sort like '" + text + "%' or o." + ofAccounts + ")";
            var ways = new ArrayList<>(ways(user, named, newest, "sales_opportunity_updated", 0));
            // By the index of pieces of two characters, but for what nearly every company's name has: the server is not to be stopped in that.
            String pieces = IntStream.range(0, text.length() - 1).mapToObj(at -> text.substring(at, at + 2)).filter(piece -> !piece.contains(" ")
                    && !"有限公司".contains(piece)).map(piece -> "+" + piece).collect(Collectors.joining(" "));
            // What only the beginning of its sort key has is in no piece.
            ways.addAll(ways(user, "o.id in (select id from sales_opportunity where match(name_key) against ('" + pieces + "' in boolean mode) union "
                    + "select id from sales_opportunity where name_sort like '" + text + "%' union select id from sales_opportunity where " + ofAccounts + ") and " + named, newest, null, 0));
            ways.add(ROW.formatted("select o.id from (select id from sales_opportunity where match(name_key) against ('" + pieces + "' in boolean mode) union "
                    + "select id from sales_opportunity where name_sort like '" + text + "%' union select id from sales_opportunity where " + ofAccounts + ") w join sales_opportunity o on o.id = w.id left join account a on a.id = o.account_id where "
                    + named + " and " + user.all() + " order by " + newest + " limit " + PAGE, newest));
            comparePages(user, "text " + text, 60, null, 0, () -> deals.page(filter, new Slice<>(0, PAGE, List.of(new Order<>(OpportunitySort.UPDATED, true)))),
                    ways.stream().map(way -> lookup + way).toList(), false);
        }
        comparePages(user, "open ones by expected close", 40, null, 0, () -> deals.page(OpportunityFilter.ALL.with(Set.of(Outcome.OPEN)),
                new Slice<>(0, PAGE, List.of(new Order<>(OpportunitySort.EXPECTED, false)))), ways(user, "o.outcome = 'OPEN'", "o.expected_on, o.id", "sales_opportunity_outcome_sort", 0), false);
        String seen = user.ways().isEmpty() ? "1 = 1" : "(" + String.join(" or ", user.ways()) + ")";
        compare(user, "estimate", 30, () -> deals.count(OpportunityFilter.ALL, 1_000), List.of(
                "select count(*) from (select 1 from sales_opportunity o where " + seen + " limit 1001) x"));
    }

    /** The accounts that have a text, by the rarest of its pieces; nothing where that is on so many that it tells nothing. */
    private static String lookup(User user, String text) {
        String seen = " a.archived_at is null and " + user.accounts();
        String rarest = null;
        long least = 4_001;
        for (int at = 0; at + 1 < text.length(); at++) {
            String piece = text.substring(at, at + 2);
            long found = jdbc.queryForObject("select count(*) from (select 1 from account_gram where gram = ? limit 4001) x", Long.class, piece);
            if (found < least) {
                least = found;
                rarest = piece;
            }
        }
        if (rarest == null) {
            return "";
        }
        String latin = text.chars().allMatch(character -> character < 128) ? " union (select a.id from account a where a.name_spelling like '" + text + "%' and" + seen + " limit 201)"
                + " union (select a.id from account a where a.credit_code like '" + text + "%' and" + seen + " limit 201)" : "";
        return "(select straight_join a.id from account_gram g join account a on a.id = g.account_id where g.gram = '" + rarest + "' and a.search_text like '%" + text + "%' and" + seen
                + " limit 201)" + latin + THEN;
    }

    private static void analysis(User user, LocalDate next) throws SQLException {
        var period = OpportunityFilter.ALL.closed(next.minusMonths(12), next);
        analysis(user, "", period, "");
        if (FILTERED) {
            Long product = jdbc.queryForObject("select min(id) from sales_product", Long.class);
            Long owner = jdbc.queryForObject("select o.owner_id from sales_opportunity o where " + (user.ways().isEmpty() ? "1 = 1" : user.ways().getFirst())
                    + " group by o.owner_id order by count(*) desc limit 1", Long.class);
            String ofProduct = " and exists (select 1 from sales_line x where x.opportunity_id = o.id and x.product_id = " + product + ")";
            String ofSector = " and a.sector = 'energy'";
            analysis(user, " of a product", narrowed(period, Set.of(), Set.of(), Set.of(product), Set.of()), ofProduct);
            analysis(user, " of a sector", narrowed(period, Set.of(), Set.of(), Set.of(), Set.of("energy")), ofSector);
            analysis(user, " of an owner", narrowed(period, Set.of(owner), Set.of(), Set.of(), Set.of()), " and o.owner_id = " + owner);
            analysis(user, " of a team", narrowed(period, Set.of(), Set.of(team), Set.of(), Set.of()), " and o.unit_id = " + team);
            analysis(user, " of a product and sector", narrowed(period, Set.of(), Set.of(), Set.of(product), Set.of("energy")), ofProduct + ofSector);
        }
    }

    private static OpportunityFilter narrowed(OpportunityFilter period, Set<Long> owners, Set<Long> units, Set<Long> products, Set<String> sectors) {
        return new OpportunityFilter(null, null, Set.of(), Set.of(), owners, units, products, sectors, Set.of(), false, false, period.closedFrom(), period.closedTo());
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
        byTurns(user, question, goal, service::get, () -> {
            for (String statement : ALONE ? List.<String>of() : statements) {
                read(statement);
            }
        }, -1);
    }

    /**
     * @param places where the page begins, if not always at the same place
     * @param ways   of which the best one is taken, whose answer must be the service's
     * @param anew   ask as if nothing was remembered, too
     */
    private static void comparePages(User user, String question, double goal, LongSupplier places, long offset, Supplier<List<OpportunityRow>> service, List<String> ways,
                                     boolean anew) throws SQLException {
        long least = Long.MAX_VALUE;
        String best = ways.getFirst();
        long first = nanos(service::get);
        for (String way : ways) {
            long time = Long.MAX_VALUE;
            for (int i = 0; i < 4 && (i == 0 || time < 300_000_000L); i++) {
                time = Math.min(time, nanos(() -> read(way)));
            }
            if (time < least) {
                least = time;
                best = way;
            }
        }
        if (least < SLOW * 900_000_000L && !question.startsWith("anywhere")) {
            check(user, question, best, service.get());
        }
        double afresh = -1;
        if (anew && ANEW > 0) {
            var times = new ArrayList<Long>();
            for (int i = 0; i < ANEW; i++) {
                milestones.forget();
                times.add(nanos(service::get));
            }
            afresh = new Times(0, times).p(50);
            // What that set going apart.
            pause();
        }
        String plainWay = best;
        byTurns(user, question, goal, service::get, () -> read(plainWay), afresh, first);
    }

    private static void pause() {
        try {
            Thread.sleep(1_500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check(User user, String question, String way, List<OpportunityRow> page) throws SQLException {
        String sql = way.substring(way.lastIndexOf(THEN) < 0 ? 0 : way.lastIndexOf(THEN) + THEN.length());
        var ids = new ArrayList<Long>();
        try (var statement = plain.createStatement(); var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        if (!ids.equals(page.stream().map(OpportunityRow::id).toList())) {
            System.out.println("ANSWERS DIFFER: " + user.label() + " " + question);
            wrong++;
        }
    }

    private static void byTurns(User user, String question, double goal, Work service, Work beside, double anew) throws SQLException {
        byTurns(user, question, goal, service, beside, anew, nanos(service));
    }

    /** By turns, so that whatever else the machine does hits both; beside something slow nothing has to be weighed. */
    private static void byTurns(User user, String question, double goal, Work service, Work beside, double anew, long first) throws SQLException {
        long once = nanos(beside);
        if (once < SLOW * 900_000_000L) {
            once = Math.min(once, nanos(beside));
        }
        long next = nanos(service);
        for (int i = 0; i < WARM && next < 200_000_000L; i++) {
            service.run();
            if (once < 30_000_000L) {
                beside.run();
            }
        }
        var times = new ArrayList<Long>();
        var plainTimes = new ArrayList<Long>();
        for (int i = 0; i < (next > 200_000_000L ? 5 : RUNS); i++) {
            times.add(nanos(service));
            if (once < 100_000_000L) {
                plainTimes.add(nanos(beside));
            }
        }
        if (plainTimes.isEmpty()) {
            plainTimes.add(once);
        }
        long before = asked();
        service.run();
        print(user, question, goal, new Times(first, times), new Times(once, plainTimes), asked() - before - 1, anew);
    }

    /** How many statements the server has been sent, this one among them. */
    private static long asked() throws SQLException {
        try (var statement = plain.createStatement(); var rows = statement.executeQuery("show global status like 'Questions'")) {
            rows.next();
            return rows.getLong(2);
        }
    }

    private static long nanos(Work work) throws SQLException {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }

    private static void read(String way) throws SQLException {
        for (String sql : way.split(THEN)) {
            readOne(sql);
        }
    }

    private static void readOne(String sql) throws SQLException {
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

    private static void print(User user, String question, double goal, Times times, Times beside, long asks, double anew) {
        double p95 = times.p(95);
        double plainP95 = beside.p(95);
        double middles = times.p(50) / beside.p(50);
        boolean met = p95 <= goal;
        boolean near = middles <= 1.5 || beside.p(50) < 0.01;
        missed += met ? 0 : 1;
        asked++;
        above += near ? 0 : 1;
        // What a person does not feel, and a ratio makes much of.
        above3 += near || p95 - plainP95 < 3 ? 0 : 1;
        System.out.printf("%-9s %-38s %9.1f %9s %9.1f %9.1f %9.1f %9.1f %6.2f %6.2f %8.1f %5d %6.0f %-4s %s%n", user.label(), question, times.first() / 1e6, anew < 0 ? "" : "%.1f".formatted(anew),
                times.p(50), p95, beside.p(50), plainP95, middles, p95 / plainP95, p95 - plainP95, asks, goal, met ? "yes" : "NO", near ? "yes" : "NO");
    }
}
