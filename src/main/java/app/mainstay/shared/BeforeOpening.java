package app.mainstay.shared;

import org.springframework.context.SmartLifecycle;

/**
 * Work done once at a start, when all beans are ready (the security context's holder too) and the server does not listen yet. What it
 * throws ends the start.
 */
public abstract class BeforeOpening implements SmartLifecycle {

    /** For what may forbid a start; everything else comes after it. */
    protected static final int CHECK = Integer.MIN_VALUE;
    protected static final int WORK = CHECK + 1;

    private final int phase;
    private volatile boolean done;

    protected BeforeOpening(int phase) {
        this.phase = phase;
    }

    protected abstract void run();

    @Override
    public final void start() {
        run();
        done = true;
    }

    @Override
    public final void stop() {
        done = false;
    }

    @Override
    public final boolean isRunning() {
        return done;
    }

    @Override
    public final int getPhase() {
        return phase;
    }
}
