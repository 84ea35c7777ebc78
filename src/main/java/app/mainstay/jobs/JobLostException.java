package app.mainstay.jobs;

/** Another server has taken the job over, because this one gave no sign for too long. Rolls back the portion at hand. */
class JobLostException extends RuntimeException {
}
