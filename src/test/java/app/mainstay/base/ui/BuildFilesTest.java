package app.mainstay.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BuildFilesTest {

    @Test
    void whatCarriesAHashIsKeptForAYear() throws ServletException, IOException {
        assertThat(cached("/VAADIN/build/indexhtml-CxP-pMDt.js", "max-age=3600")).isEqualTo("max-age=31536000, immutable");
        assertThat(cached("/VAADIN/build/chunk-19842d87-D8g3Ml-x.css", "max-age=3600")).isEqualTo("max-age=31536000, immutable");
    }

    @Test
    void everythingElseIsNot() throws ServletException, IOException {
        assertThat(cached("/", "no-cache")).isEqualTo("no-cache");
        assertThat(cached("/index.html", "max-age=3600")).isEqualTo("max-age=3600");
        assertThat(cached("/VAADIN/build/sw.js", "max-age=3600")).isEqualTo("max-age=3600");
        assertThat(cached("/styles.css", "max-age=3600")).isEqualTo("max-age=3600");
        // Not found, or to be asked again.
        assertThat(cached("/VAADIN/build/indexhtml-CxP-pMDt.js", null)).isNull();
        assertThat(cached("/VAADIN/build/indexhtml-CxP-pMDt.js", "no-cache")).isEqualTo("no-cache");
    }

    private static String cached(String path, String header) throws ServletException, IOException {
        var request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        var response = new MockHttpServletResponse();
        new BuildFiles().doFilter(request, response, (asked, answer) -> {
            if (header != null) {
                ((HttpServletResponse) answer).setHeader("Cache-Control", header);
            }
        });
        return response.getHeader("Cache-Control");
    }
}
