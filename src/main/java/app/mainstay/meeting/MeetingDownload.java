package app.mainstay.meeting;

import app.mainstay.base.ical.IcalFile;
import app.mainstay.base.ical.IcalWriter;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Meetings as files, for who sees them. */
@Controller
class MeetingDownload {

    private final Meetings meetings;
    private final MeetingExchange exchange;
    private final PrepPack packs;

    MeetingDownload(Meetings meetings, MeetingExchange exchange, PrepPack packs) {
        this.meetings = meetings;
        this.exchange = exchange;
        this.packs = packs;
    }

    /** @param language of the words around what people wrote */
    @GetMapping("/meeting-files/{id}.ics")
    void calendar(@PathVariable String id, @RequestParam(defaultValue = "en") String language, HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(id, request, response, IcalFile.CONTENT_TYPE + ";charset=UTF-8", ".ics", meeting -> IcalWriter.write(exchange.file(meeting, Locale.forLanguageTag(language))));
    }

    /** The page before the meeting. */
    @GetMapping("/meeting-files/{id}.pdf")
    void preparation(@PathVariable String id, @RequestParam(defaultValue = "en") String language, HttpServletRequest request, HttpServletResponse response) throws IOException {
        send(id, request, response, "application/pdf", ".pdf", meeting -> packs.pdf(meeting, Locale.forLanguageTag(language)));
    }

    private interface Writing {
        byte[] file(long meeting);
    }

    private void send(String id, HttpServletRequest request, HttpServletResponse response, String type, String ending, Writing writing) throws IOException {
        byte[] file;
        String name;
        try {
            long meeting = Ids.parse(id).orElseThrow(NotFoundException::new);
            name = meetings.get(meeting).draft().subject();
            file = writing.file(meeting);
        } catch (NotFoundException nothing) {
            // The application's own page says so, in the reader's language.
            response.sendRedirect(request.getContextPath() + "/nothing-here");
            return;
        }
        response.setContentType(type);
        response.setContentLength(file.length);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name.replaceAll("[\\p{Cntrl}\\\\/:*?\"<>|]+", " ").strip() + ending,
                StandardCharsets.UTF_8).build().toString());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(file);
    }
}
