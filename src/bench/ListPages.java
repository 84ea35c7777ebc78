import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountRow;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.Tier;
import app.mainstay.account.search.TextSearch;
import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Slice.Order;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Asks the list of accounts what people ask it, as a director, a manager of about 20,000 and a member with about 500 accounts, and beside
 * each question the best plain SQL that we know for it; run by src/bench/lists. Goals are at the 95th percentile.
 */
public class ListPages {

    private static final int PAGE = 50;
    /** Between the statements of a plain way. */
    private static final String NEXT = ";;";
    private static final int RUNS = Integer.getInteger("runs", 40);
    private static final int WARM = Integer.getInteger("warm", 150);
    /** ER_QUERY_TIMEOUT */
    private static final int TIMED_OUT = 3024;
    private static final int TEXTS = 200;
    /** Named with their times. */
    private static final int SLOWEST = Integer.getInteger("slowest", 5);
    /** How often each text is asked, once to warm up. */
    private static final int ASKED = Integer.getInteger("asked", 3);
    /** Seconds after which a plain way is given up. */
    private static final int SLOW = Integer.getInteger("slow", 3);
    /** Plain SQL takes its time: it is asked for every so many texts. */
    private static final int PLAIN_EVERY = Integer.getInteger("plainEvery", 5);
    private static final String COLUMNS = "a.id, a.name, a.short_name, a.credit_code, a.tier, a.lifecycle, a.sector, a.region, p.name parent_name, "
            + "a.revenue_amount, a.revenue_currency, a.employees, a.primary_rep_id, u.display_name, a.unit_id, n.name unit_name, "
            + "a.last_contact_at, a.next_meeting_at, a.updated_at";
    private static final String BESIDE = " join security_user u on u.id = a.primary_rep_id join security_unit n on n.id = a.unit_id "
            + "left join account p on p.id = a.parent_id";

    /**
     * @param scope  plain condition on {@code a}; "" for everything
     * @param rights asks what the user sees beside that, which nobody knows before: a plain statement of its own, since the page would be slower with it
     */
    private record User(String label, String name, String scope, String rights, long sees) {

        String and() {
            return scope.isEmpty() ? "" : " and " + scope;
        }

