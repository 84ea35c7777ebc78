package app.mainstay.mail;

import app.mainstay.shared.Ids;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mail server inside the test, which is up or down as the test says; the port stays the same. */
public final class MailServer implements AutoCloseable {

    private GreenMail running = start(0);
    private final int port = running.getSmtp().getPort();

    private static GreenMail start(int port) {
        var server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    public int port() {
        return port;
    }

    /** Mail is on and goes there; past the form, whose cache each test begins without. */
    public MailServer use(JdbcClient jdbc) {
        use(jdbc, port);
        return this;
    }

    static void use(JdbcClient jdbc, int port) {
        jdbc.sql("update mail_settings set enabled = true, host = '127.0.0.1', port = ?, security = 'NONE', sender = 'crm@mainstay.example', "
                + "base_url = 'https://mainstay.example' where id = 1").param(port).update();
    }

    void down() {
        running.stop();
    }

    void up() {
        running = start(port);
    }

    void addUser(String login, String password) {
        running.setUser(login + "@mainstay.example", login, password);
    }

    /** Everything that has arrived since it is up. */
    public List<MimeMessage> received() {
        return List.of(running.getReceivedMessages());
    }

    /** The plain text, the HTML or the attachment of a mail, by its type. */
    public static String part(MimeMessage mail, String type) {
        try {
            return part((jakarta.mail.Part) mail, type);
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String part(jakarta.mail.Part part, String type) throws Exception {
        if (part.isMimeType(type)) {
            return part.getContent() instanceof String text ? text.replace("\r\n", "\n") : new String(part.getInputStream().readAllBytes());
        }
        if (part.getContent() instanceof jakarta.mail.Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = part(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }

    static String messageId(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    static String expectedId(long mailId) {
        return "<" + Ids.text(mailId) + "@mainstay.example>";
    }

    @Override
    public void close() {
        running.stop();
    }
}
