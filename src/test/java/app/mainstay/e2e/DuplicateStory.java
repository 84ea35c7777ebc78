package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An account is entered twice, found, and made one again; on a tablet. */
class DuplicateStory extends Story {

    @Test
    void twiceEnteredBecomesOne() {
        tablet();
        signIn("director");
        String name = page.locator(".row-link").first().innerText();
        page.navigate("accounts/new");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Name").setExact(true)).fill(name + " Co., Ltd.");
        assertThat(page.locator(".duplicate-hint").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))).isVisible();
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Representative")).click();
        page.locator("vaadin-combo-box-item").first().click();
        picture("hint");
        button("Save").click();
        assertThat(heading(name + " Co., Ltd.")).isVisible();

        page.navigate("accounts/duplicates");
        button("Look for duplicates").click();
        assertThat(page.getByText(Pattern.compile("accounts compared"))).isVisible();
        assertThat(page.locator(".row-link").first()).isVisible();
        picture("list");
        page.locator(".row-link").filter(new Locator.FilterOptions().setHasText(name)).first().click();
        assertThat(heading("Merge accounts")).isVisible();
        assertThat(page.locator("vaadin-radio-group").first()).isVisible();
        page.waitForFunction("document.documentElement.scrollWidth <= innerWidth");
        picture("merge");
        page.setViewportSize(768, 1024);
        page.waitForFunction("document.documentElement.scrollWidth <= innerWidth");
        String old = page.url();
        button("Merge").click();
        page.locator("vaadin-confirm-dialog, vaadin-confirm-dialog-overlay").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Merge").setExact(true)).click();
        assertThat(page).hasURL(Pattern.compile("accounts/[0-9A-Z]{13}$"));
        assertThat(page.getByText(Pattern.compile("^Merged:"))).isVisible();

        // Whoever kept the other address comes here, too.
        String here = page.url();
        page.navigate("accounts/" + (here.endsWith(old.replaceFirst(".*/merge/", "")) ? old.replaceFirst(".*/accounts/([^/]+)/.*", "$1") : old.replaceFirst(".*/merge/", "")));
        assertThat(page).hasURL(here);
    }

    private void picture(String what) {
        page.screenshot(new Page.ScreenshotOptions().setPath(java.nio.file.Path.of("target", "e2e", "DuplicateStory-" + what + ".png")));
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }
}
