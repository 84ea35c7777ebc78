package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.Passwords;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;

/** Another password for oneself, which takes the present one. What is typed here is kept nowhere. */
final class PasswordForm extends Div {

    private final transient Passwords passwords;
    private final Runnable done;
    private final Form form = new Form();
    private final PasswordField current = form.field("current", new PasswordField(tr("password.current")));
    private final PasswordField next = form.field("next", new PasswordField(tr("password.next")));
    private final PasswordField again = form.field("again", new PasswordField(tr("password.again")));
    private final Checkbox endOthers = new Checkbox(tr("password.endOthers"));

    PasswordForm(Passwords passwords, Runnable done) {
        this.passwords = passwords;
        this.done = done;
        next.setHelperText(tr("password.help"));
        current.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        next.setAutocomplete(Autocomplete.NEW_PASSWORD);
        again.setAutocomplete(Autocomplete.NEW_PASSWORD);
        for (var field : new PasswordField[]{current, next, again}) {
            field.setRequiredIndicatorVisible(true);
            field.setValueChangeMode(ValueChangeMode.EAGER);
        }
        endOthers.addClassName("below-form");
        var save = new Button(tr("password.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER).listenOn(this);
        var foot = new Div(save);
        foot.addClassName("form-foot");
        add(form, endOthers, foot);
    }

    private void save() {
        if (!next.getValue().equals(again.getValue())) {
            form.show(List.of(Problem.of("again", "problem.passwordDiffers")));
            return;
        }
        try {
            passwords.change(current.getValue(), next.getValue(), endOthers.getValue());
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        }
        current.clear();
        next.clear();
        again.clear();
        form.read();
        done.run();
        Notices.done(tr("password.done"));
    }
}
