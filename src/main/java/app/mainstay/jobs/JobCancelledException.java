package app.mainstay.jobs;

/** Somebody wants the running job to stop. What its transactions committed stays. */
public class JobCancelledException extends RuntimeException {
}
