package app.mainstay.base.ui;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All that a screen asks before it stands, in one transaction instead of one for each question: the connection is taken once, and what every question
 * begins with, as the viewer's scope, is asked once. For building a screen only; what writes does not belong in it.
 */
@Component
public class OneLook {

    private final TransactionTemplate transaction;

    OneLook(PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
    }

    public void at(Runnable work) {
        transaction.executeWithoutResult(status -> {
            work.run();
            if (status.isNewTransaction()) {
                // Nothing was written; and a refusal that the screen has taken up spoils no commit.
                status.setRollbackOnly();
            }
        });
    }
}
