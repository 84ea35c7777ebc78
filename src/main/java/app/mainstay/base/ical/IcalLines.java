package app.mainstay.base.ical;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Content lines, folded after 75 octets without tearing a character apart, which libraries do that count characters. */
final class IcalLines {

    static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int OCTETS = 75;

    private final StringBuilder text = new StringBuilder();

    /** @param value as it stands behind the colon */
    IcalLines raw(String head, String value) {
        String line = head + ":" + value;
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            int length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (octets + length > OCTETS) {
                text.append("\r\n ");
                octets = 1;
            }
            text.appendCodePoint(c);
            octets += length;
            i += Character.charCount(c);
        }
        text.append("\r\n");
        return this;
    }

    IcalLines text(String head, String value) {
        return raw(head, escape(value));
    }

    IcalLines begin(String component) {
        return raw("BEGIN", component);
    }

    IcalLines end(String component) {
        return raw("END", component);
    }

    static String local(LocalDateTime time) {
        return LOCAL.format(time);
    }

    static String utc(Instant instant) {
        return UTC.format(instant);
    }

    private static String escape(String value) {
        var escaped = new StringBuilder();
        value.replace("\r\n", "\n").codePoints().forEach(c -> {
            switch (c) {
                case '\\', ';', ',' -> escaped.append('\\').appendCodePoint(c);
                case '\n', '\r', '\u2028', '\u2029' -> escaped.append("\\n");
                default -> {
                    if (!Character.isISOControl(c) || c == '\t') {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    /** Always quoted, since many calendars read a name with a comma wrongly otherwise; a quotation mark itself cannot be written. */
    static String parameter(String name, String value) {
        return ";" + name + "=\"" + value.replace('"', '\'').replaceAll("[\\p{Cntrl}\\s]+", " ").strip() + "\"";
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