        /** A parent out of sight is not named. */
        String beside() {
            return BESIDE + and().replace("a.", "p.");
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static AccountService accounts;
    private static TextSearch search;
    private static Connection plain;
    private static int missed;
    private static int wrong;

    public static void main(String[] args) throws SQLException {
        var context = Bench.start(args);
        accounts = context.getBean(AccountService.class);
        search = context.getBean(TextSearch.class);
        var jdbc = context.getBean(JdbcTemplate.class);
        try (var connection = context.getBean(DataSource.class).getConnection()) {
            plain = connection;
            limit(SLOW);
            var texts = texts(jdbc);
            // The terminal may not be able to show them.
            System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
            System.out.println("texts: " + String.join(" | ", texts));
            System.out.printf("%-10s %-46s %9s %9s %9s %6s %6s %6s %s%n", "user", "question", "p50 ms", "p95 ms", "plain p95", "ratio", "of p50", "goal", "met");
            for (var user : users(jdbc)) {
                if (!chosen("users", user.label())) {
                    continue;
                }
                Bench.signIn(context, user.name());
                System.out.println("-- " + user.label() + " " + user.name() + " sees " + user.sees());
                warm();
                if (asked("sorts")) {
                    sorts(user);
                }
                if (asked("middle")) {
                    middle(user);
                }
                if (asked("texts")) {
                    texts(user, texts);
                }
                if (asked("filters")) {
                    filters(user);
                }
                if (asked("pairs")) {
                    pairs(user, jdbc);
                }
                if (asked("sums")) {
                    sums(user);
                }
            }
        }
        System.out.println(wrong == 0 ? "all answers agree" : wrong + " ANSWERS DIFFER");
        System.out.println(missed == 0 ? "every goal met" : missed + " goals missed");
        System.exit(SpringApplication.exit(context));
    }

    /** -Donly=texts,sums asks a part only, -Dusers=manager for one person only. */
    private static boolean asked(String part) {
        return chosen("only", part);
    }

    /** A hyphen may stand for each space. */
    private static boolean chosen(String property, String one) {
        var wanted = List.of(System.getProperty(property, one).split(","));
        return wanted.contains(one) || wanted.contains(one.replace(' ', '-'));
    }

    /** Until the code is compiled, which plain SQL hardly needs. */
    private static void warm() {
        for (int i = 0; i < WARM; i++) {
            for (var sort : List.of(AccountSort.NAME, AccountSort.TIER, AccountSort.REVENUE, AccountSort.UPDATED)) {
                accounts.page(AccountFilter.ALL, Slice.first(PAGE, sort));
            }
            for (var filter : List.of(AccountFilter.ALL.withTiers(Set.of(Tier.CORE)), AccountFilter.ALL.withNoContactDays(100), AccountFilter.ALL.withNoNextMeeting(true))) {
                accounts.page(filter, Slice.first(PAGE, AccountSort.NAME));
            }
        }
    }

    private static List<User> users(JdbcTemplate jdbc) {
        var manager = jdbc.queryForMap("""
                select u.username name, u.id, u.unit_id unit, count(*) c from account a join security_user u on u.unit_id = a.unit_id and u.role = 'MANAGER' where a.archived_at is null
                group by u.username, u.id, u.unit_id order by abs(count(*) - 20000) limit 1""");
        var member = jdbc.queryForMap("""
                select u.username name, u.id, count(*) c from account a join security_user u on u.id = a.primary_rep_id and u.role = 'MEMBER' where a.archived_at is null
                group by u.username, u.id order by abs(count(*) - 500) limit 1""");
        long all = jdbc.queryForObject("select count(*) from account where archived_at is null", Long.class);
        return List.of(new User("director", "director", "", "", all),
                new User("manager", (String) manager.get("name"), "a.unit_id = " + manager.get("unit"), rights(manager.get("id")), (Long) manager.get("c")),
                new User("member", (String) member.get("name"), "a.primary_rep_id = " + member.get("id"), rights(member.get("id")), (Long) member.get("c")));
    }

    private static String rights(Object id) {
        return "select 1, away_id from account_stand_in where stand_in_id = %1$s and from_at <= now() and until_at > now() union all select 2, account_id from account_member where user_id = %1$s union all select 3, account_id from account_reader where user_id = %1$s and until_at > now()"
                .formatted(id) + NEXT;
    }

    /** 200 texts of two to six characters out of names spread over the whole list, the same in every run over the same accounts. */
    private static List<String> texts(JdbcTemplate jdbc) {
        var names = jdbc.queryForList("select name from (select name, row_number() over (order by name_sort, id) n from account) x where mod(n, 3331) = 17",
                String.class);
        var random = new SplittableRandom(4);
        var texts = new LinkedHashSet<>(List.of("有限公司", "co"));
        for (int i = 0; texts.size() < TEXTS; i = (i + 1) % names.size()) {
            int[] points = names.get(i).codePoints().toArray();
            int length = 2 + random.nextInt(5);
            int from = random.nextInt(Math.max(1, points.length - length + 1));
            String text = new String(points, from, Math.min(length, points.length)).strip();
            if (text.codePointCount(0, text.length()) > 1) {
                texts.add(text);
            }
        }
        return new ArrayList<>(texts);
    }

    // ---- the questions ----

    private static void sorts(User user) throws SQLException {
        for (var sort : AccountSort.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                String name = sort == AccountSort.NAME ? descending ? "last page" : "first page" : "first page by " + sort + (descending ? " desc" : "");
                double goal = sort == AccountSort.NAME && !descending ? 30 : 40;
                compare(user, name, goal, () -> accounts.page(AccountFilter.ALL, new Slice<>(0, PAGE, List.of(new Order<>(sort, descending)))),
                        pages(user, sort, descending, "a.archived_at is null" + user.and(), 0));
            }
        }
        compare(user, "by TIER, then REVENUE desc", 40, () -> accounts.page(AccountFilter.ALL, new Slice<>(0, PAGE,
                List.of(new Order<>(AccountSort.TIER, false), new Order<>(AccountSort.REVENUE, true)))), List.of(late(user, "",
                "a.archived_at is null" + user.and(), "a.tier_rank, a.revenue_amount desc, a.id desc", 0)));
        compare(user, "by NEXT_MEETING, then NAME desc", 40, () -> accounts.page(AccountFilter.ALL, new Slice<>(0, PAGE,
                List.of(new Order<>(AccountSort.NEXT_MEETING, false), new Order<>(AccountSort.NAME, true)))), List.of(late(user, "",
                "a.archived_at is null" + user.and(), "a.next_meeting_at, a.name_sort desc, a.id desc", 0)));
    }

