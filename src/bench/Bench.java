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
        context.getBean(JdbcTemplate.class).update("insert into security_password (user_id, hash, must_change, changed_at) "
                + "select u.id, p.hash, p.must_change, p.changed_at from security_user u join security_user d join security_password p on p.user_id = d.id where d.username = 'director' and u.username = ? and not exists "
                + "(select 1 from security_password o where o.user_id = u.id)", name);
        var who = context.getBean(UserDetailsService.class).loadUserByUsername(name);
        SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated(who, null, who.getAuthorities()));
    }
}
