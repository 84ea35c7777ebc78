package app.mainstay.jobs;

import app.mainstay.Application;
import app.mainstay.shared.Ids;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A server in a process of its own. Its job stands still in the middle of a portion, with a transaction open, until somebody kills it. */
public final class KilledServer {

    static final String IN_THE_MIDDLE = "the job is in the middle of a portion";
    static final int PORTIONS = 5;
    private static final int STANDS_STILL_IN = 2;

    private KilledServer() {
    }

    public static void main(String[] args) {
        new SpringApplication(Application.class, Slow.class).run(args);
    }

    /** What both servers do: a row a portion, with its checkpoint. */
    static void portion(JdbcClient jdbc, JobRun run, int portion) {
        jdbc.sql("insert into audit_revision (id, created_at, reason) values (?, now(), ?)").param(Ids.next()).param("portion " + portion).update();
        run.progress(portion + 1, PORTIONS);
        run.checkpoint(new ScriptedJob.Place(portion + 1));
    }

    static class Slow implements JobKind<ScriptedJob.Words> {

        private final JdbcClient jdbc;
        private final TransactionTemplate transaction;

        Slow(JdbcClient jdbc, TransactionTemplate transaction) {
            this.jdbc = jdbc;
            this.transaction = transaction;
        }

        @Override
        public String id() {
            return "test";
        }

        @Override
        public Class<ScriptedJob.Words> payloadType() {
            return ScriptedJob.Words.class;
        }

        @Override
        public void run(ScriptedJob.Words payload, JobRun run) {
            for (int next = 0; next < PORTIONS; next++) {
                int portion = next;
                transaction.executeWithoutResult(status -> {
                    portion(jdbc, run, portion);
                    if (portion == STANDS_STILL_IN) {
                        System.out.println(IN_THE_MIDDLE);
                        standStill();
                    }
                });
            }
        }

        private static void standStill() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
