package app.mainstay.jobs;

import java.time.LocalTime;

/** Work that the system gives itself every day: the bean is found and nothing else is needed. A day missed by a standing server is made up once. */
public interface DailyJob<P> extends JobKind<P> {

    /** The hour in the business zone, which is asked anew for every next day. */
    LocalTime at();

    P payload();
}
