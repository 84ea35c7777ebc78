package app.mainstay.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTest {

    @Autowired
    private UserService users;
    @Autowired
    private UnitService units;
    @Autowired
    private Passwords passwords;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private PasswordEncoder encoder;
    @Autowired
    private UserQueries queries;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void emptyInstallationGetsOneAdministratorWhosePasswordStandsInTheLogOnce(CapturedOutput output) {
        var first = new FirstAdministrator(users, units, passwords, transaction, "示例公司");
        first.run();
        first.run();

        var said = Pattern.compile("The first user is \"admin\" with the one-time password (\\S+) \\(to be changed at the first sign-in, within 7 days\\)")
                .matcher(output).results().toList();
        assertThat(said).hasSize(1);
        String password = said.getFirst().group(1);
        assertThat(password).hasSize(16);
        var admin = queries.viewer("admin").orElseThrow();
        assertThat(admin.role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(encoder.matches(password, admin.getPassword())).isTrue();
        assertThat(jdbc.sql("select must_change from security_password").query(Boolean.class).list()).containsExactly(true);
        assertThat(jdbc.sql("select name from security_unit").query(String.class).list()).containsExactly("示例公司");
        assertThat(jdbc.sql("select count(*) from security_user").query(Long.class).single()).isEqualTo(1);
    }
}
