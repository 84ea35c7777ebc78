package app.mainstay.security.signin;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every half minute for sessions of this server that have lasted too long. */
@Component
class SessionSweep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SessionSweep.class);
    private static final int EVERY_SECONDS = 30;

    private final SessionStore store;
    private volatile @Nullable ScheduledExecutorService executor;

    SessionSweep(SessionStore store) {
        this.store = store;
    }

    @Override
    public void start() {
        var started = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("session-sweep").factory());
        started.scheduleWithFixedDelay(this::sweep, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        executor = started;
    }

    private void sweep() {
        try {
            store.endOverdue();
        } catch (RuntimeException failure) {
            // What is thrown would end the sweeping for good.
            LOG.warn("Sessions could not be looked through", failure);
        }
    }

    @Override
    public void stop() {
        var running = executor;
        if (running != null) {
            running.shutdownNow();
        }
        executor = null;
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }
}
