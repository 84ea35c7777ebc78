package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Minutes are kept while they are typed: whatever is killed, the text is there again. Nobody leaves the field before. */
class MinutesStory extends Story {

    private static final String FIRST = "Opening words\nNeed: shorter lead times\n";
    private static final String LAST = "Need: the very last words";

    private static @Nullable PackagedApplication own;
    private boolean alone;

    @Override
    protected PackagedApplication application() {
        return alone ? own() : super.application();
    }

    private static PackagedApplication own() {
        if (own == null) {
            own = PackagedApplication.start("killed.log");
        }
        return own;
    }

    @AfterAll
    static void stop() {
        if (own != null) {
            own.stop();
        }
    }

    @Test
    void aKilledBrowserLosesNothingThatWasTyped() {
        String meeting = type("Talk before the crash");
        killPage();
        desktop();
        isThereAgain(meeting);
    }

    @Test
    void aKilledServerLosesNothingThatWasTyped() throws Exception {
        alone = true;
        desktop();
        String meeting = type("Talk before the power failed");
        application().kill();
        // Else it would complain that nobody answers.
        killPage();
        application().startAgain();
        desktop();
        isThereAgain(meeting);
    }

    /** @return the address of the meeting */
    private String type(String subject) {
        signIn("member");
        page.navigate("meetings/new?kind=INTERNAL&start=2031-07-02T10:00&end=2031-07-02T11:00&subject=" + subject.replace(" ", "%20"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
        assertThat(page).hasURL(Pattern.compile("/meetings/[0-9A-Z]{13}$"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Write minutes")).click();
        var area = area();
        area.click();
        page.keyboard().type(FIRST);
        assertThat(line("shorter lead times")).isVisible();
        page.keyboard().type(LAST);
        // The server looks at the lines after it has kept them.
        assertThat(line("the very last words")).isVisible();
        assertThat(area).isFocused();
        return page.url();
    }

    private void isThereAgain(String meeting) {
        signIn("member");
        page.navigate(meeting);
        assertThat(area()).hasValue(FIRST + LAST);
    }

    private Locator area() {
        return page.locator(".minutes-writing textarea");
    }

    private Locator line(String words) {
        return page.locator(".minutes-lines", new Page.LocatorOptions().setHasText(words));
    }
}
