package app.mainstay.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What only a browser can show of the analysis: charts leave nothing behind, fit a tablet, and a number opens its deals. */
class AnalysisStory extends Story {

    /** Elements of charts, drawings and whatever listens to the window's size. */
    private static final String LEFT = "() => [document.querySelectorAll('apex-chart').length, document.querySelectorAll('svg.apexcharts-svg').length, "
            + "document.querySelectorAll('*').length, window.Apex?._chartInstances?.length ?? 0, window.listening].join(' ')";

    @Test
    void chartsThatComeAndGoTwoHundredTimesLeaveNothingBehind() {
        page.addInitScript("""
                window.listening = 0;
                for (const [act, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
                  const before = window[act];
                  window[act] = function (type, ...rest) { if (type === 'resize') { window.listening += step; } return before.call(window, type, ...rest); };
                }""");
        signIn("director");
        page.navigate("opportunities/analysis");
        assertThat(page.locator("apex-chart svg.apexcharts-svg").first()).isVisible();
        page.waitForFunction("[...document.querySelectorAll('apex-chart')].every(chart => chart.querySelector('svg.apexcharts-svg'))");
        String come = """
                async times => {
                  const chart = document.querySelector('apex-chart'), place = chart.parentElement, next = chart.nextSibling;
                  for (let i = 0; i < times; i++) {
                    chart.remove();
                    place.insertBefore(chart, next);
                    while (!chart.querySelector('svg.apexcharts-svg')) { await new Promise(requestAnimationFrame); }
                  }
                }""";
        page.evaluate(come, 1);
        Object before = page.evaluate(LEFT);

        page.evaluate(come, 200);

        assertThat(page.evaluate(LEFT)).isEqualTo(before);
    }

    @Test
    void theAnalysisFitsATabletAndANumberOpensTheDealsBehindIt() {
        tablet();
        signIn("director");
        page.navigate("opportunities/analysis");
        assertThat(page.locator("apex-chart").first()).isVisible();
        page.waitForFunction("document.documentElement.scrollWidth <= innerWidth");
        page.setViewportSize(768, 1024);
        page.waitForFunction("document.documentElement.scrollWidth <= innerWidth");

        page.locator(".chart-table button").first().evaluate("button => button.click()");
        assertThat(page).hasURL(Pattern.compile(".*/opportunities\\?.*stage=.*"));
    }
}
