package app.mainstay.notification;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.stereotype.Component;

/**
 * Listeners run a few at a time; the others wait without a connection. A thread for each of them took more connections than there are when many
 * events came at once: people waited for theirs, and listeners that got none failed until they were repeated.
 */
@Component
class ListenerThreads implements AsyncConfigurer {

    // What still waits when the server ends lies in the registry, and is delivered later.
    private final Executor executor;

    /** @param atOnce each takes a connection; 0: at once, in the thread that has committed */
    ListenerThreads(@Value("${mainstay.listeners:3}") int atOnce) {
        executor = atOnce == 0 ? Runnable::run : Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().name("listener-", 0).factory());
    }

    @Override
    public Executor getAsyncExecutor() {
        return executor;
    }
}
