package app.mainstay.coverage;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Moments inside sentences, as both languages read them. */
final class Times {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private Times() {
    }

    static String text(Instant at, ZoneId zone) {
        return MINUTE.withZone(zone).format(at);
    }
}
