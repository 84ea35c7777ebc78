package app.mainstay.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent.
 *
 * @param kind        the beginning of its translation keys with a point at its end: {@code subject}, {@code text} (paragraphs parted by an empty
 *                    line), {@code about} (what it is, for administrators) and, where there is a link, {@code link}
 * @param to          the address
 * @param toName      who is greeted; null: nobody
 * @param args        values for the texts' {0}, {1}, …
 * @param path        where the link leads, below the address of this installation and without a leading slash; null: no link
 * @param secret      its contents are not shown to administrators, and erased once it has left
 * @param attachments 10 MB in all
 */
public record MailDraft(String kind, String to, @Nullable String toName, Locale locale, List<Object> args, @Nullable String path, boolean secret,
                        List<Attachment> attachments) {

    /** @param contentType such as "application/pdf" */
    public record Attachment(String name, String contentType, byte[] content) {
    }

    public MailDraft {
        args = List.copyOf(args);
        attachments = List.copyOf(attachments);
    }

    public static MailDraft of(String kind, String to, @Nullable String toName, Locale locale, Object... args) {
        return new MailDraft(kind, to, toName, locale, List.of(args), null, false, List.of());
    }

    public MailDraft withLink(String to) {
        return new MailDraft(kind, this.to, toName, locale, args, to, secret, attachments);
    }

    public MailDraft asSecret() {
        return new MailDraft(kind, to, toName, locale, args, path, true, attachments);
    }

    public MailDraft attach(String name, String contentType, byte[] content) {
        var all = new ArrayList<>(attachments);
        all.add(new Attachment(name, contentType, content));
        return new MailDraft(kind, to, toName, locale, args, path, secret, all);
    }
}
