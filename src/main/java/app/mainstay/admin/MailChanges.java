package app.mainstay.admin;

import app.mainstay.base.Changes;
import app.mainstay.mail.MailListener;
import org.springframework.stereotype.Component;

/** Mail lies below what tells open screens, so it is this room that tells them. */
@Component
class MailChanges implements MailListener {

    static final String KIND = "mail";

    private final Changes changes;

    MailChanges(Changes changes) {
        this.changes = changes;
    }

    @Override
    public void changed(long mailId) {
        changes.announce(KIND, mailId);
    }
}
