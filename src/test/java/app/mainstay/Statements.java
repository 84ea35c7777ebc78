package app.mainstay;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements that a piece of work sends to the database from its own thread, by JDBC and by Hibernate. */
public final class Statements {

    private Statements() {
    }

    public static List<String> of(Runnable work) {
        var heard = new ListAppender<ILoggingEvent>();
        heard.start();
        List<Runnable> endings = new ArrayList<>();
        for (String name : List.of(JdbcTemplate.class.getName(), "org.hibernate.SQL")) {
            var logger = (Logger) LoggerFactory.getLogger(name);
            var level = logger.getLevel();
            logger.setLevel(Level.DEBUG);
            logger.addAppender(heard);
            logger.setAdditive(false);
            endings.add(() -> {
                logger.detachAppender(heard);
                logger.setLevel(level);
                logger.setAdditive(true);
            });
        }
        try {
            work.run();
        } finally {
            endings.forEach(Runnable::run);
        }
        String thread = Thread.currentThread().getName();
        return List.copyOf(heard.list).stream().filter(event -> event.getThreadName().equals(thread))
                .filter(event -> event.getLoggerName().equals("org.hibernate.SQL") || event.getFormattedMessage().contains("SQL statement ["))
                .map(ILoggingEvent::getFormattedMessage).toList();
    }
}
