package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SignInStory extends Story {

    @Test
    void aMemberSignsInSeesTheAccountsAndSignsOut() {
        signIn("member");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Accounts").setLevel(1))).isVisible();
        assertThat(page.locator("vaadin-grid .row-link").first()).isVisible();

        page.locator(".user-menu vaadin-menu-bar-button").first().click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out")).click();
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));

        page.navigate("accounts");
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
    }

    @Test
    void aWrongPasswordIsRefusedInOneSentence() {
        page.navigate("login");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("User name")).fill("member");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Password")).fill("wrong");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
        assertThat(page.getByText("The user name or the password is wrong")).isVisible();
        // Only the password is typed again.
        assertThat(page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("User name"))).hasValue("member");
    }

    @Test
    void anAddressThatLeadsNowhereSaysSo() {
        signIn("member");
        page.navigate("nowhere");
        assertThat(page.getByText("There is nothing at this address for you.")).isVisible();
    }

    /** The proof that the other stories would notice. */
    @Test
    void thePolicyForbidsForeignScriptsAndForeignServers() {
        page.navigate("login");
        page.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: 'window.foreign = true'}))");
        expectComplaint("refuses inline by script-src");
        page.evaluate("fetch('https://foreign.example/').catch(() => 0)");
        expectComplaint("refuses https://foreign.example/ by connect-src");
        assertEquals(true, page.evaluate("window.foreign === undefined"));
    }
}
