package app.mainstay.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The mail server's password, which is in no database and on no screen.
 *
 * @param password     as MAINSTAY_MAIL_PASSWORD
 * @param passwordFile as MAINSTAY_MAIL_PASSWORD_FILE; read anew for each sending, so that it may be exchanged. Comes before the other
 */
@ConfigurationProperties("mainstay.mail")
record MailSecrets(@Nullable String password, @Nullable String passwordFile) {

    @Nullable String read() {
        if (passwordFile != null && !passwordFile.isBlank()) {
            try {
                return Files.readString(Path.of(passwordFile), StandardCharsets.UTF_8).strip();
            } catch (IOException unreadable) {
                LoggerFactory.getLogger(MailSecrets.class).warn("The file with the mail server's password cannot be read: {}", unreadable.toString());
                return null;
            }
        }
        return password == null || password.isBlank() ? null : password;
    }

    @Override
    public String toString() {
        return "MailSecrets";
    }
}
