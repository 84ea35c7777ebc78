import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.base.bulk.BatchLine;
import app.mainstay.base.bulk.Bulk;
import app.mainstay.base.bulk.BulkReport;
import app.mainstay.base.bulk.BulkRequest;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.bulk.UndoReport;
import app.mainstay.jobs.JobState;
import app.mainstay.jobs.Jobs;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sets the region of 10,000 accounts in bulk, three of which are archived meanwhile and refuse, and takes it back: exact counts, the words of the three, and
 * that nothing is half done; run by src/bench/bulk. It leaves the accounts as they were, beside their versions and histories.
 */
public class BulkEdit {

    private static final int ROWS = Integer.getInteger("rows", 10_000);

    public static void main(String[] args) throws InterruptedException {
        var context = Bench.start(args);
        var bulk = context.getBean(Bulk.class);
        var jobs = context.getBean(Jobs.class);
        var accounts = context.getBean(AccountService.class);
        var jdbc = context.getBean(JdbcTemplate.class);
        Bench.signIn(context, "director");
        var ids = accounts.ids(AccountFilter.ALL, 0, ROWS);
        var archived = List.of(ids.get(10), ids.get(ROWS / 2), ids.get(ROWS - 1));
        archived.forEach(id -> jdbc.update("update account set archived_at = updated_at where id = ?", id));
        var before = regions(jdbc, ids);
        try {
            var request = new BulkRequest("accounts", BulkSelection.of(ids), "region", List.of("OTHER".equals(before.getFirst()) ? "CN-S" : other(jdbc)), null);
            long begun = System.nanoTime();
            var batch = bulk.submit(request);
            await(jobs, batch.jobId());
            var report = jobs.result(batch.jobId(), BulkReport.class).orElseThrow();
            var refused = bulk.lines(batch.batchId(), Set.of(BatchLine.State.REFUSED), 0, 10);
            System.out.printf("%d rows in %.1f s: %d changed, %d as they were, %d refused%n", ROWS, (System.nanoTime() - begun) / 1e9, report.changed(),
                    report.unchanged(), report.refused());
            refused.forEach(line -> System.out.println("  refused: " + line.name() + ": " + line.problems()));
            check(report.refused() == 3 && report.changed() + report.unchanged() == ROWS - 3, "three of them refused");
            check(Set.copyOf(refused.stream().map(BatchLine::id).toList()).equals(Set.copyOf(archived)), "those three");
            check(regions(jdbc, ids.subList(0, 10)).stream().allMatch(request.value().getFirst()::equals), "the others changed");
            begun = System.nanoTime();
            long undo = bulk.undo(batch.batchId());
            await(jobs, undo);
            var undone = jobs.result(undo, UndoReport.class).orElseThrow();
            System.out.printf("taken back in %.1f s: %d, kept %d%n", (System.nanoTime() - begun) / 1e9, undone.undone(), undone.kept());
            check(undone.undone() == report.changed() && undone.kept() == 0, "all of them taken back");
            check(regions(jdbc, ids).equals(before), "everything is as it was");
        } finally {
            archived.forEach(id -> jdbc.update("update account set archived_at = null where id = ?", id));
        }
        System.exit(SpringApplication.exit(context));
    }

    private static String other(JdbcTemplate jdbc) {
        // As few accounts as possible have it already.
        return jdbc.queryForObject("select code from settings_code where list = 'REGION' order by position desc, code limit 1", String.class);
    }

    private static List<String> regions(JdbcTemplate jdbc, List<Long> ids) {
        var params = String.join(",", ids.stream().map(String::valueOf).toList());
        return jdbc.queryForList("select coalesce(region, '') from account where id in (" + params + ") order by id", String.class);
    }

    private static void await(Jobs jobs, long id) throws InterruptedException {
        while (!jobs.find(id).orElseThrow().state().hasEnded()) {
            Thread.sleep(100);
        }
        var state = jobs.find(id).orElseThrow().state();
        check(state == JobState.DONE, "the job ended as " + state);
    }

    private static void check(boolean right, String what) {
        System.out.println((right ? "yes: " : "NO: ") + what);
    }
}