    private static void middle(User user) throws SQLException {
        for (var sort : AccountSort.values()) {
            long offset = user.sees() / 2;
            compare(user, "middle page by " + sort, 150, () -> accounts.page(AccountFilter.ALL, new Slice<>(offset, PAGE,
                    List.of(new Order<>(sort, false)))), pages(user, sort, false, "a.archived_at is null" + user.and(), offset));
        }
    }

    private static void texts(User user, List<String> texts) throws SQLException {
        var byName = List.of(new Order<>(AccountSort.NAME, false));
        compareTexts(user, "200 texts by NAME", texts, AccountFilter.ALL, byName, "", "a.name_sort, a.id");
        compareTexts(user, "200 texts by NAME desc", texts, AccountFilter.ALL, List.of(new Order<>(AccountSort.NAME, true)), "",
                "a.name_sort desc, a.id desc");
        compareTexts(user, "200 texts by REVENUE desc", texts, AccountFilter.ALL, List.of(new Order<>(AccountSort.REVENUE, true)), "",
                "a.revenue_amount desc, a.id desc");
        compareTexts(user, "200 texts by LAST_CONTACT", texts, AccountFilter.ALL, List.of(new Order<>(AccountSort.LAST_CONTACT, false)), "",
                "a.last_contact_at, a.id");
        compareTexts(user, "200 texts by REPRESENTATIVE", texts, AccountFilter.ALL, List.of(new Order<>(AccountSort.REPRESENTATIVE, false)), "",
                "u.name_sort, u.id, a.name_sort, a.id");
        compareTexts(user, "200 texts, tier CORE by NAME", texts, AccountFilter.ALL.withTiers(Set.of(Tier.CORE)), byName, " and a.tier = 'CORE'",
                "a.name_sort, a.id");
        if (!chosen("texts", "estimated")) {
            return;
        }
        var times = new ArrayList<Long>();
        for (var text : texts) {
            for (int i = 0; i < 3; i++) {
                long time = nanos(() -> accounts.estimate(AccountFilter.text(text)));
                if (i > 0) {
                    times.add(time);
                }
            }
        }
        print(user, "200 texts, estimated", 60, times, null);
    }

