package app.mainstay.security.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.ViewTest;
import com.vaadin.flow.component.login.LoginForm;
import org.junit.jupiter.api.Test;

class LoginViewsTest extends ViewTest {

    @Test
    void askForNameAndPassword() {
        open("login");

        assertThat(view()).isInstanceOf(LoginView.class);
        _assertOne(LoginForm.class);
    }
}
