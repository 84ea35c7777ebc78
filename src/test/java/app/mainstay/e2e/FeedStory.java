package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are not ours follow somebody's calendar: vdirsyncer subscribes to the private address, khal says what stands in it. */
class FeedStory extends Story {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String SUBJECT = "Call across the ocean";

    @TempDir
    Path home;

    @Test
    void aSeriesWithAnExceptionIsReadElsewhereAtTheRightTimes() throws Exception {
        assumeTrue(isThere("vdirsyncer") && isThere("khal"), "needs khal and vdirsyncer, which .ci/run installs");
        // Three weeks around the next change of New York's clocks.
        var change = NEW_YORK.getRules().nextTransition(Instant.now().plusSeconds(14 * 24 * 3600L)).getDateTimeBefore().toLocalDate();
        LocalDate first = change.with(TemporalAdjusters.previous(DayOfWeek.WEDNESDAY));

        signIn("member");
        page.navigate("meetings/new?kind=INTERNAL&start=" + first + "T09:00&end=" + first + "T09:30&subject=" + SUBJECT.replace(" ", "%20"));
        choose("Time zone", "America/New_York");
        page.locator("vaadin-select:has(label:text-is('Repeats')) vaadin-select-value-button").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Weekly").setExact(true)).click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
        assertThat(page).hasURL(Pattern.compile("/meetings/[0-9A-Z]{13}$"));
        String series = khal(subscribe(), first);
        for (int week = 0; week < 4; week++) {
            assertThat(series).contains(first.plusWeeks(week) + " " + inShanghai(first.plusWeeks(week)) + " " + SUBJECT);
        }
        assertThat(inShanghai(first)).as("the clocks changed between").isNotEqualTo(inShanghai(first.plusWeeks(1)));

        // One of them is called off.
        page.goBack();
        assertThat(page).hasURL(Pattern.compile("/meetings/[0-9A-Z]{13}$"));
        page.locator("vaadin-menu-bar-button[aria-label='More actions']").first().click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Cancel the meeting")).click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel the meeting")).click();
        assertThat(page.getByText("Cancelled").first()).isVisible();
        run("vdirsyncer", "-c", home.resolve("vdirsyncer").toString(), "sync");
        assertThat(khal(home, first)).doesNotContain(first + " " + inShanghai(first) + " " + SUBJECT).contains(first.plusWeeks(1) + " " + inShanghai(first.plusWeeks(1)) + " " + SUBJECT);
    }

    private static String inShanghai(LocalDate day) {
        var start = day.atTime(LocalTime.of(9, 0)).atZone(NEW_YORK).withZoneSameInstant(SHANGHAI);
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(start);
    }

    private void choose(String label, String item) {
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(label)).fill(item);
        page.locator("vaadin-combo-box-item", new Page.LocatorOptions().setHasText(item)).first().click();
    }

    /** Makes an address and follows it. */
    private Path subscribe() throws IOException, InterruptedException {
        page.navigate("calendar/feed");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make an address")).click();
        String address = page.locator(".feed-address input").inputValue();
        Files.writeString(home.resolve("vdirsyncer"), """
                [general]
                status_path = "%1$s/status"
                [pair feed]
                a = "there"
                b = "here"
                collections = null
                [storage there]
                type = "http"
                url = "%2$s"
                [storage here]
                type = "filesystem"
                path = "%1$s/calendar"
                fileext = ".ics"
                """.formatted(home, address));
        Files.writeString(home.resolve("khal"), """
                [calendars]
                [[feed]]
                path = %1$s/calendar
                readonly = True
                [locale]
                local_timezone = Asia/Shanghai
                default_timezone = Asia/Shanghai
                timeformat = %%H:%%M
                dateformat = %%Y-%%m-%%d
                longdateformat = %%Y-%%m-%%d
                datetimeformat = %%Y-%%m-%%d %%H:%%M
                longdatetimeformat = %%Y-%%m-%%d %%H:%%M
                [sqlite]
                path = %1$s/khal.db
                """.formatted(home));
        Files.createDirectories(home.resolve("calendar"));
        run("vdirsyncer", "-c", home.resolve("vdirsyncer").toString(), "discover");
        run("vdirsyncer", "-c", home.resolve("vdirsyncer").toString(), "sync");
        return home;
    }

    private String khal(Path where, LocalDate from) throws IOException, InterruptedException {
        return run("khal", "-c", where.resolve("khal").toString(), "list", "--format", "{start-date} {start-time} {title}", "--day-format", "", from.toString(), "29d");
    }

    private String run(String... command) throws IOException, InterruptedException {
        var log = home.resolve("log").toFile();
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).redirectOutput(log).redirectInput(ProcessBuilder.Redirect.from(yes()));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(log.toPath());
        assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + said).isZero();
        return said;
    }

    private java.io.File yes() throws IOException {
        return Files.writeString(home.resolve("yes"), "y\n".repeat(9)).toFile();
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
