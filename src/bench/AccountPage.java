import app.mainstay.shared.Ids;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * What the server takes until an account's page stands in a browser with the first moments of a long story: from the request of a page's own
 * address with all that follows it, and from a click in the list. Time that the browser takes for itself is not in it; run by src/bench/account.
 */
public class AccountPage {

    /** Before anything is timed, until the code is compiled; and before each of the others. */
    private static final int FIRST = Integer.getInteger("first", 250);
    private static final int WARM = Integer.getInteger("warm", 20);
    private static final boolean OLDER = !"false".equals(System.getProperty("older"));
    private static final int RUNS = Integer.getInteger("runs", 40);
    private static final double GOAL = 100;
    /** Which of a session's pages asks; the first request of one has no number yet. */
    private static final Pattern UI = Pattern.compile("v-uiId=(\\d+)");
    private static final int NO_PAGE = -1;
    private static final String STORY = ".timeline > li";
    /** When the story stood. What the browser asks from then on, as whether the page is scrolled right, is not for the first paint. */
    private static final String WATCH = """
            window.watchStory = () => {
              window.storyAt = 0;
              const look = () => {
                if (document.querySelectorAll('.timeline > li').length > (window.storyBefore || 0)) {
                  window.storyAt = performance.timeOrigin + performance.now();
                  observer.disconnect();
                }
              };
              const observer = new MutationObserver(look);
              observer.observe(document, {subtree: true, childList: true});
            };
            window.watchStory();
            """;

    private static final List<Request> asked = new CopyOnWriteArrayList<>();

    private static long begun;
    private static Path log = Path.of("");

    private static void begin() {
        asked.clear();
        begun = System.currentTimeMillis();
    }

