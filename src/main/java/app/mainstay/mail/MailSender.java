package app.mainstay.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Speaks with the mail server, for one mail at a time: a sales team's mails are few, and each then fails for itself. */
@Component
class MailSender {

    private static final String CONNECT_PATIENCE = "5000";
    private static final String PATIENCE = "15000";
    private static final String PRODUCT = "Mainstay";

    /** @param messageId with its angle brackets */
    record Letter(String messageId, String to, @Nullable String toName, String subject, String text, String html,
                  List<MailDraft.Attachment> attachments) {
    }

    /** It did not leave. */
    static final class NotSentException extends Exception {

        private final MailFault fault;

        NotSentException(MailFault fault, String words) {
            super(words);
            this.fault = fault;
        }

        MailFault fault() {
            return fault;
        }
    }

    private final MailSecrets secrets;

    MailSender(MailSecrets secrets) {
        this.secrets = secrets;
    }

    void send(MailSettingsDraft settings, Letter letter, Instant now) throws NotSentException {
        var session = Session.getInstance(properties(settings));
        MimeMessage message;
        try {
            message = message(session, settings, letter, now);
        } catch (MessagingException | UnsupportedEncodingException unfit) {
            throw new NotSentException(unfit instanceof AddressException ? MailFault.ADDRESS : MailFault.REFUSED, words(unfit));
        }
        boolean connected = false;
        try (var transport = session.getTransport("smtp")) {
            transport.connect(settings.host(), settings.port(), settings.username(), settings.username() == null ? null : secrets.read());
            connected = true;
            transport.sendMessage(message, message.getAllRecipients());
        } catch (AuthenticationFailedException refused) {
            throw new NotSentException(MailFault.SIGN_IN, words(refused));
        } catch (MessagingException failure) {
            throw new NotSentException(fault(failure, connected), words(failure));
        }
    }

    private static Properties properties(MailSettingsDraft settings) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_PATIENCE);
        properties.setProperty("mail.smtp.timeout", PATIENCE);
        properties.setProperty("mail.smtp.writetimeout", PATIENCE);
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.security()) {
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case NONE -> {
            }
        }
        return properties;
    }

    private static MimeMessage message(Session session, MailSettingsDraft settings, Letter letter, Instant now)
            throws MessagingException, UnsupportedEncodingException {
        var message = new MimeMessage(session) {
            /** Jakarta Mail makes a new one for each sending. */
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", letter.messageId());
            }
        };
        var helper = new MimeMessageHelper(message, letter.attachments().isEmpty() ? MimeMessageHelper.MULTIPART_MODE_RELATED
                : MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
        helper.setValidateAddresses(true);
        helper.setFrom(new InternetAddress(Objects.requireNonNull(settings.sender()),
                Objects.requireNonNullElse(settings.senderName(), PRODUCT), StandardCharsets.UTF_8.name()));
        helper.setTo(new InternetAddress(letter.to(), letter.toName(), StandardCharsets.UTF_8.name()));
        helper.setSubject(letter.subject());
        helper.setText(letter.text(), letter.html());
        helper.setSentDate(Date.from(now));
        for (var attachment : letter.attachments()) {
            helper.addAttachment(attachment.name(), new ByteArrayResource(attachment.content()), attachment.contentType());
        }
        // Nobody's holiday reply answers it.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    private static MailFault fault(MessagingException failure, boolean connected) {
        for (Exception cause = failure; cause != null; cause = cause instanceof MessagingException next ? next.getNextException() : null) {
            if (cause instanceof SMTPAddressFailedException address) {
                return isForGood(address.getReturnCode()) ? MailFault.ADDRESS : MailFault.REFUSED;
            }
            if (cause instanceof SMTPSendFailedException refused && refused.getReturnCode() > 0) {
                Address[] invalid = refused.getInvalidAddresses();
                return isForGood(refused.getReturnCode()) && invalid != null && invalid.length > 0 ? MailFault.ADDRESS : MailFault.REFUSED;
            }
        }
        return connected ? MailFault.INTERRUPTED : MailFault.UNREACHABLE;
    }

    private static boolean isForGood(int code) {
        return code >= 500 && code < 600;
    }

    private static String words(Exception failure) {
        String words = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        // The innermost says what the address was refused with.
        if (failure instanceof MessagingException outer && outer.getNextException() != null && outer.getNextException().getMessage() != null) {
            words += " " + outer.getNextException().getMessage();
        }
        return words.replaceAll("\\s+", " ").strip();
    }
}
