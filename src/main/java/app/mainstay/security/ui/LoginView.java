package app.mainstay.security.ui;

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
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Locale;
import java.util.Map;

/** Sign-in. The language follows the browser until somebody chooses here or in the own menu. */
@Route(value = "login", autoLayout = false)
@AnonymousAllowed
public class LoginView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private final LoginForm form = new LoginForm();

    public LoginView() {
        addClassName("login");
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(texts());
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
        boolean failed = query.getParameters().containsKey("error");
        form.setError(failed);
        keepUsername(failed);
        query.getSingleParameter("lang").map(Locale::forLanguageTag).filter(wanted -> !wanted.equals(event.getUI().getLocale()))
                .ifPresent(wanted -> {
                    event.getUI().getSession().setLocale(wanted.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
                    event.getUI().getPage().setLocation("login");
                });
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

    private LoginI18n texts() {
        var texts = LoginI18n.createDefault();
        var form = texts.getForm();
        form.setTitle(getTranslation("login.title"));
        form.setUsername(getTranslation("login.username"));
        form.setPassword(getTranslation("login.password"));
        form.setSubmit(getTranslation("login.submit"));
        var error = texts.getErrorMessage();
        error.setTitle(getTranslation("login.failed.title"));
        error.setMessage(getTranslation("login.failed.text"));
        error.setUsername(getTranslation("login.username.required"));
        error.setPassword(getTranslation("login.password.required"));
        return texts;
    }
}
