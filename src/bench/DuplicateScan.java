import app.mainstay.account.duplicate.Duplicates;
import app.mainstay.jobs.JobRow;
import app.mainstay.jobs.Jobs;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The scan for duplicates of all accounts, as a director starts it: its rate tenth by tenth, so that one sees whether the last account costs more than
 * the first, and the memory that is in use after a collection; then it is begun again and cancelled. Run by src/bench/duplicates.
 */
public class DuplicateScan {

    private record Step(long done, double seconds) {
    }

    public static void main(String[] args) throws InterruptedException {
        var context = Bench.start(args);
        Bench.signIn(context, "director");
        var duplicates = context.getBean(Duplicates.class);
        var jobs = context.getBean(Jobs.class);
        var jdbc = context.getBean(JdbcTemplate.class);
        jdbc.update("delete from account_duplicate_pair");
        System.gc();
        long before = used();

        long begun = System.nanoTime();
        long id = duplicates.scan();
        List<Step> steps = new ArrayList<>(List.of(new Step(0, 0)));
        JobRow job;
        while (!(job = jobs.find(id).orElseThrow()).state().hasEnded()) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (job.total() > 0 && job.done() * 10 / job.total() > steps.getLast().done() * 10 / job.total()) {
                steps.add(new Step(job.done(), seconds));
                System.out.printf("%,9d of %,d after %6.1f s: %,6.0f a second, %d MB%n", job.done(), job.total(), seconds,
                        (job.done() - steps.get(steps.size() - 2).done()) / (seconds - steps.get(steps.size() - 2).seconds()), used() >> 20);
            }
            Thread.sleep(200);
        }
        double all = (System.nanoTime() - begun) / 1e9;
        System.gc();
        System.out.printf("%s: %,d accounts in %.1f s, %,.0f a second, %,d pairs; in use %d MB before and %d MB after, at most %d MB of the heap of %d MB%n", job.state(), job.done(), all,
                job.done() / all, jdbc.queryForObject("select count(*) from account_duplicate_pair", Long.class), before >> 20, used() >> 20, peak() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);

        long again = duplicates.scan();
        while (jobs.find(again).orElseThrow().done() == 0) {
            Thread.sleep(50);
        }
        begun = System.nanoTime();
        jobs.cancel(again);
        while (!jobs.find(again).orElseThrow().state().hasEnded()) {
            Thread.sleep(10);
        }
        System.out.printf("cancelled: %s after %.1f s%n", jobs.find(again).orElseThrow().state(), (System.nanoTime() - begun) / 1e9);
        System.exit(0);
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }
}