    private static void filters(User user) throws SQLException {
        for (var entry : Map.of(
                "tier STRATEGIC", Map.entry(AccountFilter.ALL.withTiers(Set.of(Tier.STRATEGIC)), "a.tier = 'STRATEGIC'"),
                "energy in CN-NW", Map.entry(AccountFilter.ALL.withSectors(Set.of("energy")).withRegions(Set.of("CN-NW")),
                        "a.sector = 'energy' and a.region = 'CN-NW'"),
                "no contact for 200 days", Map.entry(AccountFilter.ALL.withNoContactDays(200),
                        "(a.last_contact_at is null or a.last_contact_at < now() - interval 200 day)"),
                "no next meeting", Map.entry(AccountFilter.ALL.withNoNextMeeting(true), "(a.next_meeting_at is null or a.next_meeting_at < now())"),
                "tag 续约", Map.entry(AccountFilter.ALL.withTags(Set.of("续约")),
                        "exists (select 1 from account_tag t where t.account_id = a.id and t.tag = '续约')")).entrySet()) {
            var filter = entry.getValue().getKey();
            compare(user, entry.getKey() + " by NAME", 40, () -> accounts.page(filter, Slice.first(PAGE, AccountSort.NAME)),
                    pages(user, AccountSort.NAME, false, "a.archived_at is null and " + entry.getValue().getValue() + user.and(), 0));
            var times = new ArrayList<Long>();
            for (int i = 0; i < 10; i++) {
                times.add(nanos(() -> accounts.estimate(filter)));
            }
            print(user, entry.getKey() + ", estimated", 60, times, null);
        }
    }

    /** Any two filters together in any order (-Dpairs=energy,CN-NW only those that begin with these, -Dwith=200-days only with that): which of them are slow, and how many accounts they leave. */
    private static void pairs(User user, JdbcTemplate jdbc) throws SQLException {
        var person = jdbc.queryForObject("select a.primary_rep_id from account a where a.archived_at is null" + user.and() + " limit 1", Long.class);
        var unit = jdbc.queryForObject("select a.unit_id from account a where a.archived_at is null" + user.and() + " limit 1", Long.class);
        var parent = jdbc.queryForObject("select a.parent_id from account a where a.parent_id is not null" + user.and() + " group by a.parent_id order by count(*) desc limit 1", Long.class);
        Map<String, UnaryOperator<AccountFilter>> filters = new LinkedHashMap<>();
        filters.put("strategic", filter -> filter.withTiers(Set.of(Tier.STRATEGIC)));
        filters.put("energy", filter -> filter.withSectors(Set.of("energy")));
        filters.put("CN-NW", filter -> filter.withRegions(Set.of("CN-NW")));
        filters.put("CN-C or NL", filter -> filter.withRegions(Set.of("CN-C", "NL")));
        filters.put("unit", filter -> filter.withUnits(Set.of(unit)));
        filters.put("representative", filter -> filter.withRepresentatives(Set.of(person)));
        filters.put("churned", filter -> filter.withLifecycles(Set.of(Lifecycle.CHURNED)));
        filters.put("active", filter -> filter.withLifecycles(Set.of(Lifecycle.ACTIVE)));
        filters.put("group", filter -> filter.withGroup(parent));
        filters.put("续约", filter -> filter.withTags(Set.of("续约")));
        filters.put("Renewal", filter -> filter.withTags(Set.of("Renewal")));
        filters.put("200 days", filter -> filter.withNoContactDays(200));
        filters.put("390 days", filter -> filter.withNoContactDays(390));
        filters.put("no meeting", filter -> filter.withNoNextMeeting(true));
        filters.put("archived", filter -> filter.withArchived(true));
        record Slow(String question, long nanos) {
        }
        var all = new ArrayList<Long>();
        var slow = new ArrayList<Slow>();
        for (var one : filters.entrySet()) {
            if (!chosen("pairs", one.getKey())) {
                continue;
            }
            for (var other : filters.entrySet()) {
                if (one.getKey().compareTo(other.getKey()) > 0 || !chosen("with", other.getKey())) {
                    continue;
                }
                var filter = other.getValue().apply(one.getValue().apply(AccountFilter.ALL));
                for (var sort : AccountSort.values()) {
                    for (boolean descending : new boolean[] {false, true}) {
                        var slice = new Slice<>(0, PAGE, List.of(new Order<>(sort, descending)));
                        // Once so that sizes are known; what is slow then is asked again.
                        long time = nanos(() -> accounts.page(filter, slice));
                        if (time > 100_000_000L) {
                            time = nanos(() -> accounts.page(filter, slice));
                        }
                        all.add(time);
                        if (time > 150_000_000L) {
                            slow.add(new Slow(one.getKey() + " and " + other.getKey() + " by " + sort + (descending ? " desc" : ""), time));
                            if (time > 1_000_000_000L) {
                                System.out.printf("%-10s   %6.0f ms %s%n", "", time / 1e6, slow.getLast().question());
                            }
                        }
                    }
                }
                long time = nanos(() -> accounts.estimate(filter));
                all.add(time);
                if (time > 150_000_000L) {
                    slow.add(new Slow(one.getKey() + " and " + other.getKey() + ", estimated", time));
                }
            }
        }
        print(user, "pairs of filters in any order", 1_000, all, null);
        System.out.printf("%-10s   above 150 ms: %d of %d%n", "", slow.size(), all.size());
        slow.stream().sorted(Comparator.comparing(Slow::nanos).reversed()).limit(40)
                .forEach(found -> System.out.printf("%-10s   %6.0f ms %s%n", "", found.nanos() / 1e6, found.question()));
    }

