package app.mainstay.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * From a clock on the wall to the instant. A time that the clock leaps over in spring comes later by the leap; one that it shows twice in autumn is the
 * first of the two.
 */
public final class Zones {

    private static final Duration DAY = Duration.ofDays(1);

    /** Two instants. */
    public record Span(Instant start, Instant end) {
    }

    private Zones() {
    }

    /** Empty for what is no region, as "GMT+8" or a name misspelt. */
    public static Optional<ZoneId> find(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone) ? Optional.of(ZoneId.of(zone)) : Optional.empty();
    }

    public static Instant instant(LocalDateTime local, ZoneId zone) {
        // java.time does just that.
        return local.atZone(zone).toInstant();
    }

    /** Begin and end; where the leap leaves nothing between them, as long as the clock on the wall would have shown. */
    public static Span span(LocalDateTime start, LocalDateTime end, ZoneId zone) {
        Instant from = instant(start, zone);
        Instant to = instant(end, zone);
        return new Span(from, to.isAfter(from) ? to : from.plus(Duration.between(start, end)));
    }

    /** Whether that day was left out altogether, as Samoa did when it changed sides: nothing takes place on it. */
    public static boolean isSkippedDay(LocalDateTime local, ZoneId zone) {
        var gap = zone.getRules().getTransition(local);
        return gap != null && gap.isGap() && gap.getDuration().compareTo(DAY) >= 0;
    }
}
