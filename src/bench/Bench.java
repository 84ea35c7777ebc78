import app.mainstay.Application;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;

/** What the benchmarks share that start the product in themselves. */
final class Bench {

    private Bench() {
    }

    static ConfigurableApplicationContext start(String[] args) {
        // The server's threads would go on without it, and whoever waits for the benchmark, too.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            if (thread.getName().equals("main")) {
                Runtime.getRuntime().halt(1);
            }
        });
        return SpringApplication.run(Application.class, args);
    }

    /** Most people of a company for measuring have no password. */
    static void signIn(ConfigurableApplicationContext context, String name) {
        context.getBean(JdbcTemplate.class).update("update security_user u join security_user d on d.username = 'director' set u.password_hash = d.password_hash "
                + "where u.username = ? and u.password_hash is null", name);
        var who = context.getBean(UserDetailsService.class).loadUserByUsername(name);
        SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated(who, null, who.getAuthorities()));
    }
}
