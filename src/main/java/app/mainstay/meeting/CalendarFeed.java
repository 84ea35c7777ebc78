package app.mainstay.meeting;

import app.mainstay.base.ical.IcalFile;
import app.mainstay.base.ical.IcalWriter;
import app.mainstay.security.PrivateFeeds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A person's calendar for programs that know its private address. The address is all they need, so nothing of it is told where it is wrong. */
@Controller
class CalendarFeed {

    private final PrivateFeeds feeds;
    private final MeetingExchange exchange;

    CalendarFeed(PrivateFeeds feeds, MeetingExchange exchange) {
        this.feeds = feeds;
        this.exchange = exchange;
    }

    @GetMapping("/feed/{token}.ics")
    void read(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var reading = feeds.read(token, request.getRemoteAddr(), locale -> IcalWriter.write(exchange.feed(locale)));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Robots-Tag", "noindex");
        byte[] file = reading.content();
        if (file == null) {
            if (reading.delay().isPositive()) {
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(reading.delay().toSeconds() + 1));
            }
            response.setStatus(reading.delay().isPositive() ? HttpStatus.TOO_MANY_REQUESTS.value() : HttpStatus.NOT_FOUND.value());
            return;
        }
        String tag = "\"" + hash(file) + "\"";
        response.setHeader(HttpHeaders.ETAG, tag);
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        // A proxy that packs the answer marks its tag as weak.
        if (known != null && Arrays.stream(known.split(",")).map(one -> one.strip().replaceFirst("^W/", "")).anyMatch(tag::equals)) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        response.setContentType(IcalFile.CONTENT_TYPE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"mainstay.ics\"");
        response.setContentLength(file.length);
        response.getOutputStream().write(file);
    }

    private static String hash(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
