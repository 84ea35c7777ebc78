package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.Passwords;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** The own password. Whoever has a one-time password is led here and no further. */
@Route("password")
@PermitAll
public class PasswordView extends Page {

    private final transient Passwords passwords;
    private final Form form = new Form();
    private final PasswordField current = form.field("current", new PasswordField(tr("password.current")));
    private final PasswordField next = form.field("next", new PasswordField(tr("password.next")));
    private final PasswordField again = form.field("again", new PasswordField(tr("password.again")));

    public PasswordView(Passwords passwords) {
        super(tr("password.title"));
        this.passwords = passwords;
        next.setHelperText(tr("password.help"));
        current.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.CURRENT_PASSWORD);
        next.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
        again.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
        for (var field : new PasswordField[]{current, next, again}) {
            field.setRequiredIndicatorVisible(true);
            field.setValueChangeMode(ValueChangeMode.EAGER);
        }
        var save = new Button(tr("password.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER);
        var foot = new Div(save);
        foot.addClassName("form-foot");
        body.addClassName("narrow");
        if (passwords.mustChange()) {
            body.add(new Paragraph(tr("password.must")));
        }
        body.add(form, foot);
    }

    private void save() {
        if (!next.getValue().equals(again.getValue())) {
            form.show(java.util.List.of(Problem.of("again", "problem.passwordDiffers")));
            return;
        }
        try {
            passwords.change(current.getValue(), next.getValue());
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        }
        UI.getCurrent().navigate("");
        Notices.done(tr("password.done"));
    }
}
