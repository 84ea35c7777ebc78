package app.mainstay;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * An {@link ApplicationTest} whose outcome may depend on the database: it runs on H2 always and once more on a real MySQL under
 * {@code ./mainstay test --full}. A single one on MySQL: {@code mvn test -Dmainstay.full=true -Dtest=...}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ApplicationTest
@Tag("database")
public @interface DatabaseTest {
}