    private static void sums(User user) throws SQLException {
        compare(user, "estimate", 30, () -> accounts.estimate(AccountFilter.ALL),
                List.of(user.rights() + "select count(*) from (select 1 from account a where a.archived_at is null" + user.and() + " limit 1001) x"));
        compare(user, "tags", 150, accounts::tags, List.of());
        var times = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            times.add(nanos(() -> accounts.count(AccountFilter.ALL)));
        }
        print(user, "count", 1_000, times, null);
        for (var sort : List.of(AccountSort.NAME, AccountSort.REPRESENTATIVE)) {
            var rows = new AtomicLong();
            long time = nanos(() -> accounts.stream(AccountFilter.ALL, List.of(new Order<>(sort, false)), row -> rows.incrementAndGet()));
            if (rows.get() != user.sees()) {
                throw new IllegalStateException(rows + " rows streamed");
            }
            print(user, "stream of all by " + sort, 30_000, List.of(time), null);
        }
    }

    // ---- the best plain SQL ----

    /** Several ways to write it; the fastest counts. */
    private static List<String> pages(User user, AccountSort sort, boolean descending, String where, long offset) {
        String way = descending ? " desc" : "";
        String order = switch (sort) {
            case NAME -> "a.name_sort%s";
            case TIER -> "a.tier_rank%s, a.name_sort%s";
            case LIFECYCLE -> "a.lifecycle_rank%s, a.name_sort%s";
            case SECTOR -> "sc.position%s, a.sector%s, a.name_sort%s";
            case REGION -> "rc.position%s, a.region%s, a.name_sort%s";
            case REVENUE -> "a.revenue_amount%s";
            case EMPLOYEES -> "a.employees%s";
            case REPRESENTATIVE -> "u.name_sort%s, u.id%s, a.name_sort%s";
            case UNIT -> "n.name_key%s, n.id%s, a.name_sort%s";
            case LAST_CONTACT -> "a.last_contact_at%s";
            case NEXT_MEETING -> "a.next_meeting_at%s";
            case UPDATED -> "a.updated_at%s";
        } + ", a.id%s";
        order = order.replace("%s", way);
        String join = switch (sort) {
            case SECTOR -> " left join settings_code sc on sc.list = 'SECTOR' and sc.code = a.sector";
            case REGION -> " left join settings_code rc on rc.list = 'REGION' and rc.code = a.region";
            case REPRESENTATIVE -> " join security_user u on u.id = a.primary_rep_id";
            case UNIT -> " join security_unit n on n.id = a.unit_id";
            default -> "";
        };
        var result = new ArrayList<String>();
        result.add(late(user, join, where, order, offset));
        String index = switch (sort) {
            case NAME -> "account_sort";
            case TIER -> "account_tier_sort";
            case LIFECYCLE -> "account_lifecycle_sort";
            case REVENUE -> "account_revenue_sort";
            case EMPLOYEES -> "account_employees_sort";
            case LAST_CONTACT -> "account_contact_sort";
            case NEXT_MEETING -> "account_meeting_sort";
            case UPDATED -> "account_updated";
            default -> null;
        };
        if (index != null) {
            result.add(late(user, join, where, order, offset).replace("(select a.id", "(select /*+ INDEX(a " + index + ") */ a.id"));
        }
        return result;
    }

