package app.mainstay;

import java.util.concurrent.Executor;
import org.springframework.scheduling.annotation.AsyncConfigurer;

/** Listeners that run apart in the application run at once in tests, after the commit all the same: nothing has to be waited for. */
class SameThread implements AsyncConfigurer {

    @Override
    public Executor getAsyncExecutor() {
        return Runnable::run;
    }
}
