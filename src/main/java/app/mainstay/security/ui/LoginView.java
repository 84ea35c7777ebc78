package app.mainstay.security.ui;

import app.mainstay.security.signin.RememberMe;
import app.mainstay.security.signin.SignInRules;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Sign-in. The language follows the browser until somebody chooses here or in the own menu. */
@Route(value = "login", autoLayout = false)
@AnonymousAllowed
public class LoginView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    /** A larger number in the address is nobody's delay. */
    private static final int LONGEST_WAIT = 3_600;

    private final transient SignInRules rules;
    private final LoginForm form = new LoginForm();

    public LoginView(SignInRules rules) {
        this.rules = rules;
        addClassName("login");
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        var logo = new SvgIcon("icons/mainstay.svg");
        logo.getElement().setAttribute("aria-hidden", "true");
        var brand = new Div(logo, new H1(getTranslation("app.name")), new Paragraph(getTranslation("login.claim")));
        brand.addClassName("login-brand");
        var languages = new Div();
        languages.addClassName("login-languages");
        Map.of("zh-CN", "简体中文", "en", "English").entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> {
            var link = new Anchor("login?lang=" + entry.getKey(), entry.getValue());
            link.getElement().setAttribute("lang", entry.getKey());
            link.setRouterIgnore(true);
            languages.add(link);
        });
        var card = new Div(brand, form, languages);
        card.addClassName("login-card");
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        boolean early = query.getParameters().containsKey("early");
        boolean expired = query.getParameters().containsKey("expired");
        boolean unavailable = query.getParameters().containsKey("unavailable");
        boolean failed = early || expired || unavailable || query.getParameters().containsKey("error");
        int wait = query.getSingleParameter("wait").flatMap(LoginView::seconds).orElse(0);
        var texts = texts(early, wait);
        boolean theft = !failed && isAfterTheft();
        if (theft) {
            texts.getErrorMessage().setTitle(getTranslation("login.theft.title"));
            texts.getErrorMessage().setMessage(getTranslation("login.theft.text"));
        }
        if (expired) {
            texts.getErrorMessage().setTitle(getTranslation("login.expired.title"));
            texts.getErrorMessage().setMessage(getTranslation("login.expired.text"));
        }
        if (unavailable) {
            texts.getErrorMessage().setTitle(getTranslation("login.unavailable.title"));
            texts.getErrorMessage().setMessage(getTranslation("login.unavailable.text"));
        }
        form.setI18n(texts);
        form.setError(failed || theft);
        keepUsername(failed);
        offerToRemember();
        if (failed && !expired && wait > 0) {
            countDown(early, wait);
        }
        query.getSingleParameter("lang").map(Locale::forLanguageTag).filter(wanted -> !wanted.equals(event.getUI().getLocale()))
                .ifPresent(wanted -> {
                    event.getUI().getSession().setLocale(wanted.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
                    event.getUI().getPage().setLocation("login");
                });
    }

    private static boolean isAfterTheft() {
        var cookies = VaadinRequest.getCurrent() == null ? null : VaadinRequest.getCurrent().getCookies();
        return cookies != null && Arrays.stream(cookies).anyMatch(cookie -> cookie.getName().equals(RememberMe.THEFT));
    }

    private static Optional<Integer> seconds(String text) {
        return text.matches("\\d{1,4}") ? Optional.of(Math.min(LONGEST_WAIT, Integer.parseInt(text))) : Optional.empty();
    }

    /** Vaadin's form has no such box, but sends along whatever lies in it. */
    private void offerToRemember() {
        int days = rememberDays();
        if (days > 0) {
            form.getElement().executeJs("""
                    const offer = () => {
                      const inner = this.querySelector('form');
                      if (!inner) { requestAnimationFrame(offer); return; }
                      if (inner.querySelector('[name=remember-me]')) { return; }
                      const box = document.createElement('vaadin-checkbox');
                      box.name = 'remember-me';
                      box.label = $0;
                      box.className = 'login-remember';
                      box.addEventListener('keydown', event => { if (event.key === 'Enter') { this.querySelector('[slot=submit]').click(); } });
                      inner.append(box);
                    };
                    offer();""", getTranslation("login.remember", days));
        }
    }

    /** The page stands also while the database does not answer: it is where people read that. */
    private int rememberDays() {
        try {
            return rules.current().rememberDays();
        } catch (DataAccessException | TransactionException unreachable) {
            return 0;
        }
    }

    /** The sentence counts the seconds, and goes once they are over. */
    private void countDown(boolean early, int wait) {
        form.getElement().executeJs("""
                const sentence = $0, end = Date.now() + $1 * 1000;
                const tick = () => {
                  const left = Math.ceil((end - Date.now()) / 1000);
                  if (!this.isConnected) { return; }
                  if (left <= 0) { this.error = false; return; }
                  this.i18n = {...this.i18n, errorMessage: {...this.i18n.errorMessage, message: sentence.replace('{0}', left)}};
                  setTimeout(tick, 1000);
                };
                setTimeout(tick, 1000);""", sentence(early, true), wait);
    }

    /** With "{0}" where the seconds stand. */
    private String sentence(boolean early, boolean waits) {
        String said = getTranslation(early ? "login.early.text" : "login.failed.text");
        return waits ? getTranslation("login.wait", said, "{0}") : said;
    }

    /** After a refusal only the password is typed again. The name is remembered by the browser's tab, not by the server. */
    private void keepUsername(boolean failed) {
        form.getElement().executeJs("""
                this.addEventListener('login', event => sessionStorage.setItem('mainstay.username', event.detail.username));
                const name = sessionStorage.getItem('mainstay.username');
                sessionStorage.removeItem('mainstay.username');
                if ($0 && name) {
                  // The form puts the focus into the name one frame after it is there.
                  requestAnimationFrame(() => requestAnimationFrame(() => {
                    this.querySelector('[name=username]').value = name;
                    this.querySelector('[name=password]').focus();
                  }));
                }""", failed);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("login.title") + " · " + getTranslation("app.name");
    }

    private LoginI18n texts(boolean early, int wait) {
        var texts = LoginI18n.createDefault();
        var form = texts.getForm();
        form.setTitle(getTranslation("login.title"));
        form.setUsername(getTranslation("login.username"));
        form.setPassword(getTranslation("login.password"));
        form.setSubmit(getTranslation("login.submit"));
        var error = texts.getErrorMessage();
        error.setTitle(getTranslation(early ? "login.early.title" : "login.failed.title"));
        error.setMessage(sentence(early, wait > 0).replace("{0}", String.valueOf(wait)));
        error.setUsername(getTranslation("login.username.required"));
        error.setPassword(getTranslation("login.password.required"));
        return texts;
    }
}
