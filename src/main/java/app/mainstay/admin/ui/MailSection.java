package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.mail.MailSetup;
import app.mainstay.mail.Outbox;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** Mail among the settings: how it stands, the way to its form, and a mail to oneself that tells whether it works. */
final class MailSection extends Div {

    private final transient MailSetup setup;
    private final transient Outbox outbox;
    private final transient CurrentUser currentUser;
    private final transient UserService users;
    private final Paragraph now = new Paragraph();
    private final Button test = new Button(tr("admin.mailing.test"), Icons.MAIL.create(), click -> test());

    MailSection(MailSetup setup, Outbox outbox, CurrentUser currentUser, UserService users, Runnable change) {
        this.setup = setup;
        this.outbox = outbox;
        this.currentUser = currentUser;
        this.users = users;
        addClassName("section");
        var buttons = new Div(test, new Button(tr("admin.mailing.change"), Icons.EDIT.create(), click -> change.run()));
        buttons.addClassName("buttons");
        var head = new Div(new H2(tr("admin.mailing")), buttons);
        head.addClassName("section-head");
        add(head, now);
        show();
    }

    void show() {
        var settings = setup.get();
        now.setText(settings.enabled() ? tr("admin.mailing.now", settings.host(), String.valueOf(settings.port()), settings.sender())
                : tr("admin.mailing.now.off"));
        test.setVisible(settings.enabled());
    }

    /** In the request, because whoever asks waits for the answer anyway: some seconds where the server does not answer. */
    private void test() {
        String address = users.find(currentUser.require().id()).map(UserRow::email).orElse(null);
        if (address == null) {
            Notices.failed(tr("admin.mailing.test.noAddress"));
            return;
        }
        try {
            outbox.test(address, getLocale());
            Notices.done(tr("admin.mailing.test.done", address));
        } catch (RefusedException refused) {
            Notices.failed(tr("admin.mailing.test.failed", tr(refused.problems().getFirst().key()), String.join(" ",
                    refused.problems().getFirst().args().stream().map(String::valueOf).toList())).strip());
        }
    }
}
