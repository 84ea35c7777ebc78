package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Notes do no harm in a real browser, and files come in and are looked at; on a tablet. */
class NotesStory extends Story {

    private static final byte[] PNG = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final String PDF = """
            %PDF-1.4
            1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
            2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
            3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200]>> endobj
            trailer <</Root 1 0 R>>
            %%EOF
            """;

    @Test
    void notesDoNoHarmAndFilesAreKept() {
        tablet();
        signIn("member");
        page.locator(".row-link").first().click();
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Notes and files")).click();

        button("Write a note").click();
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Text")).fill("""
                **Bold** words

                <script>window.harm = 1</script><b onmouseover="window.harm = 2" style="position:fixed">HTML</b>
                <iframe srcdoc="<script>parent.harm = 3</script>"></iframe><form action="/logout"><button>Win</button></form>
                [run](javascript:window.harm=4) <svg onload="window.harm = 5"></svg>""");
        button("Save").click();
        var note = page.locator(".note").filter(new Locator.FilterOptions().setHasText("Bold words")).first();
        assertThat(note.locator("strong")).hasText("Bold");
        note.getByText("HTML").hover();
        assertThat(note.locator("script, iframe, [onmouseover], [onload], a[href^=javascript]")).hasCount(0);
        assertThat(page.evaluate("window.harm")).isNull();
        picture("note");

        page.locator("vaadin-upload input[type=file]").setInputFiles(new FilePayload[] {new FilePayload("photo.png", "image/png", PNG),
                new FilePayload("offer.pdf", "application/pdf", PDF.getBytes(StandardCharsets.UTF_8)),
                new FilePayload("logo.png", "image/png", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>".getBytes(StandardCharsets.UTF_8))});
        var files = page.locator(".documents > li");
        assertThat(files).hasCount(3);
        assertThat(page.locator(".notes-and-files .form-problem")).hasCount(0);
        page.waitForFunction("document.documentElement.scrollWidth <= innerWidth");
        picture("files");

        button("Preview photo.png").click();
        page.waitForFunction("document.querySelector('.file-preview img, vaadin-dialog img, vaadin-dialog-overlay img').naturalWidth === 1");
        button("Close").click();
        assertThat(button("Close")).hasCount(0);
        button("Preview offer.pdf").click();
        var frame = page.locator("iframe[src*='show=true']");
        assertThat(frame).isVisible();
        var answer = page.request().get(frame.getAttribute("src"));
        assertThat(answer.headers().get("x-frame-options")).isEqualTo("SAMEORIGIN");
        picture("pdf");
        button("Close").click();
        assertThat(button("Preview logo.png")).hasCount(0);
        var download = page.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("logo.png")).click());
        assertThat(download.suggestedFilename()).isEqualTo("logo.png");
    }

    private void picture(String what) {
        page.screenshot(new Page.ScreenshotOptions().setPath(java.nio.file.Path.of("target", "e2e", "NotesStory-" + what + ".png")));
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
