package app.mainstay.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.jobs.JobDriver;
import app.mainstay.mail.MailServer;
import app.mainstay.security.Invitations.Standing;
import app.mainstay.security.log.Origin;
import app.mainstay.security.signin.SessionStore;
import app.mainstay.shared.RefusedException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;

@DatabaseTest
class InvitationTest {

    private static final Pattern LINK = Pattern.compile("https://mainstay\\.example/invite/([A-Za-z0-9_-]{43})\\s");

    @Autowired
    Invitations invitations;
    @Autowired
    Passwords passwords;
    @Autowired
    UserService users;
    @Autowired
    UserDetailsService signIn;
    @Autowired
    PasswordEncoder encoder;
    @Autowired
    SessionStore sessions;
    @Autowired
    Fixtures fixtures;
    @Autowired
    JobDriver driver;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;

    private final MailServer server = new MailServer();
    private Fixtures.Company company;
    private Runnable system;

    @BeforeEach
    void on() {
        company = fixtures.company();
        server.use(jdbc);
        system = driver.nights();
    }

    @AfterEach
    void off() {
        server.close();
    }

    /** Sends one and returns the token out of the mail, where alone it stands. */
    private String invite(Viewer whom) {
        fixtures.as(company.administrator(), () -> invitations.send(whom.id(), Locale.ENGLISH));
        var found = LINK.matcher(jdbc.sql("select body_text from mail_message order by id desc limit 1").query(String.class).single());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private MimeMessage last() {
        return server.received().getLast();
    }

    private List<String> log() {
        return jdbc.sql("select event, reason, u.username from security_log l left join security_user u on u.id = l.user_id order by l.id")
                .query((row, n) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)).list();
    }

    @Test
    void aLinkLetsItsOwnerChooseThePasswordOnce() throws Exception {
        sessions.begin(new MockHttpSession(), company.member(), Origin.of("10.0.0.1", null), null);
        String token = invite(company.member());
        system.run();
        assertThat(last().getSubject()).isEqualTo("Your access to Mainstay");
        assertThat(MailServer.part(last(), "text/plain")).contains("Hello Member,").contains("Your user name is member.").contains("until 2026-12-01 10:30");
        assertThat(invitations.find(token)).isEqualTo(new Invitations.Found(Standing.OPEN, "member", "Member"));

        invitations.accept(token, Fixtures.PASSWORD);
        assertThat(encoder.matches(Fixtures.PASSWORD, signIn.loadUserByUsername("member").getPassword())).isTrue();
        assertThat(jdbc.sql("select must_change from security_password").query(Boolean.class).list()).containsExactly(false);
        assertThat(jdbc.sql("select count(*) from security_session").query(Integer.class).single()).isZero();

        assertThat(invitations.find(token)).isEqualTo(new Invitations.Found(Standing.USED, "", ""));
        assertThatThrownBy(() -> invitations.accept(token, "quite another secret")).isInstanceOf(RefusedException.class);
        assertThat(encoder.matches(Fixtures.PASSWORD, signIn.loadUserByUsername("member").getPassword())).isTrue();
        assertThat(log()).contains("INVITED null member", "SESSION_ENDED PASSWORD member", "PASSWORD_CHANGED INVITATION member", "FAILURE INVITATION member");
    }

