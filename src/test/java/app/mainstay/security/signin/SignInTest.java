package app.mainstay.security.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.security.Passwords;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.log.SecurityEntry;
import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityFilter;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import app.mainstay.security.log.SecuritySort;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Sql;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.RequestContextFilter;

/** Through the real filters, as a browser does it; what comes behind them is not asked here. */
@DatabaseTest
class SignInTest {

    private static final String FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    /** Whatever it is: the filters let a signed-in person through to where nothing answers. */
    private static final String INSIDE = "/nothing-answers-here";

    @Autowired
    WebApplicationContext context;
    @Autowired
    Fixtures fixtures;
    @Autowired
    UserService users;
    @Autowired
    Passwords passwords;
    @Autowired
    Sessions sessions;
    @Autowired
    SessionStore store;
    @Autowired
    SecurityLog log;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;
    MockMvc mvc;

    @BeforeEach
    void company() {
        company = fixtures.company();
        mvc = MockMvcBuilders.webAppContextSetup(context).addFilters(new RequestContextFilter()).apply(springSecurity())
                .addFilters((request, response, chain) -> {
                    // In place of Vaadin's servlet, which these tests are not about.
                }).build();
    }

    private record Browser(@Nullable MockHttpSession session, MockHttpServletResponse answer) {

        String to() {
            return Objects.requireNonNull(answer.getRedirectedUrl());
        }

        Cookie device() {
            return Objects.requireNonNull(answer.getCookie("mainstay-device"));
        }
    }

    private Browser signIn(String name, String password, String address, boolean remember) {
        var request = post("/login").param("username", name).param("password", password).with(csrf()).header("User-Agent", FIREFOX)
                .with(from -> {
                    from.setRemoteAddr(address);
                    return from;
                });
        return perform(remember ? request.param("remember-me", "on") : request);
    }

    private Browser signIn(String name, String password) {
        return signIn(name, password, "10.0.0.1", false);
    }

