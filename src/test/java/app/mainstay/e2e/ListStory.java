package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What only a browser can show of a list: room for columns, popovers, the way there and back, a file that arrives. */
class ListStory extends Story {

    @Test
    void onATabletAListIsNarrowedAndLedThrough() {
        tablet();
        signIn("director");
        assertThat(page.locator(".row-link").first()).isVisible();
        assertNothingSideways();

        button("Filter").click();
        button("Tier").click();
        page.getByLabel("Core", new Page.GetByLabelOptions().setExact(true)).check();
        assertThat(page).hasURL(Pattern.compile("tier=core"));
        page.keyboard().press("Escape");
        assertThat(page.getByText("Tier: Core")).isVisible();

        Locator third = page.locator(".row-link").nth(2);
        String name = third.innerText();
        third.click();
        assertThat(heading(name)).isVisible();
        button("Next in the list").click();
        assertThat(heading(name)).not().isVisible();
        button("Previous in the list").click();
        assertThat(heading(name)).isVisible();
        page.locator(".record-trail a").click();
        assertThat(page).hasURL(Pattern.compile("tier=core"));
        assertThat(page.getByText("Tier: Core")).isVisible();
        page.setViewportSize(768, 1024);
        assertThat(page.locator("vaadin-grid")).isVisible();
        assertNothingSideways();
    }

    @Test
    void whatIsShownArrivesAsAFile() throws IOException {
        signIn("director");
        button("More for this list").click();

        var download = page.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Export as CSV")).click());

        assertThat(download.suggestedFilename()).startsWith("Accounts").endsWith(".csv");
        var lines = Files.readAllLines(download.path());
        assertThat(lines.getFirst()).startsWith("\uFEFFName,Tier,");
        assertThat(lines).hasSizeGreaterThan(100);
    }

    /** Pasted by mistake: the server refuses addresses of 8 kB before anything of the product could say a word, unless it is told otherwise. */
    @Test
    void anAddressWithTenKilobytesOfTextLeadsToItsList() {
        signIn("director");
        for (String address : List.of("accounts?nonsense=" + "x".repeat(10_240), "accounts?q=" + "%E5%AE%A2".repeat(3_400))) {
            page.navigate(address);
            assertThat(page.locator(".row-link").first()).isVisible();
        }
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }

    private void assertNothingSideways() {
        page.waitForFunction("document.documentElement.scrollWidth <= innerWidth");
        page.waitForFunction("(grid => grid.$.table.scrollWidth <= grid.$.table.clientWidth)(document.querySelector('vaadin-grid'))");
    }
}
