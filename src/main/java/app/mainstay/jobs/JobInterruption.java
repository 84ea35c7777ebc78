package app.mainstay.jobs;

/** Ends a running job from outside. Work may clean up, but lets it pass. */
public abstract class JobInterruption extends RuntimeException {
}
