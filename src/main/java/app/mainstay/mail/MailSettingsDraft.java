package app.mainstay.mail;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * How mails leave. The password is not among it: it comes by environment or file, see {@link MailSecrets}.
 *
 * @param enabled    off: nothing is put into the outbox, and what waits there stays
 * @param port       1 to 65,535
 * @param username   null: the server asks for none
 * @param sender     the address that mails come from
 * @param senderName shown beside it; null: the product's name
 * @param baseUrl    what links begin with, such as https://mainstay.example.com, without a slash at its end
 * @param version    the version that was read
 */
public record MailSettingsDraft(
        boolean enabled,
        @Size(max = 200, message = "problem.tooLong") @Nullable String host,
        int port,
        @NotNull(message = "problem.required") MailSecurity security,
        @Size(max = 200, message = "problem.tooLong") @Nullable String username,
        @Email(message = "problem.email") @Size(max = 200, message = "problem.tooLong") @Nullable String sender,
        @Size(max = 100, message = "problem.tooLong") @Nullable String senderName,
        @Size(max = 200, message = "problem.tooLong") @Nullable String baseUrl,
        int version) {
}
