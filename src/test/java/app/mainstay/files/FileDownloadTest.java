package app.mainstay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import app.mainstay.ApplicationTest;
import app.mainstay.Fixtures;
import app.mainstay.security.Viewer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.RequestContextFilter;

/** Through the real filters, as a browser asks. */
@ApplicationTest
class FileDownloadTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 'I', 'H', 'D', 'R'};

    @Autowired
    WebApplicationContext context;
    @Autowired
    Fixtures fixtures;
    @Autowired
    Files files;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;
    private long acme;
    private MockMvc mvc;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        mvc = MockMvcBuilders.webAppContextSetup(context).addFilters(new RequestContextFilter()).apply(springSecurity()).build();
    }

    @Test
    void aPageIsSavedAndNeverShown() throws Exception {
        var file = store("年度\"计划\"\r\n.html", "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8));

        var answer = ask(company.member(), file.address() + "?show=true");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).contains("alert(1)");
        assertThat(answer.getHeader("Content-Disposition")).startsWith("attachment;").contains("filename*=UTF-8''%E5%B9%B4%E5%BA%A6").doesNotContain("\n");
        assertThat(answer.getHeaders("Content-Security-Policy")).singleElement().asString().contains("sandbox", "default-src 'none'");
        assertThat(answer.getHeaders("X-Content-Type-Options")).containsOnly("nosniff");
        assertThat(answer.getHeader("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.getHeader("Cache-Control")).contains("no-store");
        assertThat(answer.getContentLength()).isEqualTo(file.size());
    }

    @Test
    void aPictureIsShownWhenAskedAndSavedOtherwise() throws Exception {
        var file = store("photo.html", PNG);
        assertThat(file.contentType()).isEqualTo("image/png");

        var shown = ask(company.member(), file.address() + "?show=true");
        assertThat(shown.getHeader("Content-Disposition")).startsWith("inline;");
        assertThat(shown.getContentType()).isEqualTo("image/png");
        assertThat(shown.getHeader("Content-Security-Policy")).contains("sandbox");
        assertThat(shown.getContentAsByteArray()).isEqualTo(PNG);
        assertThat(ask(company.member(), file.address()).getHeader("Content-Disposition")).startsWith("attachment;");
    }

    @Test
    void aPdfIsShownWhenAskedAndAPictureThatCarriesScriptsIsNot() throws Exception {
        var pdf = ask(company.member(), store("x", "%PDF-1.7 x".getBytes(StandardCharsets.UTF_8)).address() + "?show=true");
        assertThat(pdf.getHeader("Content-Disposition")).startsWith("inline;");
        assertThat(pdf.getHeader("Content-Security-Policy")).contains("default-src 'none'");

        var svg = ask(company.member(), store("x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8)).address() + "?show=true");
        assertThat(svg.getContentType()).isEqualTo("image/svg+xml");
        assertThat(svg.getHeader("Content-Disposition")).startsWith("attachment;");
    }

    @Test
    void whoMayNotSeeItFindsNothingThere() throws Exception {
        var file = store("plan.txt", "secret".getBytes(StandardCharsets.UTF_8));

        for (var person : new Viewer[] {company.stranger(), company.colleague(), company.administrator()}) {
            var answer = ask(person, file.address());
            assertThat(answer.getRedirectedUrl()).isEqualTo("/nothing-here");
            assertThat(answer.getContentAsString()).isEmpty();
        }
        assertThat(ask(company.member(), "files/nonsense").getRedirectedUrl()).isEqualTo("/nothing-here");
        assertThat(ask(null, file.address()).getRedirectedUrl()).endsWith("/login");
    }

    @Test
    void aContentThatIsGoneIsNoBrokenAnswer() throws Exception {
        var file = store("plan.txt", "words".getBytes(StandardCharsets.UTF_8));
        jdbc.sql("delete from files_chunk").update();
        assertThat(ask(company.member(), file.address()).getRedirectedUrl()).isEqualTo("/nothing-here");
    }

    private StoredFile store(String name, byte[] content) {
        return fixtures.as(company.member(), () -> files.add("account", acme, name, new ByteArrayInputStream(content)));
    }

    private MockHttpServletResponse ask(@Nullable Viewer person, String address) throws Exception {
        var request = get("/" + address);
        if (person != null) {
            request.with(authentication(UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities())));
        }
        return mvc.perform(request).andReturn().getResponse();
    }
}
