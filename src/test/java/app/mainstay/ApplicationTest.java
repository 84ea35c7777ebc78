package app.mainstay;

import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.ScriptedJob;
import app.mainstay.security.Viewers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextCustomizerFactories;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * A test inside the whole application, on H2 in memory. All such tests share one context, so none may add beans of its own: a second
 * context costs ten seconds. Every test finds the database as a new installation's is, {@link TestClock} at its start, and commits.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(properties = {"spring.main.banner-mode=off", "mainstay.jobs.enabled=false",
        // Listeners that run apart in the application run at once in tests, after the commit all the same: nothing has to be waited for.
        "mainstay.listeners=0", "mainstay.milestones=0"})
@Import({TestClock.class, Viewers.class, Fixtures.class, CleanDatabase.class, JobDriver.class, ScriptedJob.class})
@ContextCustomizerFactories(TestDatabase.Factory.class)
@TestExecutionListeners(listeners = CleanDatabase.BeforeEach.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
public @interface ApplicationTest {
}
