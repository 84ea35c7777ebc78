package app.mainstay.importing;

/** How far a running import is: written by its thread, read by any, cancelled by whoever watches. */
public final class ImportProgress {

    private static final long INTERVAL = 250_000_000;

    private final Runnable listener;
    private volatile long done;
    private volatile long total;
    private volatile boolean cancelled;
    private long toldAt = System.nanoTime() - INTERVAL - 1;

    /** @param listener called from the import's thread, at most four times a second */
    public ImportProgress(Runnable listener) {
        this.listener = listener;
    }

    public long done() {
        return done;
    }

    /** Rows to go through in all; 0 until the import begins. */
    public long total() {
        return total;
    }

    /** The import stops at its next row and takes back what it wrote. No effect once it is finished. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** @throws ImportCancelledException when somebody has cancelled */
    void at(long rows, long of) {
        done = rows;
        total = of;
        if (System.nanoTime() - toldAt > INTERVAL) {
            toldAt = System.nanoTime();
            listener.run();
        }
        check();
    }

    void check() {
        if (cancelled) {
            throw new ImportCancelledException();
        }
    }
}
