package app.mainstay.base.ical;

import app.mainstay.base.ical.IcalEvent.Standing;
import app.mainstay.base.ical.IcalPerson.Answer;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads calendar files as other programs write them. What is wrong is said with its line: of the file as a whole by a refusal, of an event by a problem
 * beside the events that could be read.
 */
public final class IcalReader {

    public static final int MOST_BYTES = 10 * 1024 * 1024;
    public static final int MOST_EVENTS = 1_000;
    private static final int MOST_PEOPLE = 500;
    private static final int MOST_EXCEPTED = 2_000;
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{2})(\\d{2})(\\d{2})?");
    private static final Pattern WEEKS = Pattern.compile("([+-]?)P(\\d{1,4})W");
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    private record Line(int number, String name, Map<String, String> parameters, String value) {

        String parameter(String name) {
            return parameters.getOrDefault(name, "");
        }
    }

    /** An event's lines; of its alarms only how long before they ring. */
    private record Raw(int number, Map<String, Line> single, List<Line> excepted, List<Line> people, List<Line> triggers) {

        static Raw at(int number) {
            return new Raw(number, new HashMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        @Nullable Line line(String name) {
            return single.get(name);
        }

        String value(String name) {
            var line = single.get(name);
            return line == null ? "" : line.value();
        }
    }

    /** What is wrong with one event. */
    private static final class UnfitException extends Exception {

        private final transient Problem problem;

        UnfitException(int line, String key, Object... args) {
            super(key);
            var values = new ArrayList<Object>(List.of(args));
            values.addFirst(line);
            problem = new Problem(null, "ical.problem." + key, values);
        }
    }

    private final ZoneId floating;
    private final List<Raw> raws = new ArrayList<>();
    private final Map<String, Set<ZoneOffset>> offsets = new LinkedHashMap<>();
    private final Map<String, String> locations = new HashMap<>();
    private String method = "";
    private String name = "";
    /** The one whose description is being read. */
    private String zone = "";

    private IcalReader(ZoneId floating) {
        this.floating = floating;
    }

    /**
     * Reads a file.
     *
     * @param floating where times are meant that name no zone
     * @throws RefusedException when it is no calendar, cannot be read, or is larger than {@link #MOST_BYTES} or {@link #MOST_EVENTS}
     */
    public static IcalFile read(byte[] file, ZoneId floating) {
        if (file.length > MOST_BYTES) {
            throw refused("size", MOST_BYTES / (1024 * 1024));
        }
        return new IcalReader(floating).read(file);
    }

    private static RefusedException refused(String key, Object... args) {
        return new RefusedException(Problem.of(null, "ical.problem." + key, args));
    }

    private IcalFile read(byte[] file) {
        components(file);
        List<IcalEvent> events = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (var raw : raws) {
            try {
                events.add(event(raw));
            } catch (UnfitException unfit) {
                problems.add(unfit.problem);
            }
        }
        return new IcalFile(method.isEmpty() ? null : method, name.isEmpty() ? null : name, events, problems);
    }

    // ---- lines ----

    /** Goes through the file line by line. A line may be folded within a character, so folds are taken out of the bytes. */
    private void components(byte[] file) {
        byte[] bytes = plain(file);
        var line = new ByteArrayOutputStream();
        List<String> open = new ArrayList<>();
        int number = 1;
        int first = 1;
        boolean any = false;
        for (int i = 0; i <= bytes.length; i++) {
            boolean end = i == bytes.length;
            if (!end && bytes[i] != '\n' && bytes[i] != '\r') {
                line.write(bytes[i]);
                continue;
            }
            if (!end && bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n') {
                i++;
            }
            number++;
            if (!end && i + 1 < bytes.length && (bytes[i + 1] == ' ' || bytes[i + 1] == '\t')) {
                i++;
                continue;
            }
            String text = decode(line.toByteArray(), first);
            line.reset();
            if (!text.isBlank()) {
                any |= component(open, line(text, first, any));
            }
            first = number;
        }
        if (!any) {
            throw refused("noCalendar");
        }
        if (!open.isEmpty()) {
            throw refused("cut");
        }
    }

    /** Without a mark of the byte order; what is written in two bytes a character becomes UTF-8. */
    private static byte[] plain(byte[] file) {
        int a = file.length > 1 ? file[0] & 0xff : 0;
        int b = file.length > 1 ? file[1] & 0xff : 0;
        if (a == 0xfe && b == 0xff || a == 0xff && b == 0xfe) {
            return new String(file, StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8);
        }
        return a == 0xef && b == 0xbb ? Arrays.copyOfRange(file, Math.min(3, file.length), file.length) : file;
    }

    private static String decode(byte[] line, int number) {
        for (var charset : List.of(StandardCharsets.UTF_8, GB18030)) {
            try {
                String text = charset.newDecoder().decode(ByteBuffer.wrap(line)).toString();
                if (text.indexOf('\0') < 0) {
                    return text;
                }
            } catch (CharacterCodingException other) {
                // The next one, as old Chinese programs write it.
            }
        }
        throw refused("encoding", number);
    }

    private static Line line(String text, int number, boolean calendar) {
        int i = 0;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '-' || text.charAt(i) == '_' || text.charAt(i) == '.')) {
            i++;
        }
        Map<String, String> parameters = new HashMap<>();
        String name = text.substring(0, i).toUpperCase(Locale.ROOT);
        while (i < text.length() && text.charAt(i) == ';') {
            int equals = text.indexOf('=', i);
            if (equals < 0) {
                break;
            }
            int end = equals + 1;
            boolean quoted = false;
            while (end < text.length() && (quoted || text.charAt(end) != ';' && text.charAt(end) != ':')) {
                quoted ^= text.charAt(end) == '"';
                end++;
            }
            parameters.put(text.substring(i + 1, equals).strip().toUpperCase(Locale.ROOT), parameter(text.substring(equals + 1, end)));
            i = end;
        }
        if (name.isEmpty() || i >= text.length() || text.charAt(i) != ':') {
            throw calendar ? refused("line", number) : refused("noCalendar");
        }
        return new Line(number, name, parameters, text.substring(i + 1));
    }

    private static String parameter(String value) {
        String plain = value.strip();
        if (plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"")) {
            plain = plain.substring(1, plain.length() - 1);
        }
        return plain.replace("^'", "\"").replace("^n", "\n").replace("^^", "^");
    }

    /** Returns whether it belongs to a calendar. */
    private boolean component(List<String> open, Line line) {
        String value = line.value().strip().toUpperCase(Locale.ROOT);
        if (line.name().equals("BEGIN")) {
            if (open.isEmpty() != value.equals("VCALENDAR") || open.size() > 3) {
                throw open.isEmpty() ? refused("noCalendar") : refused("line", line.number());
            }
            open.add(value);
            if (value.equals("VEVENT")) {
                if (raws.size() == MOST_EVENTS) {
                    throw refused("events", MOST_EVENTS);
                }
                raws.add(Raw.at(line.number()));
            }
            return true;
        }
        if (open.isEmpty()) {
            throw refused("noCalendar");
        }
        if (line.name().equals("END")) {
            if (!open.getLast().equals(value)) {
                throw refused("line", line.number());
            }
            open.removeLast();
            return true;
        }
        property(open, line);
        return true;
    }

    private void property(List<String> open, Line line) {
        String at = open.getLast();
        if (at.equals("VEVENT")) {
            var raw = raws.getLast();
            switch (line.name()) {
                case "EXDATE" -> raw.excepted().add(line);
                case "ATTENDEE" -> raw.people().add(line);
                default -> raw.single().putIfAbsent(line.name(), line);
            }
        } else if (at.equals("VALARM") && open.contains("VEVENT") && line.name().equals("TRIGGER")) {
            raws.getLast().triggers().add(line);
        } else if (at.equals("VCALENDAR") && line.name().equals("METHOD")) {
            method = line.value().strip().toUpperCase(Locale.ROOT);
        } else if (at.equals("VCALENDAR") && (line.name().equals("X-WR-CALNAME") || line.name().equals("NAME"))) {
            name = text(line.value());
        } else if (at.equals("VTIMEZONE") && line.name().equals("TZID")) {
            zone = parameter(line.value());
            offsets.putIfAbsent(zone, new LinkedHashSet<>());
        } else if (at.equals("VTIMEZONE") && line.name().equals("X-LIC-LOCATION")) {
            locations.put(zone, line.value().strip());
        } else if ((at.equals("STANDARD") || at.equals("DAYLIGHT")) && line.name().equals("TZOFFSETTO")) {
            var parts = OFFSET.matcher(line.value().strip());
            if (parts.matches() && offsets.containsKey(zone)) {
                try {
                    offsets.get(zone).add(ZoneOffset.of(parts.group(1) + parts.group(2) + ":" + parts.group(3)));
                } catch (DateTimeException nonsense) {
                    offsets.remove(zone);
                }
            }
        }
    }

    private static String text(String value) {
        var plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                char next = value.charAt(++i);
                plain.append(next == 'n' || next == 'N' ? '\n' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString().strip();
    }

    // ---- an event ----

    private IcalEvent event(Raw raw) throws UnfitException {
        String uid = raw.value("UID").strip();
        if (uid.isEmpty() || uid.length() > 255) {
            throw new UnfitException(raw.number(), "uid");
        }
        if (raw.single().containsKey("RDATE") || raw.single().containsKey("EXRULE")) {
            throw new UnfitException(raw.number(), "dates");
        }
        var begin = raw.line("DTSTART");
        if (begin == null) {
            throw new UnfitException(raw.number(), "start");
        }
        // A series in UTC stays there: its rule names UTC's days.
        boolean utc = begin.value().strip().toUpperCase(Locale.ROOT).endsWith("Z") && (raw.single().containsKey("RRULE") || raw.single().containsKey("RECURRENCE-ID"));
        ZoneId in = utc ? UTC : zone(begin, begin.value());
        LocalDateTime start = time(begin, begin.value(), in);
        LocalDateTime end = end(raw, begin, start, in);
        if (!end.isAfter(start)) {
            throw new UnfitException(raw.number(), "order");
        }
        var original = raw.line("RECURRENCE-ID");
        if (original != null && !original.parameter("RANGE").isEmpty()) {
            throw new UnfitException(original.number(), "range");
        }
        List<LocalDateTime> excepted = new ArrayList<>();
        for (var line : raw.excepted()) {
            for (String each : line.value().split(",")) {
                if (!each.isBlank() && excepted.size() < MOST_EXCEPTED) {
                    LocalDateTime time = time(line, each, in);
                    // A whole day is excepted as a day, whatever the hour.
                    excepted.add(isDay(each) && !isDay(begin.value()) ? time.toLocalDate().atTime(start.toLocalTime()) : time);
                }
            }
        }
        List<IcalPerson> people = new ArrayList<>();
        for (var line : raw.people()) {
            person(line).filter(person -> people.size() < MOST_PEOPLE && people.stream().noneMatch(known -> known.email().equals(person.email()))).ifPresent(people::add);
        }
        var organizer = raw.line("ORGANIZER");
        String rule = raw.value("RRULE").strip();
        return new IcalEvent(uid, sequence(raw), stamp(raw), text(raw.value("SUMMARY")), empty(text(raw.value("DESCRIPTION"))), empty(text(raw.value("LOCATION"))),
                empty(raw.value("URL").strip()), start, end, in, rule.isEmpty() ? null : rule.toUpperCase(Locale.ROOT), excepted,
                original == null ? null : time(original, original.value(), in), standing(raw), !raw.value("TRANSP").strip().equalsIgnoreCase("TRANSPARENT"),
                organizer == null ? null : person(organizer).orElse(null), people, reminder(raw));
    }

    private static @Nullable String empty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static int sequence(Raw raw) {
        String value = raw.value("SEQUENCE").strip();
        return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    }

    private static Instant stamp(Raw raw) {
        for (String name : List.of("DTSTAMP", "LAST-MODIFIED")) {
            try {
                return LocalDateTime.parse(raw.value(name).strip().replace("Z", ""), IcalLines.LOCAL).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException none) {
                // The other one, else as old as can be.
            }
        }
        return Instant.EPOCH;
    }

    private static Standing standing(Raw raw) {
        return switch (raw.value("STATUS").strip().toUpperCase(Locale.ROOT)) {
            case "CANCELLED" -> Standing.CANCELLED;
            case "TENTATIVE" -> Standing.TENTATIVE;
            default -> Standing.CONFIRMED;
        };
    }

    private static Optional<IcalPerson> person(Line line) {
        String address = line.value().strip();
        if (!address.toLowerCase(Locale.ROOT).startsWith("mailto:") || !line.parameter("CUTYPE").matches("|(?i:INDIVIDUAL)")) {
            return Optional.empty();
        }
        String email = address.substring("mailto:".length()).strip().toLowerCase(Locale.ROOT);
        Answer answer = switch (line.parameter("PARTSTAT").toUpperCase(Locale.ROOT)) {
            case "ACCEPTED" -> Answer.ACCEPTED;
            case "TENTATIVE" -> Answer.TENTATIVE;
            case "DECLINED" -> Answer.DECLINED;
            default -> Answer.NEEDS_ACTION;
        };
        return email.length() <= 200 && email.indexOf('@') > 0 ? Optional.of(new IcalPerson(line.parameter("CN"), email, answer)) : Optional.empty();
    }

    /** The earliest that rings before the start. */
    private static @Nullable Integer reminder(Raw raw) {
        Integer found = null;
        for (var line : raw.triggers()) {
            try {
                Duration before = duration(line.value().strip());
                if (!line.parameter("RELATED").equalsIgnoreCase("END") && !before.isPositive()) {
                    int minutes = (int) Math.min(before.negated().toMinutes(), 40_320);
                    found = found == null || minutes > found ? Integer.valueOf(minutes) : found;
                }
            } catch (DateTimeException | ArithmeticException absolute) {
                // Rings at an instant of its own, which a moved meeting would miss.
            }
        }
        return found;
    }

    private static Duration duration(String text) {
        var weeks = WEEKS.matcher(text.toUpperCase(Locale.ROOT));
        if (weeks.matches()) {
            Duration duration = Duration.ofDays(7L * Integer.parseInt(weeks.group(2)));
            return weeks.group(1).equals("-") ? duration.negated() : duration;
        }
        return Duration.parse(text);
    }

    // ---- times ----

    private LocalDateTime end(Raw raw, Line begin, LocalDateTime start, ZoneId in) throws UnfitException {
        var line = raw.line("DTEND");
        if (line != null) {
            return time(line, line.value(), in);
        }
        var length = raw.line("DURATION");
        if (length == null) {
            return isDay(begin.value()) ? start.plusDays(1) : start;
        }
        try {
            String text = length.value().strip().toUpperCase(Locale.ROOT);
            // Days are days on the wall, hours are hours.
            if (text.matches("\\+?P\\d{1,4}[DW]")) {
                return start.plus(Period.parse(text));
            }
            return LocalDateTime.ofInstant(start.atZone(in).toInstant().plus(duration(text)), in);
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw new UnfitException(length.number(), "time", length.value());
        }
    }

    private static boolean isDay(String value) {
        return value.strip().length() == 8;
    }

    /** The zone of a time; of a whole day, of one without a zone and of one in UTC the reader's, since "UTC" is where nobody meets. */
    private ZoneId zone(Line line, String value) throws UnfitException {
        String id = line.parameter("TZID");
        if (id.isEmpty() || isDay(value) || value.strip().toUpperCase(Locale.ROOT).endsWith("Z")) {
            return floating;
        }
        Optional<ZoneId> zone = IcalZones.find(id).or(() -> Optional.ofNullable(locations.get(id)).flatMap(IcalZones::find));
        if (zone.isEmpty()) {
            int year = value.strip().matches("\\d{4}.*") ? Integer.parseInt(value.strip().substring(0, 4)) : 2000;
            zone = IcalZones.find(Set.copyOf(offsets.getOrDefault(id, Set.of())), year, floating);
        }
        return zone.orElseThrow(() -> new UnfitException(line.number(), "zone", id));
    }

    /** A time in the zone, whichever it is written in. */
    private LocalDateTime time(Line line, String text, ZoneId in) throws UnfitException {
        String value = text.strip().toUpperCase(Locale.ROOT);
        try {
            if (isDay(value)) {
                return LocalDate.parse(value, DATE).atStartOfDay();
            }
            boolean utc = value.endsWith("Z");
            LocalDateTime time = LocalDateTime.parse(utc ? value.substring(0, value.length() - 1) : value, IcalLines.LOCAL);
            ZoneId from = utc ? ZoneOffset.UTC : zone(line, value);
            if (time.getYear() < 1900 || time.getYear() > 2200) {
                throw new UnfitException(line.number(), "time", text);
            }
            return from.equals(in) ? time : LocalDateTime.ofInstant(time.atZone(from).toInstant(), in);
        } catch (DateTimeException unreadable) {
            throw new UnfitException(line.number(), "time", text);
        }
    }
}
