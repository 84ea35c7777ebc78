package app.mainstay.jobs;

/** The server shuts down: the job ends here and goes on at the next start or on another server. */
class JobStoppedException extends RuntimeException {
}
