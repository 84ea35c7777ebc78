package app.mainstay.mail;

/** Hears that a mail was added or moved on. */
public interface MailListener {

    /** May be called inside the transaction that changed the mail, so what must not precede the commit waits for it. */
    void changed(long mailId);
}
