package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real files of a sales team, from the screen: people by the administrator, accounts by the director, then browsing them on a tablet. */
class ImportStory extends Story {

    /** For all rows to be stored and taken back, and stored again, on a slow machine. */
    private static final LocatorAssertions.IsVisibleOptions LONG = new LocatorAssertions.IsVisibleOptions().setTimeout(180_000);
    private static final Path DATA = Path.of("..", "shared", "data", "maven-crm");

    @BeforeEach
    void files() {
        assumeTrue(Files.exists(DATA), "the real sales export is not beside this folder: " + DATA);
    }

    @Test
    void realPeopleAndAccountsComeInAndTheSameFileTwiceChangesNothing() {
        signIn("admin");
        choose("sales_teams.csv");
        button("Check").click();
        button("Import 35 rows").click();
        // The check has said the same of what is to come.
        assertThat(page.getByText("The import is done.")).isVisible();
        assertThat(page.getByText("41 people and 9 units are new.")).isVisible();

        desktop();
        signIn("director");
        accounts();
        page.getByLabel("Reason for exceeding the capacity").fill("The export names no representatives");
        button("Import 85 rows").click();
        assertThat(page.getByText("The import is done.")).isVisible();

        accounts();
        assertThat(page.getByText("Everything in this file is stored already.")).isVisible();

        // Nobody says that these are products and deals: their columns do.
        choose("products.csv");
        button("Check").click();
        button("Import 7 rows").click();
        assertThat(page.getByText("The import is done.")).isVisible();
        choose("sales_pipeline.csv");
        button("Check").click();
        assertThat(button("Import 8,800 rows")).isVisible(LONG);
        button("Import 8,800 rows").click();
        assertThat(page.getByText("The import is done.")).isVisible(LONG);
        page.navigate("opportunities?q=Kan-code");
        assertThat(page.locator(".row-link").first()).containsText("Kan-code");

        tablet();
        signIn("director");
        page.navigate("accounts?q=Kan-code");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Kan-code"))).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Kan-code")).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Kan-code").setLevel(1))).isVisible();
        assertThat(page.getByText("USD 11,698,030,000")).isVisible();
    }

    /** The file of accounts up to the result of the check, with a representative for all, revenue in millions of dollars. */
    private void accounts() {
        choose("accounts.csv");
        pick(page.getByLabel("Representative"), "Emma Whitfield");
        pick(page.getByLabel("Unit of the amounts"), "Millions");
        pick(page.getByLabel("Currency"), "USD");
        button("Check").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("The first rows"))).isVisible();
    }

    private void choose(String file) {
        page.navigate("import");
        page.locator("input[type=file]").setInputFiles(DATA.resolve(file));
        assertThat(page.getByText(Pattern.compile(file.replace(".", "\\.") + ": [\\d,]+ rows"))).isVisible();
    }

    private void pick(Locator box, String item) {
        box.first().click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(item)).first().click();
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
