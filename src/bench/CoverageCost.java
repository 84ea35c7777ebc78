import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.coverage.BulkAssignments;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import app.mainstay.shared.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the scope costs a list beside the plain condition on the own accounts or units, what accounts beside those cost, and how long reassigning
 * 10,000 accounts takes; run by src/bench/coverage. Goals: 10 % of a list's query for the question whether there still is elsewhere what is remembered, and 20 s. Accounts
 * elsewhere are told beside it: they are rows of the list, each part of which is read by an index of its own.
 */
public class CoverageCost {

    private static final int RUNS = Integer.getInteger("runs", 200);
    /** Before anything is timed, until the code is compiled. */
    private static final int WARM = Integer.getInteger("warm", 400);
    private static final int MANY = Integer.getInteger("many", 10_000);
    private static final long EXTRA = 4_200_000_000_000_000_000L;

    public static void main(String[] args) throws InterruptedException {
        var context = Bench.start(args);
        var accounts = context.getBean(AccountService.class);
        var jdbc = context.getBean(JdbcTemplate.class);
        jdbc.update("delete from account_member where id >= ?", EXTRA);
        jdbc.update("delete from account_stand_in where id >= ?", EXTRA);
        var manager = jdbc.queryForMap("""
                select u.username name, u.id, u.unit_id unit, count(*) accounts from account a join security_user u on u.unit_id = a.unit_id and u.role = 'MANAGER'
                group by u.username, u.id, u.unit_id order by abs(count(*) - 20000) limit 1""");
        var member = jdbc.queryForMap("""
                select u.username name, u.id, u.unit_id unit, count(*) accounts from account a join security_user u on u.id = a.primary_rep_id and u.role = 'MEMBER'
                group by u.username, u.id, u.unit_id order by abs(count(*) - 500) limit 1""");
        System.out.printf("%-10s %-34s %9s %9s%n", "user", "first page by name", "p50 ms", "p95 ms");
        boolean met = true;
        for (var user : List.of(manager, member)) {
            Bench.signIn(context, (String) user.get("name"));
            Runnable page = () -> accounts.page(AccountFilter.ALL, Slice.first(50, AccountSort.NAME));
            String scope = user == manager ? "a.unit_id = " + user.get("unit") : "a.primary_rep_id = " + user.get("id");
            Runnable middle = () -> accounts.page(AccountFilter.ALL, new Slice<>((Long) user.get("accounts") / 2, 50, List.of(new Slice.Order<>(AccountSort.NAME,
                    false))));
            long none = print(user, "without others, " + scope, page);
            long noneMiddle = print(user, "  page in the middle", middle);
            // What the page asks of the scope is one column of its statement.
            String statement = statement(user == manager ? "account_unit_sort" : "account_rep_sort", scope);
            long question = difference(jdbc, user, "  of which the scope itself", statement.formatted(""), statement.formatted(mark(user)));
            System.out.printf("%-10s the scope costs %.0f %% of the page and %.0f %% of one in the middle%n", user.get("name"), 100.0 * question / none,
                    100.0 * question / noneMiddle);
            met &= question <= none / 10;
            extras(jdbc, user, 20);
            long some = print(user, "with 20 places elsewhere", page);
            long more = difference(jdbc, user, "  of which the scope itself", statement.formatted(""), statement.formatted(mark(user)));
            long someMiddle = print(user, "  page in the middle", middle);
            standIn(jdbc, user);
            print(user, "and standing in for somebody", page);
            jdbc.update("delete from account_member where id >= ?", EXTRA);
            jdbc.update("delete from account_stand_in where id >= ?", EXTRA);
            changed(jdbc, user);
            met &= more <= some / 10;
            System.out.printf("%-10s with 20 places elsewhere the scope costs %.0f %% of the page, which takes %.2f and in the middle %.2f times as long%n", user.get("name"),
                    100.0 * more / some, (double) some / none, (double) someMiddle / noneMiddle);
        }
        System.out.println(met ? "scope: goal met" : "scope: GOAL MISSED");
        Bench.signIn(context, "director");
        if (MANY > 0) {
            reassign(context.getBean(BulkAssignments.class), context.getBean(Jobs.class), jdbc);
        }
        System.exit(SpringApplication.exit(context));
    }

    /** A first page by name, with room for more columns. */
    private static String statement(String index, String scope) {
        return "select /*+ JOIN_FIXED_ORDER() */ a.id, a.name, a.short_name, a.credit_code, a.tier, a.lifecycle, a.sector, a.region, p.name parent_name, "
                + "a.revenue_amount, a.revenue_currency, a.employees, a.primary_rep_id, u.display_name, a.unit_id, n.name unit_name, a.last_contact_at, "
                + "a.next_meeting_at, a.updated_at%s from (select /*+ INDEX(a " + index + ") */ a.id from account a where a.archived_at is null and " + scope
                + " order by a.name_sort, a.id limit 50) k join account a on a.id = k.id join security_user u on u.id = a.primary_rep_id "
                + "join security_unit n on n.id = a.unit_id left join account p on p.id = a.parent_id and " + scope.replace("a.", "p.")
                + " order by a.name_sort, a.id";
    }

