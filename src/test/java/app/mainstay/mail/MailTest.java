package app.mainstay.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Role;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class MailTest {

    private static final MailDraft TEST = MailDraft.of("letter.test.", "mary@example.com", "Mary", Locale.ENGLISH);

    @Autowired
    Outbox outbox;
    @Autowired
    Postman postman;
    @Autowired
    MailStore store;
    @Autowired
    MailSetup setup;
    @Autowired
    MailSender sender;
    @Autowired
    Fixtures fixtures;
    @Autowired
    JobDriver driver;
    @Autowired
    TestClock clock;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;

    private final MailServer server = new MailServer();
    private Fixtures.Company company;

    @BeforeEach
    void on() {
        company = fixtures.company();
        server.use(jdbc);
    }

    @AfterEach
    void off() {
        server.close();
    }

    private MailRow row(long id) {
        return fixtures.as(company.administrator(), () -> outbox.find(id).orElseThrow());
    }

    @Test
    void aMailLeavesOnceAndByItself() throws Exception {
        long id = outbox.send(TEST).orElseThrow();
        var server = driver.nights();
        server.run();
        clock.advance(Duration.ofMinutes(1));
        server.run();

        var mail = this.server.received();
        assertThat(mail).hasSize(1);
        assertThat(mail.getFirst().getSubject()).isEqualTo("Test mail from Mainstay");
        assertThat(mail.getFirst().getRecipients(Message.RecipientType.TO)).containsExactly(new InternetAddress("mary@example.com", "Mary"));
        assertThat(mail.getFirst().getFrom()).containsExactly(new InternetAddress("crm@mainstay.example", "Mainstay"));
        assertThat(MailServer.messageId(mail.getFirst())).isEqualTo(MailServer.expectedId(id));
        assertThat(mail.getFirst().getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(row(id)).extracting(MailRow::state, MailRow::tries, MailRow::nextTryAt).containsExactly(MailState.SENT, 1, null);
    }

    @Test
    void whatIsRolledBackIsNeverWritten() {
        transaction.executeWithoutResult(status -> {
            outbox.send(TEST);
            status.setRollbackOnly();
        });
        postman.run();
        assertThat(server.received()).isEmpty();
        assertThat(jdbc.sql("select count(*) from mail_message").query(Integer.class).single()).isZero();
    }

    @Test
    void whileMailIsOffNothingIsKeptAndWhatWaitsStays() {
        long waiting = outbox.send(TEST).orElseThrow();
        fixtures.as(company.administrator(), () -> setup.save(off(setup.get())));
        assertThat(setup.isOn()).isFalse();
        assertThat(outbox.send(TEST)).isEmpty();
        postman.run();
        assertThat(server.received()).isEmpty();
        assertThat(row(waiting)).extracting(MailRow::state, MailRow::tries).containsExactly(MailState.WAITING, 0);
    }

    private static MailSettingsDraft off(MailSettingsDraft on) {
        return new MailSettingsDraft(false, on.host(), on.port(), on.security(), on.username(), on.sender(), on.senderName(), on.baseUrl(), on.version());
    }

    @Test
    void aServerThatIsDownForAnHourDelaysAndLosesNothing() {
        server.down();
        long first = outbox.send(TEST).orElseThrow();
        long second = outbox.send(TEST).orElseThrow();
        for (int minute = 0; minute < 60; minute++) {
            postman.run();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(row(first)).extracting(MailRow::state, MailRow::fault).containsExactly(MailState.WAITING, MailFault.UNREACHABLE);
        // The pauses grow: not one try a minute.
        assertThat(row(first).tries()).isBetween(3, 7);

        server.up();
        clock.advance(Duration.ofMinutes(64));
        postman.run();
        assertThat(server.received()).extracting(MailServer::messageId)
                .containsExactlyInAnyOrder(MailServer.expectedId(first), MailServer.expectedId(second));
        assertThat(row(first)).extracting(MailRow::state, MailRow::fault, MailRow::error).containsExactly(MailState.SENT, null, null);
    }

    @Test
    void afterTheLastTryAMailIsGivenUpWithTheReasonAndCanBeSentAgain() {
        server.down();
        long id = outbox.send(TEST).orElseThrow();
        for (int tries = 1; tries <= Postman.MOST_TRIES; tries++) {
            postman.run();
            assertThat(row(id).tries()).isEqualTo(tries);
            clock.advance(Postman.pause(tries));
        }
        postman.run();
        var failed = row(id);
        assertThat(failed).extracting(MailRow::state, MailRow::tries, MailRow::fault, MailRow::nextTryAt)
                .containsExactly(MailState.FAILED, Postman.MOST_TRIES, MailFault.UNREACHABLE, null);
        assertThat(failed.error()).contains("127.0.0.1");

        server.up();
        fixtures.as(company.administrator(), () -> outbox.again(id));
        postman.run();
        assertThat(server.received()).extracting(MailServer::messageId).containsExactly(MailServer.expectedId(id));
    }

    /** At least once: the receiver can tell by the Message-ID that it is the same mail. */
    @Test
    void aServerThatDiesBetweenSendingAndWritingItDownSendsTwiceUnderOneMessageId() throws Exception {
        long id = outbox.send(TEST).orElseThrow();
        var due = store.due(clock.instant()).orElseThrow();
        assertThat(store.claim(due, clock.instant(), clock.instant().plus(Duration.ofMinutes(10)))).isTrue();
        sender.send(setup.current(), store.letter(id), clock.instant());
        // Dead. Another one does not take it while it may be under way, and then does.
        assertThat(store.claim(due, clock.instant(), clock.instant())).isFalse();
        postman.run();
        assertThat(server.received()).hasSize(1);

        clock.advance(Duration.ofMinutes(10));
        postman.run();
        assertThat(server.received()).hasSize(2).extracting(MailServer::messageId).containsOnly(MailServer.expectedId(id));
        // The dead one wakes up and changes nothing any more.
        assertThat(store.failed(new MailStore.Due(id, 1), clock.instant(), null, MailFault.INTERRUPTED, null)).isFalse();
        assertThat(row(id).state()).isEqualTo(MailState.SENT);
    }

    @Test
    void whoDiesOverTheLastTryLeavesAMailThatIsGivenUp() {
        long id = outbox.send(TEST).orElseThrow();
        jdbc.sql("update mail_message set tries = ? where id = ?").param(Postman.MOST_TRIES).param(id).update();
        postman.run();
        assertThat(server.received()).isEmpty();
        assertThat(row(id)).extracting(MailRow::state, MailRow::fault).containsExactly(MailState.FAILED, MailFault.INTERRUPTED);
    }

    @Test
    void anAddressThatDoesNotExistIsGivenUpAtOnceAndTheNextMailLeaves() throws Exception {
        try (var stub = new RefusingServer("550 5.1.1 No such user here")) {
            MailServer.use(jdbc, stub.port());
            fixtures.as(company.administrator(), () -> assertThat(setup.get().port()).isEqualTo(stub.port()));
            long id = outbox.send(TEST).orElseThrow();
            postman.run();
            assertThat(row(id)).extracting(MailRow::state, MailRow::tries, MailRow::fault).containsExactly(MailState.FAILED, 1, MailFault.ADDRESS);
            assertThat(row(id).error()).contains("No such user here");
        }
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws Exception {
        try (var stub = new RefusingServer("451 4.7.1 Greylisted, come back later")) {
            MailServer.use(jdbc, stub.port());
            long id = outbox.send(TEST).orElseThrow();
            postman.run();
            assertThat(row(id)).extracting(MailRow::state, MailRow::fault).containsExactly(MailState.WAITING, MailFault.REFUSED);
        }
    }

    @Test
    void anUnfitAddressHoldsUpNobody() {
        long unfit = outbox.send(MailDraft.of("letter.test.", "no address", null, Locale.ENGLISH)).orElseThrow();
        clock.advance(Duration.ofSeconds(1));
        outbox.send(TEST);
        postman.run();
        assertThat(row(unfit)).extracting(MailRow::state, MailRow::fault).containsExactly(MailState.FAILED, MailFault.ADDRESS);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void textsAreEscapedTranslatedAndCarryAttachments() throws Exception {
        outbox.send(MailDraft.of("letter.test.", "eve@example.com", "Eve <script>\r\nBcc: all@example.com", Locale.SIMPLIFIED_CHINESE)
                .attach("报告 2026.csv", "text/csv", "甲,乙".getBytes(StandardCharsets.UTF_8)));
        postman.run();
        var mail = server.received().getFirst();
        assertThat(mail.getSubject()).isEqualTo("Mainstay 测试邮件");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(MailServer.part(mail, "text/plain")).contains("您好：").contains("收到这封邮件").contains("https://mainstay.example");
        assertThat(MailServer.part(mail, "text/html")).contains("Eve &lt;script&gt;").doesNotContain("<script>").contains("lang=\"zh-CN\"");
        assertThat(MailServer.part(mail, "text/csv")).isEqualTo("甲,乙");
    }

    @Test
    void secretContentsAreShownToNobodyAndErasedOnceTheyHaveLeft() {
        long secret = outbox.send(TEST.asSecret()).orElseThrow();
        long open = outbox.send(TEST).orElseThrow();
        fixtures.as(company.administrator(), () -> {
            assertThat(outbox.find(secret).orElseThrow().subject()).isNull();
            assertThat(outbox.text(secret)).isEmpty();
            assertThat(outbox.text(open).orElseThrow()).contains("Mail works");
        });
        postman.run();
        assertThat(MailServer.part(server.received().getFirst(), "text/plain")).contains("Mail works");
        assertThat(jdbc.sql("select count(*) from mail_message where body_text is not null or body_html is not null").query(Integer.class).single()).isEqualTo(1);
        fixtures.as(company.administrator(), () -> {
            assertThatThrownBy(() -> outbox.again(secret)).isInstanceOf(RefusedException.class);
            // As a new mail: the old one has arrived.
            outbox.again(open);
        });
        postman.run();
        assertThat(server.received()).hasSize(3).extracting(MailServer::messageId).doesNotHaveDuplicates();
    }

    @Test
    void aDroppedMailDoesNotLeave() {
        long id = outbox.send(TEST.asSecret()).orElseThrow();
        fixtures.as(company.administrator(), () -> outbox.drop(id));
        postman.run();
        assertThat(server.received()).isEmpty();
        assertThat(row(id).state()).isEqualTo(MailState.DROPPED);
        assertThat(jdbc.sql("select kind from audit_entry").query(String.class).list()).contains("mail.dropped");
    }

    @Test
    void nobodyButAnAdministratorSeesTheOutbox() {
        for (Role role : new Role[]{Role.MEMBER, Role.MANAGER, Role.DIRECTOR}) {
            fixtures.as(company.of(role), () -> {
                assertThatThrownBy(() -> outbox.page(MailFilter.ALL, Slice.first(1, MailSort.CREATED))).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> outbox.count(MailFilter.ALL, null)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> outbox.text(1)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> outbox.drop(1)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> outbox.test("a@example.com", Locale.ENGLISH)).isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> setup.get()).isInstanceOf(AccessDeniedException.class);
            });
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        fixtures.as(company.administrator(), () -> {
            int version = setup.get().version();
            assertThatThrownBy(() -> setup.save(new MailSettingsDraft(true, " ", 0, MailSecurity.TLS, null, "nobody", null, "mainstay.example", version)))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).extracting(problem -> problem.field() + " " + problem.key())
                            .containsExactlyInAnyOrder("sender problem.email", "port problem.between", "baseUrl problem.url", "host problem.required"));
            // The password is neither in the environment nor in a file.
            assertThatThrownBy(() -> setup.save(new MailSettingsDraft(true, "mail", 587, MailSecurity.STARTTLS, "crm", "crm@example.com", null, "https://crm.example/", version)))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.problems()).extracting(problem -> problem.field() + " " + problem.key())
                            .containsExactly("username problem.mailPassword"));
            setup.save(new MailSettingsDraft(true, "mail", 587, MailSecurity.STARTTLS, null, "crm@example.com", null, "https://crm.example/", version));
            assertThat(setup.get().baseUrl()).isEqualTo("https://crm.example");
        });
    }

    @Test
    void thePasswordComesFromOutsideAndIsReadAnew(@TempDir Path folder) throws Exception {
        server.addUser("crm", "right");
        var settings = new MailSettingsDraft(true, "127.0.0.1", server.port(), MailSecurity.NONE, "crm", "crm@mainstay.example", null, "https://x.example", 0);
        var letter = new MailSender.Letter("<1@mainstay.example>", "mary@example.com", null, "s", "t", "<p>t</p>", List.of());
        Path file = folder.resolve("password");
        var withFile = new MailSender(new MailSecrets("unused", file.toString()));
        Files.writeString(file, "wrong\n");
        assertThatThrownBy(() -> withFile.send(settings, letter, clock.instant()))
                .isInstanceOfSatisfying(MailSender.NotSentException.class, failure -> assertThat(failure.fault()).isEqualTo(MailFault.SIGN_IN));
        Files.writeString(file, "right\n");
        withFile.send(settings, letter, clock.instant());
        assertThat(server.received()).hasSize(1);
        assertThat(new MailSecrets("a secret", "").toString()).doesNotContain("a secret");
    }

    @Test
    void whatEndedLongAgoIsThrownAway() {
        var nights = driver.nights();
        long waiting = outbox.send(TEST).orElseThrow();
        server.down();
        long dropped = outbox.send(TEST.attach("a.csv", "text/csv", new byte[]{1})).orElseThrow();
        fixtures.as(company.administrator(), () -> outbox.drop(dropped));
        clock.advance(Duration.ofDays(29));
        nights.run();
        assertThat(row(dropped).state()).isEqualTo(MailState.DROPPED);
        clock.advance(Duration.ofDays(2));
        nights.run();
        fixtures.as(company.administrator(), () -> {
            assertThat(outbox.find(dropped)).isEmpty();
            assertThat(outbox.find(waiting)).isPresent();
        });
        assertThat(jdbc.sql("select count(*) from mail_attachment").query(Integer.class).single()).isZero();
    }

    /** Speaks as much SMTP as is needed to refuse every recipient. */
    private static final class RefusingServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final String refusal;

        RefusingServer(String refusal) throws IOException {
            this.refusal = refusal;
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            try (var client = socket.accept()) {
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                answer(client, "220 stub");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    answer(client, line.startsWith("RCPT") ? refusal : line.startsWith("QUIT") ? "221 bye" : "250 fine");
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private static void answer(java.net.Socket client, String line) throws IOException {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