    private Browser perform(org.springframework.test.web.servlet.RequestBuilder request) {
        try {
            var result = mvc.perform(request).andReturn();
            return new Browser((MockHttpSession) result.getRequest().getSession(false), result.getResponse());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isIn(Browser browser) {
        return isIn(Objects.requireNonNull(browser.session()));
    }

    private boolean isIn(MockHttpSession session) {
        return !session.isInvalid() && perform(get(INSIDE).session(session)).answer().getRedirectedUrl() == null;
    }

    private List<SecurityEntry> entries() {
        return fixtures.as(company.administrator(), () -> log.page(SecurityFilter.ALL, new Slice<>(0, 100, List.of(new Slice.Order<>(SecuritySort.TIME, false)))));
    }

    private List<SecurityEvent> events() {
        return entries().stream().map(SecurityEntry::event).filter(event -> event != SecurityEvent.PASSWORD_SET).toList();
    }

    private long rows(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    // ---- delays ----

    @Test
    void whoSignsInIsInTheLogWithDeviceAndAddress() {
        fixtures.password(company.member());

        var browser = signIn(" Member ", Fixtures.PASSWORD);

        assertThat(browser.to()).isEqualTo("/");
        assertThat(isIn(browser)).isTrue();
        assertThat(entries().getLast()).satisfies(entry -> {
            assertThat(entry.event()).isEqualTo(SecurityEvent.SIGN_IN);
            assertThat(entry.user()).isEqualTo("Member");
            assertThat(entry.device()).isEqualTo("Firefox · Windows");
            assertThat(entry.address()).isEqualTo("10.0.0.1");
        });
    }

    @Test
    void afterThreeFailuresEveryFurtherOneWaitsTwiceAsLong() {
        fixtures.password(company.member());
        for (int i = 0; i < 3; i++) {
            assertThat(signIn("member", "wrong").to()).isEqualTo("/login?error");
        }
        assertThat(signIn("member", "wrong").to()).isEqualTo("/login?error&wait=2");
        // Now the right one is too early as well: nobody learns anything by trying.
        assertThat(signIn("member", Fixtures.PASSWORD).to()).isEqualTo("/login?early&wait=2");
        clock.advance(Duration.ofMillis(1_500));
        assertThat(signIn("member", Fixtures.PASSWORD).to()).isEqualTo("/login?early&wait=1");
        clock.advance(Duration.ofMillis(500));
        assertThat(signIn("member", "wrong").to()).isEqualTo("/login?error&wait=4");
        clock.advance(Duration.ofSeconds(4));
        assertThat(signIn("member", Fixtures.PASSWORD).to()).isEqualTo("/");
        // A success makes a clean sheet.
        assertThat(signIn("member", "wrong").to()).isEqualTo("/login?error");
        assertThat(events()).containsExactly(SecurityEvent.FAILURE, SecurityEvent.FAILURE, SecurityEvent.FAILURE, SecurityEvent.FAILURE,
                SecurityEvent.DELAY, SecurityEvent.FAILURE, SecurityEvent.SIGN_IN, SecurityEvent.FAILURE);
    }

    @Test
    void aOneTimePasswordThatIsTooOldIsToldToWhoKnowsItAndToNobodyElse() {
        String old = fixtures.as(company.administrator(), () -> passwords.setOneTime(company.member().id()));
        assertThat(signIn("member", old).to()).isEqualTo("/");
        clock.advance(Duration.ofDays(7));
        assertThat(signIn("member", old).to()).isEqualTo("/login?expired");
        assertThat(signIn("member", "wrong").to()).isEqualTo("/login?error");
        assertThat(entries()).extracting(SecurityEntry::reason).contains(SecurityReason.EXPIRED, SecurityReason.WRONG_PASSWORD);
    }

    @Test
    void unknownAndInactivePeopleGetTheSameAnswers() {
        fixtures.password(company.member());
        fixtures.password(company.stranger());
        fixtures.as(company.administrator(), () -> users.deactivate(company.stranger().id()));
        for (int i = 0; i < 6; i++) {
            String known = signIn("member", "wrong").to();
            assertThat(signIn("nobody", "wrong").to()).isEqualTo(known);
            assertThat(signIn("stranger", Fixtures.PASSWORD).to()).isEqualTo(known);
            assertThat(signIn("colleague", "").to()).isEqualTo(known);
        }
        assertThat(entries().stream().map(SecurityEntry::reason).filter(Objects::nonNull).distinct()).contains(SecurityReason.UNKNOWN_NAME,
                SecurityReason.WRONG_PASSWORD, SecurityReason.INACTIVE, SecurityReason.NO_PASSWORD, SecurityReason.USER);
        // What was typed as a name may be a password.
        assertThat(jdbc.sql("select count(*) from security_delay where subject like '%nobody%'").query(Long.class).single()).isZero();
    }

    @Test
    void anAddressThatTriesManyNamesWaitsToo() {
        for (int i = 0; i < 20; i++) {
            assertThat(signIn("name" + i, "wrong").to()).isEqualTo("/login?error");
        }
        assertThat(signIn("name20", "wrong").to()).isEqualTo("/login?error&wait=2");
        assertThat(signIn("name21", "wrong").to()).isEqualTo("/login?early&wait=2");
        assertThat(signIn("name21", "wrong", "10.0.0.2", false).to()).isEqualTo("/login?error");
        assertThat(entries()).last().extracting(SecurityEntry::reason).isEqualTo(SecurityReason.UNKNOWN_NAME);
        assertThat(entries()).extracting(SecurityEntry::reason).contains(SecurityReason.ADDRESS);
    }

    @Test
    void theLongestDelayIsFiveMinutesAndFailuresAreForgiven() {
        String last = "";
        for (int i = 0; i < 15; i++) {
            last = signIn("nobody", "wrong", "10.0." + i + ".1", false).to();
            clock.advance(SignInDelays.LONGEST);
        }
        assertThat(last).isEqualTo("/login?error");
        for (int i = 0; i < 12; i++) {
            last = signIn("somebody", "wrong", "10.1." + i + ".1", false).to();
            clock.advance(Duration.ofSeconds(1L << Math.max(0, i - 2)));
        }
        assertThat(last).isEqualTo("/login?error&wait=300");
    }

    @Test
    void networksOfIpv6AreOneAddress() {
        assertThat(SignInDelays.addressKey("2001:db8:1:2:3:4:5:6")).isEqualTo(SignInDelays.addressKey("2001:0db8:0001:0002::9"))
                .isNotEqualTo(SignInDelays.addressKey("2001:db8:1:3:3:4:5:6"));
        assertThat(SignInDelays.addressKey("::ffff:10.0.0.1")).isEqualTo(SignInDelays.addressKey("10.0.0.1"));
        assertThat(SignInDelays.addressKey("::1")).isEqualTo("0:0:0:0::/64");
    }

    @Test
    void guessingAtTheOwnPasswordWaitsAsWell() {
        fixtures.password(company.member());
        fixtures.as(company.member(), () -> {
            for (int i = 0; i < 4; i++) {
                refused("problem.passwordWrong", () -> passwords.change("wrong", "another fine sentence", false));
            }
            refused("problem.passwordWait", () -> passwords.change(Fixtures.PASSWORD, "another fine sentence", false));
            clock.advance(Duration.ofSeconds(2));
            passwords.change(Fixtures.PASSWORD, "another fine sentence", false);
        });
        assertThat(events()).endsWith(SecurityEvent.FAILURE, SecurityEvent.PASSWORD_CHANGED);
    }

    private static void refused(String key, Runnable attempt) {
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(app.mainstay.shared.RefusedException.class, attempt::run).problems())
                .singleElement().extracting(app.mainstay.shared.Problem::key).isEqualTo(key);
    }

    // ---- sessions ----

    @Test
    void theOwnSessionsAreSeenAndEnded() throws InterruptedException {
        fixtures.password(company.member());
        var here = signIn("member", Fixtures.PASSWORD);
        var there = signIn("member", Fixtures.PASSWORD, "10.0.0.2", true);

        long other = fixtures.as(company.member(), () -> {
            assertThat(sessions.mine()).hasSize(2).allMatch(session -> "Firefox · Windows".equals(session.device()));
            return sessions.mine().stream().filter(session -> session.address().equals("10.0.0.2")).findFirst().orElseThrow().id();
        });
        assertThat(rows("security_remember")).isEqualTo(1);
        // Of others one neither sees nor ends anything.
        fixtures.as(company.colleague(), () -> {
            assertThat(sessions.mine()).isEmpty();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> sessions.end(other)).isInstanceOf(app.mainstay.shared.NotFoundException.class);
        });
        fixtures.as(company.member(), () -> sessions.end(other));

        assertGone(there);
        assertThat(isIn(here)).isTrue();
        // Nor does the device come back by its token.
        assertThat(rows("security_remember")).isZero();
    }

    /** The container's session ends in a thread of its own. */
    private void assertGone(Browser browser) throws InterruptedException {
        var session = Objects.requireNonNull(browser.session());
        for (int i = 0; i < 100 && !session.isInvalid(); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void deactivationEndsEverythingAtOnce() throws InterruptedException {
        fixtures.password(company.member());
        var browser = signIn("member", Fixtures.PASSWORD, "10.0.0.1", true);
        fixtures.as(company.administrator(), () -> users.deactivate(company.member().id()));

        assertGone(browser);
        assertThat(rows("security_session")).isZero();
        assertThat(rows("security_remember")).isZero();
        assertThat(perform(get(INSIDE).cookie(browser.device())).to()).endsWith("/login");
        assertThat(entries()).last().extracting(SecurityEntry::event, SecurityEntry::reason, SecurityEntry::actor)
                .containsExactly(SecurityEvent.SESSION_ENDED, SecurityReason.DEACTIVATED, "Administrator");
    }

    @Test
    void anotherRoleEndsEverythingAndAnotherUnitTheSessions() throws InterruptedException {
        fixtures.password(company.member());
        var first = signIn("member", Fixtures.PASSWORD, "10.0.0.1", true);
        fixtures.as(company.administrator(), () -> users.save(with(users.get(company.member().id()), Role.MEMBER, company.south())));
        assertGone(first);
        assertThat(rows("security_remember")).isEqualTo(1);
        var second = perform(get(INSIDE).cookie(first.device()));
        assertThat(isIn(second)).isTrue();

        fixtures.as(company.administrator(), () -> users.save(with(users.get(company.member().id()), Role.MANAGER, company.south())));
        assertGone(second);
        assertThat(rows("security_remember")).isZero();
    }

    private static UserDraft with(UserDraft draft, Role role, long unit) {
        return new UserDraft(draft.id(), draft.username(), draft.displayName(), draft.email(), role, unit, draft.version());
    }

    @Test
    void aPasswordSetByAnAdministratorEndsTheSessions() throws InterruptedException {
        fixtures.password(company.member());
        var browser = signIn("member", Fixtures.PASSWORD);
        fixtures.as(company.administrator(), () -> passwords.setOneTime(company.member().id()));
        assertGone(browser);
    }

    @Test
    void changingThePasswordEndsTheOthersOnlyWhereAsked() throws InterruptedException {
        fixtures.password(company.member());
        var browser = signIn("member", Fixtures.PASSWORD);
        fixtures.as(company.member(), () -> passwords.change(Fixtures.PASSWORD, "another fine sentence", false));
        assertThat(isIn(browser)).isTrue();
        fixtures.as(company.member(), () -> passwords.change("another fine sentence", "a third fine sentence", true));
        assertGone(browser);
    }

    @Test
    void whoDoesNothingIsSignedOutAndABrowserAloneIsNobody() {
        fixtures.password(company.member());
        var browser = signIn("member", Fixtures.PASSWORD);
        clock.advance(Duration.ofMinutes(119));
        assertThat(isIn(browser)).isTrue();
        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofMinutes(59));
            perform(get("/").param("v-r", "heartbeat").session(Objects.requireNonNull(browser.session())));
        }
        assertThat(isIn(browser)).isTrue();
        clock.advance(Duration.ofMinutes(120));
        assertThat(isIn(browser)).isFalse();
        assertThat(entries()).last().extracting(SecurityEntry::reason).isEqualTo(SecurityReason.IDLE);
    }

    /** A list that push refreshes is confirmed by the page with a call of its own: a screen that moves by itself keeps nobody signed in. */
    @Test
    void aListThatRefreshesItselfIsNoActivity() {
        fixtures.password(company.member());
        var browser = signIn("member", Fixtures.PASSWORD);
        for (int i = 0; i < 119; i++) {
            clock.advance(Duration.ofMinutes(1));
            var answer = perform(post("/").param("v-r", "uidl").session(Objects.requireNonNull(browser.session())));
            assertThat(answer.answer().getRedirectedUrl()).isNull();
        }
        assertThat(jdbc.sql("select seen_at from security_session").query(LocalDateTime.class).single()).isEqualTo(Sql.utc(TestClock.START));
        clock.advance(Duration.ofMinutes(1));
        assertThat(isIn(browser)).isFalse();
        assertThat(entries()).last().extracting(SecurityEntry::reason).isEqualTo(SecurityReason.IDLE);
    }

    @Test
    void theLongestSessionEndsThoughSomebodyIsWorking() throws InterruptedException {
        fixtures.password(company.member());
        var browser = signIn("member", Fixtures.PASSWORD);
        for (int i = 0; i < 11; i++) {
            clock.advance(Duration.ofHours(1));
            assertThat(isIn(browser)).isTrue();
        }
        clock.advance(Duration.ofHours(1));
        store.endOverdue();
        assertGone(browser);
        assertThat(entries()).last().extracting(SecurityEntry::reason).isEqualTo(SecurityReason.TOO_LONG);
    }

    @Test
    void aSessionThatAnotherServerEndedGoesNoFurther() {
        fixtures.password(company.member());
        var browser = signIn("member", Fixtures.PASSWORD);
        jdbc.sql("delete from security_session").update();
        clock.advance(Duration.ofSeconds(10));
        assertThat(isIn(browser)).isFalse();
    }

    @Test
    void signingOutIsWrittenDownAndForgetsTheDevice() {
        fixtures.password(company.member());
        var browser = signIn("member", Fixtures.PASSWORD, "10.0.0.1", true);
        perform(post("/logout").with(csrf()).session(Objects.requireNonNull(browser.session())).cookie(browser.device()));

        assertThat(events()).containsExactly(SecurityEvent.SIGN_IN, SecurityEvent.SIGN_OUT);
        assertThat(rows("security_session")).isZero();
        assertThat(rows("security_remember")).isZero();
    }

    // ---- devices that stay signed in ----

    @Test
    void aDeviceComesBackAndGetsAnotherTokenEachTime() {
        fixtures.password(company.member());
        var first = signIn("member", Fixtures.PASSWORD, "10.0.0.1", true);
        assertThat(first.device().isHttpOnly()).isTrue();
        assertThat(first.device().getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(jdbc.sql("select count(*) from security_remember where token_hash like ?").param("%" + first.device().getValue() + "%")
                .query(Long.class).single()).isZero();

        var second = perform(get(INSIDE).cookie(first.device()));
        assertThat(isIn(second)).isTrue();
        assertThat(second.device().getValue()).isNotEqualTo(first.device().getValue());
        // The second of two pages that a starting browser asks for.
        assertThat(isIn(perform(get(INSIDE).cookie(first.device())))).isTrue();
        assertThat(entries()).last().extracting(SecurityEntry::reason).isEqualTo(SecurityReason.REMEMBERED);

        clock.advance(Duration.ofDays(15));
        assertThat(perform(get(INSIDE).cookie(second.device())).to()).endsWith("/login");
    }

    @Test
    void aTokenThatIsUsedTwiceEndsEverything() throws InterruptedException {
        fixtures.password(company.member());
        var owner = signIn("member", Fixtures.PASSWORD, "10.0.0.1", true);
        var thief = perform(get(INSIDE).cookie(owner.device()));
        assertThat(isIn(thief)).isTrue();
        clock.advance(Duration.ofMinutes(2));

        var again = perform(get(INSIDE).cookie(owner.device()));
        assertThat(again.to()).endsWith("/login");
        // So that the sign-in page can say why.
        assertThat(again.answer().getCookie(RememberMe.THEFT)).isNotNull();
        assertGone(thief);
        assertGone(owner);
        assertThat(rows("security_remember")).isZero();
        assertThat(events()).contains(SecurityEvent.THEFT);
        assertThat(jdbc.sql("select user_id from notification_entry where kind = 'notification.theft'").query(Long.class).list())
                .containsExactly(company.member().id());
    }

    @Test
    void withoutTheSettingNoDeviceStays() {
        fixtures.password(company.member());
        jdbc.sql("update security_settings set remember_days = 0").update();
        assertThat(signIn("member", Fixtures.PASSWORD, "10.0.0.1", true).answer().getCookie("mainstay-device")).isNull();
    }
}
