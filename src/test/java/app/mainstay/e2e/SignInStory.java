package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Objects;
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
    void aSessionThatIsEndedElsewhereSaysSoAtOnce() {
        signIn("member");
        var elsewhere = Objects.requireNonNull(page.context().browser()).newContext(new Browser.NewContextOptions().setLocale("en-GB")
                .setBaseURL(PackagedApplication.running().address));
        var first = page;
        page = elsewhere.newPage();
        try {
            signIn("member");
            page.navigate("security");
            page.getByText("Sign out everywhere else").first().click();
            assertThat(first.getByText("You have been signed out")).isVisible();
        } finally {
            elsewhere.close();
            page = first;
        }
        page.navigate("accounts");
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
    }

    @Test
    void whoFailsOftenReadsHowLongToWait() {
        page.navigate("login");
        for (int i = 0; i < 4; i++) {
            page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("User name")).fill("nobody");
            page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Password")).fill("wrong");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
            page.waitForURL(url -> url.contains("error"));
            page.navigate("login");
        }
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("User name")).fill("nobody");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Password")).fill("wrong");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
        assertThat(page.getByText(Pattern.compile("Try again in \\d+ s\\."))).isVisible();
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
