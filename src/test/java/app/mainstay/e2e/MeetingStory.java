package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What only a browser can show of the calendar: times selected with the pointer, meetings dragged and stretched. */
class MeetingStory extends Story {

    /** A week in which nobody of the demonstration meets. */
    private static final String WEEK = "calendar?view=week&day=2031-06-04";
    private static final String SUBJECT = "Drawn by hand";

    @Test
    void aMeetingIsDrawnDraggedAndStretched() {
        signIn("member");
        page.navigate(WEEK);
        assertThat(page.locator(".fc-timegrid-slot").first()).isVisible();

        drag(at("2031-06-04", "10:00:00", 4), at("2031-06-04", "11:00:00", 20));
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Subject").fill(SUBJECT);
        dialog.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Kind")).fill("Internal");
        page.keyboard().press("Enter");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save")).click();
        assertThat(meeting("10:00–11:30")).isVisible();

        // Where it is taken hold of goes to the same place of another day.
        drag(spot(meeting("10:00–11:30"), 0.5, 0.3), new double[]{spot(day("2031-06-05"), 0.5, 0)[0], spot(meeting("10:00–11:30"), 0.5, 0.3)[1]});
        assertThat(page.getByText(SUBJECT + " was moved.")).isVisible();
        assertThat(day("2031-06-05").locator(".happening")).isVisible();

        // By its lower edge.
        var box = meeting("10:00–11:30").boundingBox();
        meeting("10:00–11:30").hover();
        drag(new double[]{box.x + box.width / 2, box.y + box.height - 2}, new double[]{box.x + box.width / 2, box.y + box.height + box.height / 3 - 2});
        assertThat(meeting("10:00–12:00")).isVisible();

        meeting("10:00–12:00").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(SUBJECT).setLevel(1))).isVisible();
        // The page may stand before the browser's history knows of it.
        assertThat(page).hasURL(Pattern.compile("/meetings/"));
        page.goBack();
        assertThat(page).hasURL(Pattern.compile("calendar\\?view=week&day=2031-06-04"));
        assertThat(meeting("10:00–12:00")).isVisible();
    }

    private Locator meeting(String time) {
        return page.locator(".happening[aria-label^='" + time + "']", new Page.LocatorOptions().setHasText(SUBJECT));
    }

    private Locator day(String day) {
        return page.locator(".fc-timegrid-col[data-date='" + day + "']");
    }

    private double[] at(String day, String time, double below) {
        var slot = page.locator(".fc-timegrid-slot-lane[data-time='" + time + "']");
        slot.scrollIntoViewIfNeeded();
        var row = slot.boundingBox();
        var column = day(day).boundingBox();
        return new double[]{column.x + column.width / 2, row.y + below};
    }

    private static double[] spot(Locator element, double across, double down) {
        var box = element.boundingBox();
        return new double[]{box.x + box.width * across, box.y + box.height * down};
    }

    private void drag(double[] from, double[] to) {
        var mouse = page.mouse();
        mouse.move(from[0], from[1]);
        mouse.down();
        mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
        mouse.move(to[0], to[1]);
        mouse.move(to[0], to[1]);
        mouse.up();
    }
}
