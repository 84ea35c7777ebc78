package app.mainstay.jobs;

/** Hears that a job moved on: its state, or its progress, of which it hears about twice a second. */
public interface JobListener {

    /** May be called inside the transaction that changed the job, so what must not precede the commit waits for it. */
    void changed(long jobId);
}
