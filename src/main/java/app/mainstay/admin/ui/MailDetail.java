package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.mail.MailRow;
import app.mainstay.mail.Outbox;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail: what became of it, what it says where that may be read, and what can be done about it. */
final class MailDetail extends Detail {

    private final transient Outbox outbox;
    private final transient SettingsService settings;
    private final long mailId;
    private final Runnable refresh;

    MailDetail(Outbox outbox, SettingsService settings, long id, Runnable refresh) {
        super(id);
        this.outbox = outbox;
        this.settings = settings;
        this.mailId = id;
        this.refresh = refresh;
        addClassNames("editor", "mail-detail");
        show();
    }

    @Override
    String title() {
        return outbox.find(mailId).map(mail -> mail.subject() == null ? tr(mail.kind() + "about") : mail.subject()).orElse("");
    }

    private void show() {
        removeAll();
        outbox.find(mailId).ifPresent(mail -> {
            add(facts(mail));
            if (mail.fault() != null) {
                add(new Paragraph(tr("admin.mail.because", tr(mail.fault().labelKey()))));
            }
            if (mail.error() != null) {
                var words = new Paragraph(mail.error());
                words.addClassName("secondary");
                add(words);
            }
            add(buttons(mail), new H3(tr("admin.mail.text")));
            var text = new Paragraph(mail.secret() ? tr("admin.mail.secret") : outbox.text(mailId).orElse(""));
            text.addClassName("mail-text");
            add(text);
        });
    }

    private Div facts(MailRow mail) {
        var facts = new Div(fact("admin.mail.to", mail.toName() == null ? mail.to() : mail.toName() + " <" + mail.to() + ">"),
                fact("admin.mail.state", tr(mail.state().labelKey())), fact("admin.mail.created", moment(mail.createdAt())),
                fact("admin.mail.tries", Formats.number(mail.tries(), getLocale())));
        if (mail.nextTryAt() != null) {
            facts.add(fact("admin.mail.next", moment(mail.nextTryAt())));
        }
        if (mail.endedAt() != null) {
            facts.add(fact("admin.mail.ended", moment(mail.endedAt())));
        }
        facts.addClassName("mail-facts");
        return facts;
    }

    private static Div fact(String labelKey, String value) {
        var label = new Span(tr(labelKey));
        label.addClassName("fact-label");
        var fact = new Div(label, new Span(value));
        fact.addClassName("fact");
        return fact;
    }

    private String moment(@Nullable Instant at) {
        return Formats.dateTime(at, settings.zone(), getLocale());
    }

    private Div buttons(MailRow mail) {
        var again = new Button(tr("admin.mail.again"), Icons.RESTORE.create(), click -> again());
        again.setVisible(mail.isRepeatable());
        var drop = new Button(tr("admin.mail.drop"), Icons.CLOSE.create(), click -> drop(mail));
        drop.setVisible(mail.isDroppable());
        var buttons = new Div(again, drop);
        buttons.addClassName("buttons");
        return buttons;
    }

    private void again() {
        try {
            outbox.again(mailId);
            Notices.done(tr("admin.mail.queued"));
        } catch (RefusedException refused) {
            Notices.failed(tr(refused.problems().getFirst().key()));
        }
        changed();
    }

    private void drop(MailRow mail) {
        if (mail.secret()) {
            var dialog = new ConfirmDialog(tr("admin.mail.drop"), tr("admin.mail.drop.secret"), tr("admin.mail.drop.do"), confirm -> {
                outbox.drop(mailId);
                changed();
            });
            dialog.setCancelable(true);
            dialog.setCancelText(tr("base.cancel"));
            dialog.open();
            return;
        }
        outbox.drop(mailId);
        changed();
        Notices.done(tr("admin.mail.dropped"), this::again);
    }

    private void changed() {
        show();
        refresh.run();
    }
}
