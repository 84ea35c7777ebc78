package app.mainstay.security.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * The Content-Security-Policy: nothing from elsewhere, nobody may frame us. A page comes with a nonce of its own, so that the scripts run
 * that Vaadin wrote into it and no others. Why it allows 'unsafe-eval': DECISIONS.md, "Content-Security-Policy".
 */
@Component
public class PagePolicy implements VaadinServiceInitListener {

    /** For everything that is not a page. */
    public static final String STRICT = policy("'self'");

    private final SecureRandom random = new SecureRandom();

    private static String policy(String scripts) {
        return "default-src 'self'; script-src " + scripts + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
                + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(page -> {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            page.getDocument().getElementsByTag("script").attr("nonce", nonce);
            page.getVaadinResponse().setHeader("Content-Security-Policy", policy("'self' 'nonce-" + nonce + "' 'unsafe-eval'"));
        });
    }
}
