package app.mainstay.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import app.mainstay.ApplicationTest;
import app.mainstay.Fixtures;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.RequestContextFilter;

/** Through the real filters, as a browser asks. */
@ApplicationTest
class MeetingDownloadTest {

    private static final LocalDateTime TEN = LocalDateTime.of(2026, 12, 1, 10, 0);

    @Autowired
    WebApplicationContext context;
    @Autowired
    Fixtures fixtures;
    @Autowired
    Meetings meetings;

    private Fixtures.Company company;
    private String file;
    private MockMvc mvc;

    @BeforeEach
    void plan() {
        company = fixtures.company();
        long acme = fixtures.account(company, "Acme", company.member());
        file = "/meeting-files/" + Ids.text(fixtures.as(company.member(), () -> meetings.save(new MeetingDraft(null, "战略/讨论\r\n", MeetingKind.STRATEGY, List.of(acme), null, null, null,
                TEN, TEN.plusHours(1), "Asia/Shanghai", null, company.member().id(), List.of(), List.of(), List.of(), List.of(), null, true, 0), Extent.THIS)));
        mvc = MockMvcBuilders.webAppContextSetup(context).addFilters(new RequestContextFilter()).apply(springSecurity()).build();
    }

    private MockHttpServletResponse ask(@Nullable Viewer who, String address) throws Exception {
        var request = get(address);
        return mvc.perform(who == null ? request : request.with(authentication(UsernamePasswordAuthenticationToken.authenticated(who, null, who.getAuthorities()))))
                .andReturn().getResponse();
    }

    @Test
    void whoSeesTheMeetingGetsItsFiles() throws Exception {
        var calendar = ask(company.manager(), file + ".ics?language=zh-CN");
        assertThat(calendar.getContentType()).isEqualTo("text/calendar;charset=UTF-8");
        assertThat(calendar.getHeader("Content-Disposition")).startsWith("attachment;").contains("filename*=UTF-8''%E6%88%98%E7%95%A5%20%E8%AE%A8%E8%AE%BA.ics");
        assertThat(calendar.getContentAsString(StandardCharsets.UTF_8)).contains("BEGIN:VEVENT", "客户：Acme");

        var pdf = ask(company.manager(), file + ".pdf");
        assertThat(pdf.getContentType()).isEqualTo("application/pdf");
        assertThat(new String(pdf.getContentAsByteArray(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    }

    @Test
    void nobodyElseLearnsThatItExists() throws Exception {
        for (var who : List.of(company.outsider(), company.stranger(), company.administrator())) {
            assertThat(ask(who, file + ".ics").getRedirectedUrl()).isEqualTo("/nothing-here");
            assertThat(ask(who, file + ".pdf").getRedirectedUrl()).isEqualTo("/nothing-here");
        }
        assertThat(ask(null, file + ".ics").getRedirectedUrl()).contains("login");
    }
}
