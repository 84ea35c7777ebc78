package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Icons;
import app.mainstay.security.UserRow;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;

/** The one moment in which a made-up password can be read. Closes by its button only, since it never comes back. */
final class OneTimePasswordDialog extends Dialog {

    OneTimePasswordDialog(UserRow user, String password) {
        setHeaderTitle(tr("admin.password.title", user.displayName()));
        setWidth("min(480px, 96vw)");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        var field = new TextField(tr("admin.password.label"));
        field.setValue(password);
        field.setReadOnly(true);
        field.setWidthFull();
        field.addClassName("one-time-password");
        var copy = new Button(tr("admin.password.copy"), Icons.FILE.create());
        // In the browser's own click, which alone may write to the clipboard; without TLS there is only the old way.
        copy.addAttachListener(attach -> copy.getElement().executeJs("""
                const field = $0, done = $1;
                this.addEventListener('click', async () => {
                  field.inputElement.select();
                  try { await navigator.clipboard.writeText(field.value); } catch (e) { document.execCommand('copy'); }
                  this.textContent = done;
                });""", field.getElement(), tr("admin.password.copied")));
        var row = new Div(field, copy);
        row.addClassName("copy-row");
        add(new Paragraph(tr("admin.password.text", user.username())), row);
        var done = new Button(tr("admin.password.done"), click -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
        copy.focus();
    }
}
