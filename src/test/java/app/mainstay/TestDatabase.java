package app.mainstay;

import app.mainstay.shared.Ids;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** The database of this test run: H2 in memory, or with {@code -Dmainstay.db=mysql} the run's own MySQL server. */
public enum TestDatabase {

    H2, MYSQL;

    public static final TestDatabase CURRENT = valueOf(System.getProperty("mainstay.db", "h2").toUpperCase(Locale.ROOT));

    private TestPropertyValues properties(String name) {
        return switch (this) {
            case H2 -> TestPropertyValues.of("spring.datasource.url=jdbc:h2:mem:" + name
                    + ";DB_CLOSE_DELAY=-1;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=0");
            case MYSQL -> TestPropertyValues.of("spring.datasource.url=" + MySqlServer.running().newDatabase(name),
                    "spring.datasource.username=root", "spring.datasource.password=",
                    // DatabaseRestartTest waits that long for a server that is gone, several times.
                    "spring.datasource.hikari.connection-timeout=4000");
        };
    }

    /** The address of one more database on the run's MySQL server, empty. */
    public static String anotherOnMySql() {
        return MySqlServer.running().newDatabase("another_" + Ids.text(Ids.next()).toLowerCase(Locale.ROOT));
    }

    public static void stopMySql() {
        MySqlServer.running().stop();
    }

    /** After {@link #stopMySql}; nothing where it runs. */
    public static void startMySql() {
        MySqlServer.running().startAgain();
    }

    /** The folder of MySQL's own programs. */
    public static Path mySqlPrograms() {
        return MySqlServer.home().resolve("bin");
    }

    /** Gives each Spring context an empty database of its own. */
    static class Factory implements ContextCustomizerFactory {

        @Override
        public ContextCustomizer createContextCustomizer(Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
            return new Customizer(CURRENT);
        }
    }

    /** A record, because equal customizers are what lets classes share their context. */
    private record Customizer(TestDatabase database) implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration config) {
            database.properties("mainstay_" + Ids.text(Ids.next()).toLowerCase(Locale.ROOT)).applyTo(context);
        }
    }
}
