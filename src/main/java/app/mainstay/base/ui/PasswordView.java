package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.Passwords;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** The own password and nothing else. Whoever has a one-time password is led here and no further. */
@Route("password")
@PermitAll
public class PasswordView extends Page {

    public PasswordView(Passwords passwords) {
        super(tr("password.title"));
        body.addClassName("narrow");
        if (passwords.mustChange()) {
            body.add(new Paragraph(tr("password.must")));
        }
        body.add(new PasswordForm(passwords, () -> UI.getCurrent().navigate("")));
    }
}
