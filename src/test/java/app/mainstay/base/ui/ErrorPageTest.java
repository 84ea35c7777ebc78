package app.mainstay.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.ViewTest;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ErrorPageTest extends ViewTest {

    @Autowired
    ErrorPage page;

    @Test
    void saysInTheBrowsersLanguageWhatFailed() throws Exception {
        assertThat(shown(Locale.ENGLISH, 500, new SQLTransientConnectionException("secret host"))).contains("The database does not answer at the moment.")
                .doesNotContain("secret").doesNotContain("Exception");
        assertThat(shown(Locale.TRADITIONAL_CHINESE, 500, new IllegalStateException("<secret>"))).contains("lang=\"zh-CN\"", "出现问题，数据未被更改。")
                .doesNotContain("secret").doesNotContain("Exception");
        assertThat(shown(Locale.FRENCH, 404, null)).contains("There is nothing at this address for you.");
        assertThat(shown(Locale.ENGLISH, 403, null)).contains("Your role does not open this page.");
        assertThat(shown(Locale.ENGLISH, 500, null)).contains("Something went wrong, and nothing was changed by it.");
    }

    private String shown(Locale browser, int status, Throwable failure) throws Exception {
        var request = new MockHttpServletRequest("GET", "/error");
        request.addPreferredLocale(browser);
        if (failure != null) {
            request.setAttribute("jakarta.servlet.error.exception", failure);
        }
        var response = new MockHttpServletResponse();
        page.render(Map.of("status", status), request, response);
        assertThat(response.getContentType()).startsWith("text/html");
        return response.getContentAsString();
    }
}