    /** As AccountScope asks whether what it remembers of somebody still is so. */
    private static String mark(Map<String, Object> user) {
        return ", (select mark from account_scope_mark where user_id = " + user.get("id") + ") scope_mark";
    }

    /** Of the medians, asked by turns, so that whatever else the machine does hits both. */
    private static long difference(JdbcTemplate jdbc, Map<String, Object> user, String what, String less, String more) {
        var without = new ArrayList<Long>();
        var with = new ArrayList<Long>();
        for (int i = -WARM; i < 3 * RUNS; i++) {
            long begun = System.nanoTime();
            jdbc.queryForList(less);
            long between = System.nanoTime();
            jdbc.queryForList(more);
            long ended = System.nanoTime();
            if (i >= 0) {
                without.add(between - begun);
                with.add(ended - between);
            }
        }
        without.sort(null);
        with.sort(null);
        long difference = with.get(with.size() / 2) - without.get(without.size() / 2);
        System.out.printf("%-10s %-34s %9.2f%n", user.get("name"), what, difference / 1e6);
        return difference;
    }

    private static void extras(JdbcTemplate jdbc, Map<String, Object> user, int places) {
        var ids = jdbc.queryForList("select id from account where primary_rep_id <> ? and unit_id <> ? and archived_at is null order by mod(id, 9973), id limit ?",
                Long.class, user.get("id"), user.get("unit"), places);
        for (int i = 0; i < ids.size(); i++) {
            jdbc.update("insert into account_member (id, version, account_id, user_id, role, since) values (?, 0, ?, ?, 'SERVICE', utc_timestamp(6))", EXTRA + i,
                    ids.get(i), user.get("id"));
        }
        changed(jdbc, user);
    }

    /** As whoever gives or takes a place does. */
    private static void changed(JdbcTemplate jdbc, Map<String, Object> user) {
        jdbc.update("insert into account_scope_mark (user_id, mark) values (?, 1) on duplicate key update mark = mark + 1", user.get("id"));
    }

    private static void standIn(JdbcTemplate jdbc, Map<String, Object> user) {
        long away = jdbc.queryForObject("select id from security_user where role = 'MEMBER' and active = true and unit_id <> ? order by id limit 1", Long.class,
                user.get("unit"));
        jdbc.update("insert into account_stand_in (id, away_id, stand_in_id, from_at, until_at) values (?, ?, ?, utc_timestamp(6) - interval 1 day, "
                + "utc_timestamp(6) + interval 1 day)", EXTRA, away, user.get("id"));
        changed(jdbc, user);
    }

    private static void reassign(BulkAssignments bulk, Jobs jobs, JdbcTemplate jdbc) throws InterruptedException {
        var to = jdbc.queryForObject("select id from security_user where role = 'MEMBER' and active = true order by id limit 1", Long.class);
        var ids = jdbc.queryForList("select id from account where primary_rep_id <> ? order by mod(id, 9973), id limit ?", Long.class, to, MANY);
        var submitted = bulk.assignAll(new BulkAssignments.BulkAssignment(BulkSelection.of(ids), to, "benchmark", "benchmark"));
        double there = await(jobs, submitted.jobId());
        double back = await(jobs, bulk.undo(submitted.batchId()));
        System.out.printf("reassigned %d accounts in %.1f s, undone in %.1f s, %s%n", ids.size(), there, back, there <= 20 ? "goal met" : "GOAL MISSED");
    }

    private static double await(Jobs jobs, long id) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            var job = jobs.find(id).orElseThrow();
            if (job.state() == JobState.DONE) {
                return (System.nanoTime() - begun) / 1e9;
            }
            if (job.state() == JobState.FAILED || job.state() == JobState.CANCELLED) {
                throw new IllegalStateException(job.toString());
            }
            Thread.sleep(100);
        }
    }

    /** The median. */
    private static long print(Map<String, Object> user, String what, Runnable work) {
        var times = new ArrayList<Long>();
        for (int i = -WARM; i < RUNS; i++) {
            long begun = System.nanoTime();
            work.run();
            if (i >= 0) {
                times.add(System.nanoTime() - begun);
            }
        }
        times.sort(null);
        long median = times.get(times.size() / 2);
        System.out.printf("%-10s %-34s %9.2f %9.2f%n", user.get("name"), what, median / 1e6, times.get(times.size() * 95 / 100) / 1e6);
        return median;
    }
}
