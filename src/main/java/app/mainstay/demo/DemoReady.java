package app.mainstay.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last line of a demonstration's start: where to go and who to be. */
@Component
@Profile("demo")
class DemoReady {

    private static final Logger log = LoggerFactory.getLogger("Mainstay");

    private final Environment environment;

    DemoReady(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void say() {
        log.info("Mainstay is ready at http://localhost:{} - sign in as director, manager, member or admin with the password {}",
                environment.getProperty("local.server.port", "8080"), DemoPeople.PASSWORD);
    }
}