    private static String late(User user, String join, String where, String order, long offset) {
        return user.rights() + "select " + COLUMNS + " from (select a.id, row_number() over () place from (select a.id from account a" + join + " where " + where
                + " order by " + order + " limit " + PAGE + " offset " + offset + ") a) k join account a on a.id = k.id" + user.beside() + " order by k.place";
    }

    /** Through the list in its order, all in scope, and by the rarest piece, once it was asked which one that is. */
    private static List<String> texts(User user, String text, String filter, String order) throws SQLException {
        String key = Names.key(text);
        String quoted = key.replace("'", "''").replace("!", "!!").replace("%", "!%").replace("_", "!_");
        String hit = key.chars().allMatch(c -> c < 0x3400) ? "(a.search_text like '%" + quoted + "%' escape '!' or a.name_spelling like '"
                + quoted.replace(" ", "") + "%' escape '!' or a.credit_code like '" + quoted.toUpperCase(Locale.ROOT) + "%' escape '!')"
                : "a.search_text like '%" + quoted + "%' escape '!'";
        String where = "a.archived_at is null and " + hit + filter + user.and();
        String join = order.startsWith("u.") ? " join security_user u on u.id = a.primary_rep_id" : "";
        var ways = new ArrayList<String>();
        ways.add(late(user, join, where, order, 0));
        if (user.scope().isEmpty()) {
            String index = order.startsWith("a.name") ? "account_sort" : order.startsWith("a.rev") ? "account_revenue_sort"
                    : order.startsWith("a.last") ? "account_contact_sort" : "account_text";
            ways.add(late(user, join, where, order, 0).replace("(select a.id from", "(select /*+ INDEX(a " + index + ") */ a.id from"));
        }
        String piece = rarest(key);
        if (piece != null) {
            String candidates = "select account_id id from account_gram where gram = '" + piece.replace("'", "''") + "'";
            if (hit.startsWith("(")) {
                candidates += " union select id from account where name_spelling like '" + quoted.replace(" ", "") + "%' escape '!' "
                        + "union select id from account where credit_code like '" + quoted.toUpperCase(Locale.ROOT) + "%' escape '!'";
            }
            ways.add(counted(key) + late(user, join, where, order, 0).replace("(select a.id from account a",
                    "(select straight_join a.id from (" + candidates + ") c join account a on a.id = c.id"));
        }
        return ways.reversed();
    }

    /** Asks how frequent the pieces are where there are several. */
    private static String counted(String key) {
        var pieces = pieces(key);
        return pieces.size() < 2 ? "" : pieces.stream().map(piece -> "(select count(*) from account_gram where gram = '" + piece.replace("'", "''") + "')")
                .collect(Collectors.joining(", ", "select ", NEXT));
    }

