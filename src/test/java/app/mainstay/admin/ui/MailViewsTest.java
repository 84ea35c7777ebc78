package app.mainstay.admin.ui;

import static app.mainstay.admin.ui.UsersViewsTest.button;
import static app.mainstay.admin.ui.UsersViewsTest.text;
import static com.github.mvysny.kaributesting.v10.GridKt._findAll;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.getNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.admin.MailList;
import app.mainstay.base.list.ListExport;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.ui.Translations;
import app.mainstay.mail.MailDraft;
import app.mainstay.mail.MailRow;
import app.mainstay.mail.MailServer;
import app.mainstay.mail.MailState;
import app.mainstay.mail.Outbox;
import app.mainstay.shared.Ids;
import com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt;
import com.github.mvysny.kaributesting.v10.NotificationsKt;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Aside;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class MailViewsTest extends ViewTest {

    private static final MailDraft MAIL = MailDraft.of("letter.test.", "mary@example.com", "Mary", Locale.ENGLISH);

    @Autowired
    Outbox outbox;
    @Autowired
    MailList source;
    @Autowired
    ListExport export;
    @Autowired
    JdbcClient jdbc;
    private final MailServer server = new MailServer();
    private Fixtures.Company company;

    @BeforeEach
    void on() {
        company = fixtures.company();
    }

    @AfterEach
    void off() {
        server.close();
    }

    @SuppressWarnings("unchecked")
    private static List<MailRow> rows() {
        return _findAll((Grid<MailRow>) _get(Grid.class));
    }

    private static String panel() {
        return _get(Aside.class).getElement().getTextRecursively();
    }

    @Test
    void anEmptyOutboxSaysWhetherMailIsOn() {
        openAs(company.administrator(), "admin/mail");
        assertThat(((Grid<?>) _get(Grid.class)).getEmptyStateComponent().getElement().getTextRecursively()).contains("Mail is off").contains("Set up mail");
    }

    @Test
    void theOutboxShowsAMailAndWhatCanBeDoneAboutIt() {
        server.use(jdbc);
        long id = outbox.send(MAIL).orElseThrow();
        outbox.send(MailDraft.of("letter.test.", "other@example.com", null, Locale.ENGLISH));
        openAs(company.administrator(), "admin/mail?q=MARY&edit=" + Ids.text(id));
        assertThat(rows()).singleElement().extracting(MailRow::to, MailRow::state).containsExactly("mary@example.com", MailState.WAITING);
        assertThat(panel()).contains("Test mail from Mainstay").contains("Mary <mary@example.com>").contains("Mail works");

        _click(button("Drop"));
        assertThat(rows()).singleElement().extracting(MailRow::state).isEqualTo(MailState.DROPPED);
        // Undone by the notice.
        _click(_get(getNotifications().getFirst(), Button.class));
        assertThat(rows()).singleElement().extracting(MailRow::state).isEqualTo(MailState.WAITING);
        NotificationsKt.clearNotifications();
        navigate("admin/mail?state=sent");
        assertThat(rows()).isEmpty();
    }

    @Test
    void whatASecretMailSaysIsNowhere() {
        server.use(jdbc);

        long id = outbox.send(MAIL.asSecret()).orElseThrow();
        openAs(company.administrator(), "admin/mail?edit=" + Ids.text(id));
        assertThat(panel()).contains("Test mail").contains("Only the recipient reads this mail.").doesNotContain("Mail works", "from Mainstay");
        fixtures.as(company.administrator(), () -> {
            var file = new ByteArrayOutputStream();
            export.write(source, ListQuery.ALL, List.of(), ListExport.Format.CSV, Locale.ENGLISH, file);
            assertThat(file.toString(StandardCharsets.UTF_8)).contains("mary@example.com").contains("Test mail").doesNotContain("from Mainstay");
        });

        _click(button("Drop"));
        assertThat(rows()).singleElement().extracting(MailRow::state).isEqualTo(MailState.WAITING);
        ConfirmDialogKt._fireConfirm(_get(ConfirmDialog.class));
        assertThat(rows()).singleElement().extracting(MailRow::state).isEqualTo(MailState.DROPPED);
        assertThat(_find(Button.class, spec -> spec.withText("Send again"))).isEmpty();
    }

    @Test
    void mailIsSetUpAndTriedOut() {
        openAs(company.administrator(), "admin/settings");
        assertThat(view().getElement().getTextRecursively()).contains("Off: no mails are sent.");
        _click(button("Set up"));
        _setValue(_get(Checkbox.class, spec -> spec.withLabel("Send mails")), true);
        _click(_get(_get(Aside.class), Button.class, spec -> spec.withText("Save")));
        assertThat(text("Mail server").getErrorMessage()).isEqualTo("This is needed.");

        _setValue(text("Mail server"), "127.0.0.1");
        _setValue(text("Sender’s address"), "crm@mainstay.example");
        _setValue(text("Address of this installation"), "https://mainstay.example");
        _click(_get(_get(Aside.class), Button.class, spec -> spec.withText("Save")));
        expectNotifications("Saved.");
        assertThat(view().getElement().getTextRecursively()).contains("Mails leave by 127.0.0.1, port 587, from crm@mainstay.example.");

        // Encryption is demanded, and this server has none at that port.
        jdbc.sql("update mail_settings set port = ?").param(server.port()).update();
        _click(button("Send a test mail"));
        assertThat(server.received()).isEmpty();
        NotificationsKt.clearNotifications();
    }

    @Test
    void aTestMailGoesToOneself() {
        server.use(jdbc);
        openAs(company.administrator(), "admin/settings");
        _click(button("Send a test mail"));
        expectNotifications("A test mail is on its way to administrator@example.com.");
        assertThat(server.received()).hasSize(1);

        server.close();
        _click(button("Send a test mail"));
        assertThat(getNotifications().getFirst().getElement().getTextRecursively()).contains("Mail server does not answer").contains("127.0.0.1");
        NotificationsKt.clearNotifications();
    }

    // ---- invitations ----

    @Test
    void somebodyNewIsInvitedByMail() {
        server.use(jdbc);
        openAs(company.administrator(), "admin?edit=new");
        _setValue(text("Name"), "Nina New");
        _setValue(text("User name"), "nina");
        _click(button("Save"));
        assertThat(text("E-mail").getErrorMessage()).isEqualTo("An invitation needs an e-mail address.");
        assertThat(jdbc.sql("select count(*) from security_user where username = 'nina'").query(Integer.class).single()).isZero();

        _setValue(text("E-mail"), "nina@example.com");
        _click(button("Save"));
        assertThat(jdbc.sql("select to_address from mail_message").query(String.class).list()).containsExactly("nina@example.com");
        assertThat(_find(OneTimePasswordDialog.class)).isEmpty();
        expectNotifications("Saved.", "An invitation is on its way to nina@example.com.");
    }

    @Test
    void anInvitationIsSentFromThePersonsFormAndShownThere() {
        server.use(jdbc);
        openAs(company.administrator(), "admin?edit=" + Ids.text(company.member().id()));
        _click(button("Send an invitation"));
        expectNotifications("An invitation is on its way to member@example.com.");
        assertThat(panel()).contains("Invited on 24 Nov 2026 10:30; the link works once, until 1 Dec 2026 10:30.");
        // The old way stays for the day on which mail does not work.
        assertThat(_find(Button.class, spec -> spec.withText("Set one-time password"))).hasSize(1);
    }

    @Test
    void withoutMailNobodyIsInvited() {
        openAs(company.administrator(), "admin?edit=" + Ids.text(company.member().id()));
        assertThat(_find(Button.class, spec -> spec.withText("Send an invitation"))).isEmpty();
        assertThat(_find(Button.class, spec -> spec.withText("Set one-time password"))).hasSize(1);
    }

    @Test
    void speaksChinese() {
        server.use(jdbc);
        long id = outbox.send(MAIL.asSecret()).orElseThrow();
        openAs(company.administrator(), Translations.CHINESE, "admin/mail?edit=" + Ids.text(id));
        assertThat(view().getElement().getTextRecursively()).contains("邮件", "这封邮件的内容仅收件人可见").doesNotContain("!{");
    }
}