    public static void main(String[] args) throws SQLException {
        String address = args[0];
        log = Path.of(args[2]);
        var account = account(Integer.parseInt(args[1]));
        String path = "accounts/" + Ids.text(account.id());
        try (var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            String chromium = Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium");
            Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(chromium))
                    .setArgs(List.of("--no-sandbox", "--disable-quic", "--disable-background-networking")));
            for (String user : List.of(account.representative(), "director")) {
                var page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en-GB").setBaseURL(address)).newPage();
                page.onRequest(asked::add);
                page.addInitScript(WATCH);
                signIn(page, user);
                System.out.println("-- " + user);
                measure(page, "by its address", () -> {
                    page.navigate("about:blank");
                    begin();
                    page.navigate(path);
                    page.locator(STORY).first().waitFor();
                });
                measure(page, "from the list", () -> {
                    page.navigate("accounts?q=" + account.name());
                    page.locator("vaadin-grid .row-link").first().waitFor();
                    page.evaluate("window.storyBefore = 0; window.watchStory()");
                    begin();
                    page.locator("vaadin-grid .row-link").first().click();
                    page.locator(STORY).first().waitFor();
                });
                if (!OLDER) {
                    continue;
                }
                measure(page, "older moments", () -> {
                    page.navigate(path);
                    page.locator(STORY).first().waitFor();
                    page.evaluate("window.storyBefore = document.querySelectorAll('.timeline > li').length; window.watchStory()");
                    begin();
                    page.getByText("Show older").click();
                    page.locator(STORY).nth(40).waitFor();
                });
            }
            browser.close();
        }
    }

    private static boolean warm;

    private static void measure(Page page, String what, Runnable act) {
        for (int i = 0; i < (warm ? WARM : FIRST); i++) {
            act.run();
        }
        warm = true;
        List<Double> times = new ArrayList<>();
        List<Double> seen = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            act.run();
            double stood = ((Number) page.evaluate("window.storyAt")).doubleValue();
            double browser = 0;
            int own = asked.stream().mapToInt(request -> ui(request.url())).max().orElse(0);
            for (var request : List.copyOf(asked)) {
                boolean itself = ui(request.url()) == own || ui(request.url()) == NO_PAGE;
                if (itself && !request.url().startsWith("about:") && (request.resourceType().equals("document") || request.url().contains("v-r="))) {
                    request.response().finished();
                    var timing = request.timing();
                    browser += timing.startTime + Math.max(0, timing.requestStart) < stood ? timing.responseEnd - timing.requestStart : 0;
                }
            }
            seen.add(browser);
            parts.clear();
            parts.addAll(served(begun, stood));
            times.add(parts.stream().mapToDouble(part -> part).sum());
        }
        double p95 = at(times, 0.95);
        System.out.printf("%-16s p50 %6.1f ms  p95 %6.1f ms  goal %.0f %s; the last one's requests %s; as the browser waited p50 %.1f  p95 %.1f%n", what,
                at(times, 0.5), p95, GOAL, p95 <= GOAL ? "met" : "MISSED", parts.stream().map(part -> String.format("%.0f", part)).toList(), at(seen, 0.5), at(seen, 0.95));
    }

    private static double at(List<Double> times, double share) {
        return times.stream().sorted().toList().get((int) Math.ceil(share * times.size()) - 1);
    }

    /** What the server's own log says of the requests that began within this time: milliseconds from the first byte in to the last one out. */
    private static List<Double> served(double from, double to) {
        List<String[]> asked = new ArrayList<>();
        try (var lines = Files.lines(log)) {
            lines.map(line -> line.split(" ")).filter(words -> words.length == 3 && Long.parseLong(words[0]) >= from && Long.parseLong(words[0]) < to)
                    .filter(words -> words[2].startsWith("/accounts/") || words[2].contains("v-r=")).forEach(asked::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The page that was left says goodbye meanwhile.
        int own = asked.stream().mapToInt(words -> ui(words[2])).max().orElse(0);
        return asked.stream().filter(words -> ui(words[2]) == own || ui(words[2]) == NO_PAGE).map(words -> Double.parseDouble(words[1]) / 1000).toList();
    }

    private static int ui(String url) {
        var number = UI.matcher(url);
        return number.find() ? Integer.parseInt(number.group(1)) : NO_PAGE;
    }

    private static void signIn(Page page, String user) {
        page.navigate("login");
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("User name")).fill(user);
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Password")).fill("mainstay");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
        page.waitForURL(url -> !url.contains("login"));
    }

    // ---- the account ----

    private record Account(long id, String name, String representative) {
    }

    /** The first account of somebody who can sign in, its story as long as wanted, of all kinds that occur and by everybody in its unit. */
    private static Account account(int moments) throws SQLException {
        try (var connection = DriverManager.getConnection(System.getenv("SPRING_DATASOURCE_URL"), System.getenv("SPRING_DATASOURCE_USERNAME"),
                System.getenv("SPRING_DATASOURCE_PASSWORD"))) {
            Account account;
            try (var rows = connection.createStatement().executeQuery("select a.id, a.name, u.username from account a join security_user u on u.id = a.primary_rep_id "
                    + "where u.username = 'member' and a.archived_at is null order by a.id limit 1")) {
                rows.next();
                account = new Account(rows.getLong(1), rows.getString(2), rows.getString(3));
            }
            write(connection, account.id(), moments);
            return account;
        }
    }

    private static void write(Connection connection, long account, int moments) throws SQLException {
        int there;
        try (var rows = connection.createStatement().executeQuery("select count(*) from account_timeline where account_id = " + account)) {
            rows.next();
            there = rows.getInt(1);
        }
        List<Long> people = new ArrayList<>();
        try (var rows = connection.createStatement().executeQuery("select p.id from account a join security_user p on p.unit_id = a.unit_id where a.id = " + account)) {
            while (rows.next()) {
                people.add(rows.getLong(1));
            }
        }
        connection.setAutoCommit(false);
        var kinds = List.of("account.changed", "account.contact.added", "account.note.written");
        try (var insert = connection.prepareStatement("insert into account_timeline (account_id, occurred_at, id, kind, actor_id, source_module, parameters) "
                + "values (?, ?, ?, ?, ?, 'account', ?)")) {
            for (int i = there; i < moments; i++) {
                insert.setLong(1, account);
                insert.setObject(2, LocalDateTime.of(2026, 11, 1, 0, 0).minusMinutes(37L * i));
                insert.setLong(3, (1L << 50) + i);
                insert.setString(4, kinds.get(i % kinds.size()));
                insert.setLong(5, people.get(i % people.size()));
                insert.setString(6, i % kinds.size() == 0 ? "{\"fields\":\"revenue,website\"}" : "{\"name\":\"Moment " + i + "\"}");
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
    }
}
