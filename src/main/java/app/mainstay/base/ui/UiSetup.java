package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Passwords;
import app.mainstay.security.Preferences;
import app.mainstay.security.signin.Sessions;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SystemMessages;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What holds for every screen before any view is built: language, colours, what is said when the session or the connection is gone. */
@Component
class UiSetup implements VaadinServiceInitListener {

    /** The page's own event: somebody is there. */
    static final String ACTIVE = "mainstay-active";

    private final CurrentUser currentUser;
    private final Preferences preferences;
    private final Passwords passwords;
    private final Translations translations;
    private final Unexpected unexpected;
    private final Sessions sessions;

    UiSetup(CurrentUser currentUser, Preferences preferences, Passwords passwords, Translations translations, Unexpected unexpected,
            Sessions sessions) {
        this.currentUser = currentUser;
        this.preferences = preferences;
        this.passwords = passwords;
        this.translations = translations;
        this.unexpected = unexpected;
        this.sessions = sessions;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(init -> {
            init.getSession().setLocale(Translations.supported(init.getRequest().getLocale()));
            init.getSession().setErrorHandler(unexpected::handle);
        });
        event.getSource().addUIInitListener(init -> set(init.getUI()));
        event.getSource().setSystemMessagesProvider(info -> messages(info.getLocale()));
        event.addIndexHtmlRequestListener(response -> response.getDocument().head().parent()
                .attr("lang", language(response.getVaadinRequest()).toLanguageTag()));
    }

    private Locale language(VaadinRequest request) {
        var session = VaadinSession.getCurrent();
        return Translations.supported(session == null ? request.getLocale() : session.getLocale());
    }

    private void set(UI ui) {
        if (currentUser.find().isPresent()) {
            var look = look(preferences);
            String language = look.get(Preferences.LANGUAGE);
            if (language != null) {
                Locale locale = Translations.supported(Locale.forLanguageTag(language));
                ui.getSession().setLocale(locale);
                ui.setLocale(locale);
            }
            tellActivity(ui);
            var colours = MainLayout.Colours.of(look.get(Preferences.COLOURS));
            // The frame that is built next shows it, too.
            ComponentUtil.setData(ui, MainLayout.Colours.class, colours);
            if (colours != MainLayout.Colours.DEVICE) {
                ui.getPage().setColorScheme(colours.scheme());
            }
        }
        ui.getElement().executeJs("document.documentElement.lang = $0", ui.getLocale().toLanguageTag());
        var reconnect = ui.getReconnectDialogConfiguration();
        reconnect.setDialogText(tr("base.connection.lost"));
        reconnect.setDialogTextGaveUp(tr("base.connection.gaveUp"));
        ui.addBeforeEnterListener(this::demandPassword);
    }

    /** How the product looks for a person; as for anybody while the database does not answer, so that at least this can be said. */
    private static Map<String, String> look(Preferences preferences) {
        try {
            return preferences.get(Set.of(Preferences.LANGUAGE, Preferences.COLOURS));
        } catch (DataAccessException | TransactionException unreachable) {
            return Map.of();
        }
    }

    /** Whoever got a one-time password sees nothing before choosing an own one; that something failed is said, whatever failed. */
    private void demandPassword(BeforeEnterEvent event) {
        if (!event.isErrorEvent() && currentUser.find().isPresent() && event.getNavigationTarget() != PasswordView.class && !event.getLocation().getPath().equals("login")
                && passwords.mustChange()) {
            event.forwardTo(PasswordView.class);
        }
    }

    private SystemMessages messages(@Nullable Locale browser) {
        Locale locale = Translations.supported(browser);
        var messages = new CustomizedSystemMessages();
        messages.setSessionExpiredNotificationEnabled(true);
        messages.setSessionExpiredCaption(translations.getTranslation("base.expired.title", locale));
        messages.setSessionExpiredMessage(translations.getTranslation("base.expired.text", locale));
        messages.setInternalErrorCaption(translations.getTranslation("base.internal.title", locale));
        messages.setInternalErrorMessage(translations.getTranslation("base.internal.text", locale));
        messages.setCookiesDisabledCaption(translations.getTranslation("base.cookies.title", locale));
        messages.setCookiesDisabledMessage(translations.getTranslation("base.cookies.text", locale));
        return messages;
    }

    /** What a person does, at most once a minute. Requests would not tell: a list that is refreshed by push makes some, too. */
    private void tellActivity(UI ui) {
        ui.getElement().addEventListener(ACTIVE, event -> sessions.active());
        ui.getElement().executeJs("""
                let told = 0;
                for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchmove']) {
                  document.addEventListener(kind, event => {
                    if (event.isTrusted && Date.now() - told > 60000) {
                      told = Date.now();
                      this.dispatchEvent(new CustomEvent($0));
                    }
                  }, {capture: true, passive: true});
                }""", ACTIVE);
    }
}
