package app.mainstay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.base.bulk.Bulk;
import app.mainstay.base.bulk.BulkRequest;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.importing.ImportService;
import app.mainstay.jobs.JobDriver;
import app.mainstay.jobs.JobEnded;
import app.mainstay.jobs.JobState;
import app.mainstay.mail.MailServer;
import app.mainstay.security.Passwords;
import app.mainstay.security.Preferences;
import app.mainstay.security.Role;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.security.signin.RememberMe;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Slice;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class NotificationTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    Notifications notifications;
    @Autowired
    Teller teller;
    @Autowired
    EventRepeat repeat;
    @Autowired
    Passwords passwords;
    @Autowired
    Preferences preferences;
    @Autowired
    UserService users;
    @Autowired
    Fixtures fixtures;
    @Autowired
    Bulk bulk;
    @Autowired
    JobDriver driver;
    @Autowired
    TestClock clock;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    private void publish(Object event) {
        transaction.executeWithoutResult(status -> events.publishEvent(event));
    }

    private JobEnded job(long id, Viewer whose) {
        return new JobEnded(id, "bulk-run", whose.id(), JobState.DONE, "accounts", List.of(Problem.of(null, "bulk.done", 3, 2, 1)));
    }

    private List<String> said(Viewer who, Locale locale) {
        return fixtures.as(who, () -> notifications.page(NotificationFilter.ALL, new Slice<>(0, 100, List.of())).stream().map(row -> row.said().in(locale)).toList());
    }

    private int unread(Viewer who) {
        return fixtures.as(who, () -> notifications.unread());
    }

    private NotificationRow newest(Viewer who) {
        return fixtures.as(who, () -> notifications.page(NotificationFilter.ALL, new Slice<>(0, 1, List.of())).getFirst());
    }

    @Test
    void whoseJobEndedIsToldInTheOwnLanguage() {
        publish(job(7, company.member()));
        assertThat(said(company.member(), Locale.ENGLISH)).singleElement().asString().startsWith("Bulk edit is done. ").contains("3").doesNotContain("{");
        assertThat(said(company.member(), CHINESE)).singleElement().asString().contains("已完成").contains("批量修改");
        assertThat(newest(company.member()).path()).isEqualTo("accounts");
        assertThat(unread(company.colleague())).isZero();
    }

    @Test
    void aBulkEditIsToldToWhoBeganItWhenItHasEnded() {
        fixtures.account(company, "Acme", company.member());
        long job = fixtures.as(company.manager(),
                () -> bulk.submit(new BulkRequest("accounts", BulkSelection.matching("tier=core"), "tier", List.of("STRATEGIC"), "grown"))).jobId();
        assertThat(unread(company.manager())).isZero();
        driver.runDue();
        assertThat(said(company.manager(), Locale.ENGLISH)).singleElement().asString().startsWith("Bulk edit is done. ");
        assertThat(newest(company.manager()).path()).isEqualTo("accounts");
        assertThat(jdbc.sql("select source from notification_entry").query(String.class).single()).isEqualTo(Ids.text(job));
        assertThat(unread(company.member())).isZero();
    }

    @Test
    void whoseImportIsStoredIsTold() {
        publish(new ImportService.Imported(9, company.manager().id(), "accounts.csv", 10, 2, 1));
        assertThat(said(company.manager(), Locale.ENGLISH)).containsExactly("The import of “accounts.csv” is done: 10 new, 2 changed, 1 refused.");
    }

    @Test
    void anEventThatIsDeliveredTwiceIsToldOnce() {
        publish(job(7, company.member()));
        publish(job(7, company.member()));
        publish(job(8, company.member()));
        assertThat(unread(company.member())).isEqualTo(2);
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        transaction.executeWithoutResult(status -> {
            events.publishEvent(job(7, company.member()));
            status.setRollbackOnly();
        });
        assertThat(unread(company.member())).isZero();
        assertThat(registered()).isZero();
    }

    /** What a crash between commit and listener leaves behind is exactly this: the event in the registry. */
    @Test
    void anEventThatNobodyHeardIsDeliveredLater() {
        var first = job(7, company.member());
        jdbc.sql("update security_user set active = false where id = ?").param(company.member().id()).update();
        jdbc.sql("alter table notification_entry rename to notification_gone").update();
        try {
            publish(first);
        } finally {
            jdbc.sql("alter table notification_gone rename to notification_entry").update();
        }
        // Somebody inactive is told nothing, so the listener had nothing to fail over.
        assertThat(registered()).isZero();

        jdbc.sql("update security_user set active = true where id = ?").param(company.member().id()).update();
        jdbc.sql("alter table notification_entry rename to notification_gone").update();
        try {
            publish(first);
        } finally {
            jdbc.sql("alter table notification_gone rename to notification_entry").update();
        }
        assertThat(registered()).isEqualTo(1);
        repeat();
        assertThat(unread(company.member())).isZero();
        clock.advance(Duration.ofMinutes(5));
        repeat();
        assertThat(unread(company.member())).isEqualTo(1);
        assertThat(registered()).isZero();
    }

    @Test
    void anEventWhoseListenerGotNoConnectionIsDeliveredLater(@Autowired DataSource dataSource) throws Exception {
        var pool = dataSource.unwrap(HikariDataSource.class);
        long patience = pool.getConnectionTimeout();
        List<Connection> taken = new ArrayList<>();
        try {
            transaction.executeWithoutResult(status -> {
                events.publishEvent(job(7, company.member()));
                try {
                    // The last one is that of this transaction.
                    while (taken.size() < pool.getMaximumPoolSize() - 1) {
                        taken.add(pool.getConnection());
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                pool.setConnectionTimeout(250);
            });
        } finally {
            pool.setConnectionTimeout(patience);
            for (var connection : taken) {
                connection.close();
            }
        }
        assertThat(unread(company.member())).isZero();
        assertThat(registered()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        repeat();
        assertThat(unread(company.member())).isEqualTo(1);
        assertThat(registered()).isZero();
    }

    @Test
    void fewListenersRunAtOnceAndAllOfThemInTheEnd() throws Exception {
        var threads = new ListenerThreads(3).getAsyncExecutor();
        var connections = new Semaphore(3);
        var refused = new AtomicInteger();
        var begun = new CountDownLatch(3);
        var rest = new CountDownLatch(1);
        var done = new CountDownLatch(500);
        for (int i = 0; i < 500; i++) {
            threads.execute(() -> {
                if (!connections.tryAcquire()) {
                    refused.incrementAndGet();
                } else {
                    begun.countDown();
                    try {
                        rest.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    connections.release();
                }
                done.countDown();
            });
        }
        begun.await();
        rest.countDown();
        done.await();
        assertThat(refused).hasValue(0);
    }

    private void repeat() {
        SystemWork.run(() -> {
            repeat.run();
            return true;
        });
    }

    private int registered() {
        return jdbc.sql("select count(*) from EVENT_PUBLICATION").query(Integer.class).single();
    }

    @Test
    void whosePasswordIsSetBySomebodyElseIsTold() {
        fixtures.as(company.administrator(), () -> passwords.setOneTime(company.member().id()));
        assertThat(said(company.member(), Locale.ENGLISH)).singleElement().asString().startsWith("Somebody else has set your password.");
        assertThat(newest(company.member()).path()).isEqualTo("security");
        // By the system, as at the first start, is nobody else.
        SystemWork.run(() -> passwords.setOneTime(company.colleague().id()));
        assertThat(unread(company.colleague())).isZero();
    }

    @Test
    void whoseDeviceWasStolenIsTold() {
        publish(new RememberMe.Theft(1, company.member().id()));
        assertThat(said(company.member(), CHINESE)).singleElement().asString().contains("修改密码");
    }

    @Test
    void nobodySeesOrReadsAnothersNotifications() {
        publish(job(7, company.member()));
        long id = newest(company.member()).id();
        for (Viewer other : List.of(company.colleague(), company.director(), company.administrator())) {
            assertThat(said(other, Locale.ENGLISH)).isEmpty();
            fixtures.as(other, () -> {
                assertThatThrownBy(() -> notifications.open(id)).isInstanceOf(NotFoundException.class);
                notifications.readAll();
                assertThat(notifications.isMe(company.member().id())).isFalse();
            });
        }
        assertThat(unread(company.member())).isEqualTo(1);
    }

    @Test
    void openingReadsOneAndTheButtonAll() {
        for (int i = 0; i < 3; i++) {
            publish(job(i, company.member()));
        }
        long id = newest(company.member()).id();
        assertThat(fixtures.as(company.member(), () -> notifications.open(id))).isEqualTo("accounts");
        assertThat(unread(company.member())).isEqualTo(2);
        fixtures.as(company.member(), () -> notifications.readAll());
        assertThat(unread(company.member())).isZero();
    }

    @Test
    void sentencesHoldTextsNumbersDatesAndOtherSentences() {
        transaction.executeWithoutResult(status -> teller.tell(company.member().id(), "notification.imported", "x", "import", "a {0} 'name'", 1_200,
                LocalDate.of(2026, 11, 26), Problem.of(null, "jobs.kind.bulk-run")));
        assertThat(said(company.member(), Locale.ENGLISH)).containsExactly("The import of “a {0} 'name'” is done: 1,200 new, 26 Nov 2026 changed, Bulk edit refused.");
        assertThat(said(company.member(), CHINESE).getFirst()).contains("2026-11-26");
    }

    @Test
    void mailsGoToThoseWhoWantThemInTheirLanguage() throws Exception {
        try (var server = new MailServer().use(jdbc)) {
            publish(job(1, company.member()));
            assertThat(jdbc.sql("select count(*) from mail_message").query(Integer.class).single()).isZero();

            fixtures.as(company.member(), () -> notifications.byMail(true, CHINESE));
            var system = driver.nights();
            publish(job(2, company.member()));
            publish(job(2, company.member()));
            publish(job(3, company.colleague()));
            system.run();
            var mail = server.received();
            assertThat(mail).hasSize(1);
            assertThat(mail.getFirst().getSubject()).startsWith("Mainstay：").contains("已完成");
            assertThat(MailServer.part(mail.getFirst(), "text/plain")).contains("https://mainstay.example/notifications?open=");

            fixtures.as(company.member(), () -> {
                preferences.set(Preferences.LANGUAGE, "en");
                assertThat(notifications.byMail()).isTrue();
            });
            publish(job(4, company.member()));
            assertThat(jdbc.sql("select subject from mail_message order by id desc limit 1").query(String.class).single()).startsWith("Mainstay: Bulk edit is done.");
            // Administrators see that there is one and not what it says: it may name an account.
            assertThat(jdbc.sql("select secret from mail_message").query(Boolean.class).list()).containsOnly(true);

            fixtures.as(company.member(), () -> notifications.byMail(false, CHINESE));
            publish(job(5, company.member()));
            assertThat(jdbc.sql("select count(*) from mail_message").query(Integer.class).single()).isEqualTo(2);
        }
    }

    @Test
    void whoHasNoAddressIsToldBehindTheBellOnly() {
        try (var server = new MailServer().use(jdbc)) {
            fixtures.as(company.member(), () -> notifications.byMail(true, CHINESE));
            fixtures.as(company.administrator(), () -> users.save(new UserDraft(company.member().id(), "member", "Member", null, Role.MEMBER, company.city(), 0)));
            fixtures.as(company.member(), () -> assertThat(notifications.canMail()).isFalse());
            publish(job(2, company.member()));
            assertThat(unread(company.member())).isEqualTo(1);
            assertThat(jdbc.sql("select count(*) from mail_message").query(Integer.class).single()).isZero();
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void oldOnesGoAtNightReadOnesEarlier() {
        var nights = driver.nights();
        publish(job(1, company.member()));
        fixtures.as(company.member(), () -> notifications.readAll());
        publish(job(2, company.member()));
        clock.advance(Duration.ofDays(91));
        nights.run();
        assertThat(said(company.member(), Locale.ENGLISH)).hasSize(1);
        clock.advance(Duration.ofDays(90));
        nights.run();
        assertThat(said(company.member(), Locale.ENGLISH)).isEmpty();
    }
}
