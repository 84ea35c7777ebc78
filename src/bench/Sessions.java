import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a signed-in person with the list of accounts open costs the server: live bytes after a full collection, with none and with many
 * sessions. Browsers are killed and not closed, since a page that closes tells the server to forget it.
 */
public class Sessions {

    private static final int BATCH = 10;

    public static void main(String[] args) throws Exception {
        String address = args[0];
        String server = args[1];
        int sessions = Integer.parseInt(args[2]);
        // Whatever the first visitors make the server load belongs to nobody.
        open(address, BATCH);
        long before = live(server);
        for (int opened = 0; opened < sessions; opened += BATCH) {
            open(address, Math.min(BATCH, sessions - opened));
        }
        long after = live(server);
        System.out.printf("%d sessions with the list open: %.0f KB each (%.1f MB before, %.1f MB after)%n", sessions,
                (after - before) / 1024.0 / sessions, before / 1048576.0, after / 1048576.0);
    }

    private static void open(String address, int sessions) throws Exception {
        try (var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            String chromium = Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium");
            Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(chromium))
                    .setArgs(List.of("--no-sandbox", "--disable-quic", "--disable-background-networking")));
            for (int i = 0; i < sessions; i++) {
                var page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en-GB")).newPage();
                page.navigate(address + "login");
                page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("User name")).fill("director");
                page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Password")).fill("mainstay");
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
                page.locator("vaadin-grid .row-link").first().waitFor();
            }
            ProcessHandle.current().descendants().filter(process -> process.info().command().orElse("").contains("chrom")).forEach(ProcessHandle::destroyForcibly);
        } catch (com.microsoft.playwright.PlaywrightException killed) {
            // The browser is gone before it could be closed: that was meant.
        }
    }

    private static long live(String server) throws Exception {
        // Until nothing is left to collect.
        long bytes = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            var histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), server, "GC.class_histogram").start();
            var lines = new String(histogram.getInputStream().readAllBytes()).lines().toList();
            histogram.waitFor(1, TimeUnit.MINUTES);
            String total = lines.stream().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
            bytes = Math.min(bytes, Long.parseLong(total.trim().split("\\s+")[2]));
        }
        return bytes;
    }
}