    private static Set<String> pieces(String key) {
        var pieces = new LinkedHashSet<String>();
        int[] points = key.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int length = points[i] < 128 ? 3 : 2;
            if (i + length <= points.length && Character.isLetterOrDigit(points[i])) {
                pieces.add(new String(points, i, length));
            }
        }
        return pieces;
    }

    private static String rarest(String key) throws SQLException {
        String best = null;
        long least = Long.MAX_VALUE;
        int[] points = key.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int length = points[i] < 128 ? 3 : 2;
            if (i + length <= points.length && Character.isLetterOrDigit(points[i])) {
                String gram = new String(points, i, length);
                try (var statement = plain.prepareStatement("select count(*) from account_gram where gram = ?")) {
                    statement.setString(1, gram);
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        // None at all: one that is everywhere and not stored.
                        if (rows.getLong(1) > 0 && rows.getLong(1) < least) {
                            least = rows.getLong(1);
                            best = gram;
                        }
                    }
                }
            }
        }
        return best;
    }

    // ---- measuring ----

    private static void compare(User user, String question, double goal, Supplier<?> service, List<String> ways) throws SQLException {
        String best = null;
        long least = Long.MAX_VALUE;
        for (String way : ways) {
            long time = Long.MAX_VALUE;
            for (int i = 0; i < 4 && (i == 0 || time < 1_000_000_000L); i++) {
                time = Math.min(time, nanos(() -> read(way)));
            }
            if (time < least) {
                least = time;
                best = way;
            }
        }
        String plainWay = best;
        long first = nanos(service::get);
        if (plainWay == null || least > 100_000_000L) {
            // Beside something that slow nothing has to be weighed.
            if (plainWay != null && least < SLOW * 900_000_000L && service.get() instanceof List<?> page) {
                check(question, ways.getLast(), page.stream().map(AccountRow.class::cast).toList());
            }
            print(user, question, goal, repeat(service::get), plainWay == null ? null : List.of(least));
        } else {
            if (service.get() instanceof List<?> page) {
                check(question, ways.getLast(), page.stream().map(AccountRow.class::cast).toList());
            }
            // By turns, so that whatever else the machine does hits both.
            var times = new ArrayList<Long>();
            var plainTimes = new ArrayList<Long>();
            service.get();
            for (int i = 0; i < RUNS; i++) {
                times.add(nanos(service::get));
                plainTimes.add(nanos(() -> read(plainWay)));
            }
            print(user, question, goal, times, plainTimes);
        }
        if (first > goal * 1_000_000) {
            System.out.printf("%-10s   the first time %.0f ms%n", "", first / 1e6);
        }
    }

    private static void compareTexts(User user, String question, List<String> texts, AccountFilter filter, List<Order<AccountSort>> orders, String also,
                                     String order) throws SQLException {
        var service = new ArrayList<Long>();
        var best = new ArrayList<Long>();
        // The service's times for the texts that plain SQL is asked for, too.
        var compared = new ArrayList<Long>();
        int asked = 0;
        record Slow(String text, long nanos) {
        }
        var slowest = new ArrayList<Slow>();
        var each = new ArrayList<String>();
        if (!chosen("texts", question.replace("200 texts ", "").replace("200 texts, ", ""))) {
            return;
        }
        for (String text : texts) {
            var times = new ArrayList<Long>();
            for (int i = 0; i < ASKED; i++) {
                times.add(nanos(() -> accounts.page(filter.withText(text), new Slice<>(0, PAGE, orders))));
            }
            service.addAll(times.subList(1, ASKED));
            slowest.add(new Slow(text, times.subList(1, ASKED).stream().min(Long::compare).orElseThrow()));
            if (asked++ % PLAIN_EVERY == 0) {
                compared.addAll(times.subList(1, ASKED));
                List<Long> bestTimes = null;
                String bestWay = "";
                for (String way : texts(user, text, also, order)) {
                    // Once warm; what is already far behind is not asked again.
                    long first = nanos(() -> read(way));
                    if (bestTimes == null || first < 3 * bestTimes.getFirst()) {
                        var again = List.of(nanos(() -> read(way)), nanos(() -> read(way)));
                        if (bestTimes == null || percentile(again, 50) < percentile(bestTimes, 50)) {
                            bestTimes = again;
                            bestWay = way;
                        }
                    }
                }
                check(question + " " + text, bestWay, accounts.page(filter.withText(text), new Slice<>(0, PAGE, orders)));
                best.addAll(bestTimes);
                each.add("%s %.1f beside %.1f of %s".formatted(text, percentile(times.subList(1, ASKED), 50) / 1e6, percentile(bestTimes, 50) / 1e6, candidates(text)));
            }
        }
        print(user, question, 60, service, compared, best);
        if (Boolean.getBoolean("each")) {
            System.out.printf("%-10s   each: %s%n", "", String.join(", ", each));
        }
        System.out.printf("%-10s   slowest: %s%n", "", slowest.stream().sorted(Comparator.comparing(Slow::nanos).reversed()).limit(SLOWEST)
                .map(slow -> "%s %.0f ms of %s".formatted(slow.text(), slow.nanos() / 1e6, candidates(slow.text()))).collect(Collectors.joining(", ")));
    }

    /** Among how many accounts a text is looked for. */
    private static String candidates(String text) {
        return search.candidates(text, Integer.MAX_VALUE).map(found -> String.valueOf(found.count())).orElse("all");
    }

    /** Once to warm up, twice where that was slow; a slow question is asked less often. */
    private static List<Long> repeat(Work work) throws SQLException {
        long first = nanos(work);
        var times = new ArrayList<Long>();
        if (first > 1_000_000_000L && (first = nanos(work)) > 1_000_000_000L) {
            return List.of(first);
        }
        for (int i = 0; i < (first > 200_000_000L ? 5 : RUNS); i++) {
            times.add(nanos(work));
        }
        return times;
    }

    private static long nanos(Work work) throws SQLException {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }

    /** By the server: the driver's own limit would start a thread for each plain statement, which the service's have not. */
    private static void limit(int seconds) throws SQLException {
        try (var statement = plain.createStatement()) {
            statement.execute("set session max_execution_time = " + seconds * 1_000);
        }
    }

    /** Both ways to ask must find the same. */
    private static void check(String question, String sql, List<AccountRow> page) throws SQLException {
        List<Long> ids = new ArrayList<>();
        limit(0);
        try (var statement = plain.createStatement(); var rows = statement.executeQuery(sql.substring(sql.lastIndexOf(NEXT) + 1).replaceFirst("^;", ""))) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        limit(SLOW);
        if (!ids.equals(page.stream().map(AccountRow::id).toList())) {
            wrong++;
            System.out.println("DIFFERENT: " + question + ": " + page.size() + " rows instead of " + ids.size() + ": " + sql);
        }
    }

    /** Every column is read, as the service does; prepared, as its statements are. */
    private static void read(String way) throws SQLException {
        for (String sql : way.split(NEXT)) {
            try (var statement = plain.prepareStatement(sql)) {
                read(statement.executeQuery());
            } catch (SQLException e) {
                if (e.getErrorCode() != TIMED_OUT) {
                    throw e;
                }
                // So slow that it is not the best way.
            }
        }
    }

    private static void read(ResultSet answer) throws SQLException {
        try (var rows = answer) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    rows.getObject(i);
                }
            }
        }
    }

    private static void print(User user, String question, double goal, List<Long> times, List<Long> plainTimes) {
        print(user, question, goal, times, times, plainTimes);
    }

    private static void print(User user, String question, double goal, List<Long> times, List<Long> compared, List<Long> plainTimes) {
        double p95 = percentile(times, 95) / 1e6;
        double beside = plainTimes == null ? Double.NaN : percentile(plainTimes, 95) / 1e6;
        double ratio = percentile(compared, 95) / 1e6 / beside;
        // Under three milliseconds the second statement of a page is all the difference, and nobody feels it.
        boolean met = p95 <= goal && (plainTimes == null || ratio <= 1.5 || p95 < 3);
        missed += met ? 0 : 1;
        double middles = plainTimes == null ? Double.NaN : (double) percentile(compared, 50) / percentile(plainTimes, 50);
        System.out.printf("%-10s %-46s %9.1f %9.1f %9s %6s %6s %6.0f %s%n", user.label(), question, percentile(times, 50) / 1e6, p95,
                plainTimes == null ? "" : "%.1f".formatted(beside), plainTimes == null ? "" : "%.2f".formatted(ratio),
                plainTimes == null ? "" : "%.2f".formatted(middles), goal, met ? "yes" : "NO");
    }

    private static long percentile(List<Long> times, int percent) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}
