package app.mainstay.jobs;

import java.time.Duration;

/**
 * Work that comes again after a short while and is too small to be listed: the bean is found and nothing else is needed. Done on one server at a
 * time, as the system; when that server dies, another one takes the next turn. What it does not get done has to wait in rows of its own.
 */
public interface SteadyWork {

    /** At most 60 characters; stored, so it never changes. */
    String id();

    /** From the end of a turn to the next. */
    Duration pause();

    /** One turn. What it throws is logged and does not end the work. */
    void run();
}
