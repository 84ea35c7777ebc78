package app.mainstay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * A story told in a real browser against the packaged application. Whatever a browser complains about fails it: an error in the console,
 * an uncaught exception, a breach of the Content-Security-Policy, a request to another machine. A picture of the end of each story
 * stands in target/e2e.
 */
abstract class Story {

    private static @Nullable Browser browser;

    protected Page page;
    private BrowserContext context;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** For each test: surefire does not report a class that is left out as a whole. */
    @BeforeEach
    void open() {
        assumeTrue(Boolean.getBoolean("mainstay.full"), "the browser tests are part of the full run only: ./mainstay test --full");
        desktop();
    }

    protected void desktop() {
        open(1440, 900, false);
    }

    protected void tablet() {
        open(1024, 768, true);
    }

    /** Against which application the story is told. */
    protected PackagedApplication application() {
        return PackagedApplication.running();
    }

    private void open(int width, int height, boolean touch) {
        if (context != null) {
            context.close();
        }
        context = browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height).setHasTouch(touch).setLocale("en-GB")
                .setTimezoneId("Asia/Shanghai").setBaseURL(application().address));
        context.setDefaultTimeout(30_000);
        context.addInitScript("document.addEventListener('securitypolicyviolation', e => console.error('Content-Security-Policy refuses '"
                + " + e.blockedURI + ' by ' + e.violatedDirective + ' at ' + e.sourceFile + ':' + e.lineNumber))");
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add("console: " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("exception: " + error));
        page.onResponse(response -> {
            if (response.request().resourceType().equals("document") && !response.headers().containsKey("content-security-policy")) {
                complaints.add("no Content-Security-Policy on " + response.url());
            }
        });
        page.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(application().address) && !url.startsWith("data:") && !url.startsWith("blob:")) {
                complaints.add("request to elsewhere: " + url);
            }
        });
    }

    protected void signIn(String username) {
        page.navigate("login");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("User name")).fill(username);
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Password")).fill("mainstay");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
        page.waitForURL(url -> !url.contains("login"));
    }

    /** The browser's process of this page ends as if killed: nothing of it says goodbye. */
    protected void killPage() {
        boolean[] crashed = {false};
        page.onCrash(gone -> crashed[0] = true);
        try {
            page.navigate("chrome://crash");
        } catch (PlaywrightException gone) {
            // Who would answer is gone.
        }
        for (long until = System.nanoTime() + 30_000_000_000L; !crashed[0] && System.nanoTime() < until; ) {
            // Lets Playwright hear of it.
            context.cookies();
        }
        assertThat(crashed[0]).as("the page is gone").isTrue();
        complaints.clear();
    }

    /** Waits for a complaint with these words, which the story provoked, and forgets it. */
    protected void expectComplaint(String words) {
        page.waitForCondition(() -> complaints.stream().anyMatch(complaint -> complaint.contains(words)));
        complaints.clear();
    }

    @AfterEach
    void nothingToComplainAbout(TestInfo test) {
        if (context == null) {
            return;
        }
        String name = getClass().getSimpleName() + "-" + test.getTestMethod().orElseThrow().getName();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "e2e", name + ".png")));
        context.close();
        assertThat(complaints).as("complaints of the browser").isEmpty();
    }

    private static synchronized Browser browser() {
        if (browser == null) {
            var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            String chromium = Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium");
            browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(chromium))
                    .setArgs(List.of("--no-sandbox", "--disable-quic", "--disable-background-networking")));
            // A slow machine is no failure.
            PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        }
        return browser;
    }
}
