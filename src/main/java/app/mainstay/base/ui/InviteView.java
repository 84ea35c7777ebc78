package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.Invitations;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.List;
import java.util.Locale;

/** Where an invitation's link leads: the own password, once. A link that no longer works says why and what to do. */
@Route(value = Invitations.PATH + "/:token", autoLayout = false)
@AnonymousAllowed
public class InviteView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private final transient Invitations invitations;
    private final Div content = new Div();

    public InviteView(Invitations invitations) {
        this.invitations = invitations;
        addClassNames("login", "invite");
        var logo = new SvgIcon("icons/mainstay.svg");
        logo.getElement().setAttribute("aria-hidden", "true");
        var brand = new Div(logo, new H1(tr("app.name")));
        brand.addClassName("login-brand");
        var card = new Div(brand, content);
        card.addClassName("login-card");
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String token = event.getRouteParameters().get("token").orElse("");
        var found = invitations.find(token);
        content.removeAll();
        if (found.standing() == Invitations.Standing.OPEN) {
            content.add(new Form(token, found));
        } else {
            say(tr("invite.over"), tr("invite." + found.standing().name().toLowerCase(Locale.ROOT)), toSignIn());
        }
    }

    private void say(String title, String text, Component action) {
        var head = new H2(title);
        head.addClassName("invite-title");
        head.getElement().setAttribute("tabindex", "-1");
        content.removeAll();
        content.add(head, new Paragraph(text), action);
        // What was here is gone, and with it the focus.
        head.getElement().executeJs("this.focus()");
    }

    /** A page of the server's own, outside of the router. */
    private static Anchor toSignIn() {
        var link = new Anchor("login", tr("invite.signIn"));
        link.setRouterIgnore(true);
        return link;
    }

    @Override
    public String getPageTitle() {
        return tr("invite.title") + " · " + tr("app.name");
    }

    /** What is typed here is kept nowhere. */
    private final class Form extends Div {

        private final String token;
        private final String username;
        private final app.mainstay.base.ui.Form form = new app.mainstay.base.ui.Form();
        private final PasswordField next = form.field("next", new PasswordField(tr("invite.password")));
        private final PasswordField again = form.field("again", new PasswordField(tr("invite.again")));

        Form(String token, Invitations.Found found) {
            this.token = token;
            this.username = found.username();
            next.setHelperText(tr("password.help"));
            for (var field : List.of(next, again)) {
                field.setAutocomplete(Autocomplete.NEW_PASSWORD);
                field.setRequiredIndicatorVisible(true);
                field.setValueChangeMode(ValueChangeMode.EAGER);
            }
            var save = new Button(tr("invite.save"), click -> save());
            save.addThemeVariants(ButtonVariant.PRIMARY);
            save.addClickShortcut(Key.ENTER).listenOn(this);
            var foot = new Div(save);
            foot.addClassName("form-foot");
            var head = new H2(tr("invite.welcome", found.displayName()));
            head.addClassName("invite-title");
            add(head, new Paragraph(tr("invite.text", username)), form, foot);
            next.focus();
        }

        private void save() {
            if (!next.getValue().equals(again.getValue())) {
                form.show(List.of(Problem.of("again", "problem.passwordDiffers")));
                return;
            }
            try {
                invitations.accept(token, next.getValue());
            } catch (RefusedException refused) {
                form.show(refused.problems());
                return;
            }
            say(tr("invite.done.title"), tr("invite.done", username), toSignIn());
        }
    }
}
