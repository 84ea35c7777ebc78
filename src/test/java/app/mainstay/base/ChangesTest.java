package app.mainstay.base;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.ApplicationTest;
import app.mainstay.base.Changes.Change;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationTest
class ChangesTest {

    @Autowired
    private Changes changes;
    @Autowired
    private TransactionTemplate transaction;

    @Test
    void listenersHearOfACommitAndNotOfARollback() throws InterruptedException {
        BlockingQueue<Change> heard = new LinkedBlockingQueue<>();
        Runnable end = changes.listen(heard::add);
        try {
            transaction.executeWithoutResult(status -> {
                changes.announce("test", 1);
                status.setRollbackOnly();
            });
            transaction.executeWithoutResult(status -> {
                changes.announce("test", 2);
                assertThat(heard).isEmpty();
            });

            // Were the first delivered too, it would have been handed over before the second.
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Change("test", 2));
            assertThat(heard).isEmpty();
        } finally {
            end.run();
        }
    }

    @Test
    void whoHasStoppedListeningHearsNothing() throws InterruptedException {
        BlockingQueue<Change> first = new LinkedBlockingQueue<>();
        BlockingQueue<Change> second = new LinkedBlockingQueue<>();
        changes.listen(first::add).run();
        Runnable end = changes.listen(second::add);
        try {
            changes.announce("test", 3);

            assertThat(second.poll(10, TimeUnit.SECONDS)).isEqualTo(new Change("test", 3));
            assertThat(first).isEmpty();
        } finally {
            end.run();
        }
    }
}
