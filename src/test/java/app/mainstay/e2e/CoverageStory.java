package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What only a browser can show of the board: a card carried by the pointer, by the keyboard, and one that goes back. */
class CoverageStory extends Story {

    @Test
    void aCardIsCarriedByPointerAndByKeyboardToAnotherRepresentative() {
        signIn("manager");
        page.navigate("team/coverage");
        assertThat(columns()).hasCount(4);

        // By pointer to the column at the left of it.
        Locator card = cards(2).first();
        String first = title(card);
        String taker = name(1);
        drag(card, columns().nth(1));
        assertThat(dialog()).isVisible();
        give("Region changes");
        assertThat(cards(1).filter(new Locator.FilterOptions().setHasText(first))).hasCount(1);
        cards(1).filter(new Locator.FilterOptions().setHasText(first)).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(first).setLevel(1))).isVisible();
        assertThat(page.locator(".coverage-name")).hasText(taker);
        assertThat(page.locator(".coverage-terms tbody tr").first()).containsText("Region changes");

        // By keyboard to the column at the right of it; the live region says where it is.
        page.navigate("team/coverage");
        assertThat(columns()).hasCount(4);
        card = cards(0).first();
        String second = title(card);
        card.focus();
        page.keyboard().press("Space");
        assertThat(page.locator(".board-live")).containsText(second + " picked up from " + name(0));
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".board-live")).containsText("over " + name(1));
        page.keyboard().press("Enter");
        assertThat(dialog()).isVisible();
        give("Nearer to the account");
        assertThat(cards(1).filter(new Locator.FilterOptions().setHasText(second))).hasCount(1);
        assertThat(cards(0).filter(new Locator.FilterOptions().setHasText(second))).hasCount(0);
    }

    @Test
    void whatIsCalledOffGoesBackToWhereItWas() {
        signIn("manager");
        page.navigate("team/coverage");
        Locator card = cards(2).first();
        String title = title(card);

        card.focus();
        page.keyboard().press("Space");
        page.keyboard().press("ArrowLeft");
        assertThat(cards(1).first()).containsText(title);
        page.keyboard().press("Escape");
        assertThat(cards(2).first()).containsText(title);
        assertThat(cards(2).first()).isFocused();

        drag(cards(2).first(), columns().nth(0));
        assertThat(dialog()).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel")).click();
        assertThat(cards(2).first()).containsText(title);
        assertThat(page).hasURL(Pattern.compile(".*/team/coverage$"));
    }

    @Test
    void theBoardFitsATabletAndLeavesNothingBehind() {
        tablet();
        signIn("director");
        page.navigate("team/coverage");
        assertThat(columns().first()).isVisible();
        page.waitForFunction("document.documentElement.scrollWidth <= innerWidth");
        page.setViewportSize(768, 1024);
        page.waitForFunction("document.documentElement.scrollWidth <= innerWidth");
        assertThat((boolean) page.evaluate("[...document.querySelectorAll('.board-card')].every(card => card.getBoundingClientRect().height >= 44)")).isTrue();

        // Away and back: one board, drawn once.
        page.navigate("team/coverage/planned");
        page.goBack();
        assertThat(page.locator("mainstay-board")).hasCount(1);
        assertThat(page.locator("mainstay-board .board-live")).hasCount(1);
        assertThat((boolean) page.evaluate("[...document.querySelectorAll('mainstay-board-cards')].every(cards => cards.querySelectorAll(':scope > ul').length === 1)")).isTrue();
    }

    private Locator columns() {
        return page.locator(".board-column");
    }

    private Locator cards(int column) {
        return columns().nth(column).locator(".board-card");
    }

    private String name(int column) {
        return Objects.requireNonNull(columns().nth(column).getAttribute("aria-label"));
    }

    private static String title(Locator card) {
        return card.locator(".board-card-title").innerText();
    }

    private Locator dialog() {
        // The dialog's own element has no size.
        return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("New representative"));
    }

    /** Says why, also why it may be too much, and reassigns. */
    private void give(String reason) {
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Reason").setExact(true)).fill(reason);
        Locator over = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Reason for exceeding the capacity"));
        if (over.isVisible()) {
            over.fill("For a few weeks");
        }
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Reassign").setExact(true)).click();
        assertThat(dialog()).not().isVisible();
    }

    private void drag(Locator card, Locator column) {
        card.scrollIntoViewIfNeeded();
        var from = card.boundingBox();
        var to = column.boundingBox();
        page.mouse().move(from.x + 30, from.y + 12);
        page.mouse().down();
        page.mouse().move(from.x + 45, from.y + 25, new Mouse.MoveOptions().setSteps(4));
        page.mouse().move(to.x + to.width / 2, to.y + 200, new Mouse.MoveOptions().setSteps(12));
        page.mouse().up();
    }
}
