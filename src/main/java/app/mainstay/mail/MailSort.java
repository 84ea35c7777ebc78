package app.mainstay.mail;

/** What the outbox can be sorted by; ids are sorted by time. */
public enum MailSort {
    CREATED("m.id"), NEXT_TRY("m.next_try_at"), TO("m.to_address"), TRIES("m.tries");

    final String column;

    MailSort(String column) {
        this.column = column;
    }
}
