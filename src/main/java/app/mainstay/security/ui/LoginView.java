package app.mainstay.security.ui;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

@Route("login")
@AnonymousAllowed
public class LoginView extends Main {

    public LoginView() {
        var form = new LoginForm();
        form.setAction("login");
        add(form);
    }
}
