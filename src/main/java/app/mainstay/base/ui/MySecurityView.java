package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.Passwords;
import app.mainstay.security.signin.SessionRow;
import app.mainstay.security.signin.Sessions;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.NotFoundException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/** Where one is signed in, and the own password. */
@Route("security")
@PermitAll
public class MySecurityView extends Page {

    private final transient Sessions sessions;
    private final transient SettingsService settings;
    private final Div list = new Div();

    public MySecurityView(Sessions sessions, Passwords passwords, SettingsService settings) {
        super(tr("session.title"));
        this.sessions = sessions;
        this.settings = settings;
        var places = new Div(new H2(tr("session.places")), new Paragraph(tr("session.help")), list);
        places.addClassName("section");
        var password = new Div(new H2(tr("password.title")), new PasswordForm(passwords, this::show));
        password.addClassNames("section", "password-section");
        body.addClassNames("narrow", "my-security");
        body.add(places, password);
        show();
    }

    private void show() {
        list.removeAll();
        var mine = sessions.mine();
        int sleeping = sessions.sleepingDevices();
        list.add(new SessionRows(mine, settings.zone(), this::end));
        if (sleeping > 0) {
            list.add(new Paragraph(tr("session.sleeping", sleeping)));
        }
        if (mine.stream().anyMatch(session -> !session.current()) || sleeping > 0) {
            list.add(new Button(tr("session.endOthers"), Icons.SIGN_OUT.create(), click -> {
                sessions.endOthers();
                show();
                Notices.done(tr("session.othersEnded"));
            }));
        }
    }

    private @Nullable Button end(SessionRow session) {
        if (session.current()) {
            return null;
        }
        var end = new Button(tr("session.end"), click -> {
            try {
                sessions.end(session.id());
            } catch (NotFoundException already) {
                // It has ended by itself meanwhile, which is what was wanted.
            }
            show();
            Notices.done(tr("session.ended"));
        });
        end.setAriaLabel(tr("session.end.of", SessionRows.device(session)));
        end.addThemeVariants(ButtonVariant.TERTIARY);
        return end;
    }
}