    @Test
    void theTokenStandsNowhereOnceTheMailHasLeft() {
        String token = invite(company.member());
        system.run();
        assertThat(jdbc.sql("select count(*) from mail_message where body_text is not null or body_html is not null").query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select token_hash from security_invitation").query(String.class).single()).isNotEqualTo(token).isEqualTo(Tokens.hash(token));
    }

    @Test
    void ofTwoAtOnceOneComesTooLate() {
        String token = invite(company.member());
        var both = Stream.of("the first of two secrets", "the second of two secrets").map(password -> CompletableFuture.supplyAsync(() -> {
            try {
                invitations.accept(token, password);
                return true;
            } catch (RefusedException late) {
                return false;
            }
        })).toList();
        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aLinkExpiresAfterSevenDays() {
        String token = invite(company.member());
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(invitations.find(token).standing()).isEqualTo(Standing.OPEN);
        clock.advance(Duration.ofSeconds(1));
        assertThat(invitations.find(token).standing()).isEqualTo(Standing.EXPIRED);
        assertThatThrownBy(() -> invitations.accept(token, Fixtures.PASSWORD)).isInstanceOf(RefusedException.class);
        assertThat(fixtures.as(company.administrator(), () -> invitations.open(company.member().id()))).isEmpty();
    }

    @Test
    void onlyTheNewestWorksAndNoneOnceAPasswordWasSetOtherwise() {
        String first = invite(company.member());
        String second = invite(company.member());
        assertThat(invitations.find(first).standing()).isEqualTo(Standing.REPLACED);
        assertThat(invitations.find(second).standing()).isEqualTo(Standing.OPEN);
        fixtures.password(company.member());
        assertThat(invitations.find(second).standing()).isEqualTo(Standing.REPLACED);
        assertThat(invitations.find("guessed").standing()).isEqualTo(Standing.UNKNOWN);
    }

    @Test
    void whoIsDeactivatedMeanwhileDoesNotComeIn() {
        String token = invite(company.stranger());
        fixtures.as(company.administrator(), () -> users.deactivate(company.stranger().id()));
        assertThat(invitations.find(token).standing()).isEqualTo(Standing.REPLACED);
        assertThatThrownBy(() -> invitations.accept(token, Fixtures.PASSWORD)).isInstanceOf(RefusedException.class);
    }

    @Test
    void anUnfitPasswordIsRefusedAndTheLinkStaysGood() {
        String token = invite(company.member());
        assertThatThrownBy(() -> invitations.accept(token, "password123")).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems().getFirst().field()).isEqualTo("next"));
        assertThat(invitations.find(token).standing()).isEqualTo(Standing.OPEN);
    }

    @Test
    void whatCannotBeSentIsRefused() {
        fixtures.as(company.administrator(), () -> {
            users.save(new UserDraft(company.member().id(), "member", "Member", null, Role.MEMBER, company.city(), 0));
            assertThatThrownBy(() -> invitations.send(company.member().id(), Locale.ENGLISH)).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.problems().getFirst().field()).isEqualTo("email"));
        });
        fixtures.as(company.manager(), () ->
                assertThatThrownBy(() -> invitations.send(company.member().id(), Locale.ENGLISH)).isInstanceOf(AccessDeniedException.class));
        assertThat(jdbc.sql("select count(*) from security_invitation").query(Integer.class).single()).isZero();
    }

    // ---- one-time passwords ----

    @Test
    void aOneTimePasswordThatNobodyUsedExpires() {
        String unused = SystemWork.run(() -> passwords.setOneTime(company.member().id()));
        fixtures.password(company.colleague());
        assertThat(encoder.matches(unused, signIn.loadUserByUsername("member").getPassword())).isTrue();
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(passwords.isExpired(company.member().id())).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(passwords.isExpired(company.member().id())).isTrue();
        assertThat(passwords.isExpired(company.colleague().id())).isFalse();

        clock.advance(Duration.ofDays(1));
        // Begun now: one of yesterday lasted too long, and whoever looks for those may come first.
        sessions.begin(new MockHttpSession(), company.member(), Origin.of("10.0.0.1", null), null);
        system.run();
        assertThat(jdbc.sql("select u.username from security_password p join security_user u on u.id = p.user_id").query(String.class).list())
                .containsExactly("colleague");
        assertThat(log()).contains("PASSWORD_EXPIRED null member", "SESSION_ENDED PASSWORD member");
    }

    @Test
    void whenNoAdministratorCanSignInTheNextStartIssuesAnotherPassword() {
        String first = SystemWork.run(() -> passwords.setOneTime(company.administrator().id()));
        assertThat(SystemWork.run(passwords::rescue)).isEmpty();
        clock.advance(Duration.ofDays(8));
        var rescue = SystemWork.run(passwords::rescue).orElseThrow();
        assertThat(rescue.username()).isEqualTo("administrator");
        assertThat(rescue.password()).isNotEqualTo(first);
        assertThat(SystemWork.run(passwords::rescue)).isEmpty();
    }
}
