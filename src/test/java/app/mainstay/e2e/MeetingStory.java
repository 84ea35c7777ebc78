package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
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

    /** A finger that rests takes hold, one that wipes scrolls. */
    @Test
    void aMeetingIsMovedAndStretchedByFinger() {
        tablet();
        signIn("member");
        page.navigate("meetings/new?kind=INTERNAL&start=2031-06-18T10:00&end=2031-06-18T11:30&subject=" + SUBJECT.replace(" ", "%20"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
        assertThat(page).hasURL(Pattern.compile("/meetings/[0-9A-Z]{13}$"));
        page.navigate("calendar?view=week&day=2031-06-18");
        var finger = page.context().newCDPSession(page);

        var from = spot(meeting("10:00–11:30"), 0.5, 0.3);
        touch(finger, "touchStart", from);
        // Hidden, while what is under the finger stands for it.
        assertThat(page.locator(".fc-event-selected")).not().hasCount(0);
        double[] to = {spot(day("2031-06-19"), 0.5, 0)[0], from[1]};
        touch(finger, "touchMove", new double[]{(from[0] + to[0]) / 2, from[1] + 3});
        touch(finger, "touchMove", to);
        touch(finger, "touchMove", to);
        touch(finger, "touchEnd");
        assertThat(page.getByText(SUBJECT + " was moved.")).isVisible();
        assertThat(day("2031-06-19").locator(".happening")).isVisible();

        touch(finger, "touchStart", spot(meeting("10:00–11:30"), 0.5, 0.3));
        // Hidden, while what is under the finger stands for it.
        assertThat(page.locator(".fc-event-selected")).not().hasCount(0);
        touch(finger, "touchEnd");
        var edge = page.locator(".fc-event-selected .fc-event-resizer-end");
        assertThat(edge).isVisible();
        double[] handle = spot(edge, 0.5, 0.5);
        double third = meeting("10:00–11:30").boundingBox().height / 3;
        touch(finger, "touchStart", handle);
        touch(finger, "touchMove", new double[]{handle[0], handle[1] + third / 2});
        touch(finger, "touchMove", new double[]{handle[0], handle[1] + third});
        touch(finger, "touchMove", new double[]{handle[0], handle[1] + third});
        touch(finger, "touchEnd");
        assertThat(meeting("10:00–12:00")).isVisible();
    }

    private static void touch(CDPSession finger, String type, double... at) {
        var points = new JsonArray();
        if (at.length > 0) {
            var point = new JsonObject();
            point.addProperty("x", at[0]);
            point.addProperty("y", at[1]);
            points.add(point);
        }
        var event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        finger.send("Input.dispatchTouchEvent", event);
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
