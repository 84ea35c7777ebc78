package app.mainstay.notification;

import app.mainstay.base.ui.Formats;
import app.mainstay.shared.Problem;
import app.mainstay.shared.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a sentence's values until somebody reads it in their language. */
@Component
class Sentences {

    private static final String DATE = "date";
    private static final String KEY = "key";
    private static final String ARGS = "args";
    private static final int LONGEST = 4_000;
    private static final int LONGEST_TEXT = 300;

    private final JsonMapper json;

    Sentences(JsonMapper json) {
        this.json = json;
    }

    /** @throws IllegalArgumentException for values that no sentence can hold */
    String write(Collection<?> args) {
        String written = json.writeValueAsString(args.stream().map(Sentences::kept).toList());
        if (written.length() > LONGEST) {
            throw new IllegalArgumentException("values of a notification are too long");
        }
        return written;
    }

    private static Object kept(Object value) {
        return switch (value) {
            case String text -> text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
            case Number number -> number;
            case LocalDate date -> Map.of(DATE, date.toString());
            case Problem problem -> {
                var said = new LinkedHashMap<String, Object>();
                said.put(KEY, problem.key());
                said.put(ARGS, problem.args().stream().map(Sentences::kept).toList());
                yield said;
            }
            case Collection<?> several -> several.stream().map(Sentences::kept).toList();
            default -> throw new IllegalArgumentException("a notification cannot say " + value.getClass());
        };
    }

    String say(String key, String args, Locale locale) {
        return Words.say(key, locale, values(json.readTree(args), locale).toArray()).strip();
    }

    private static List<Object> values(JsonNode args, Locale locale) {
        List<Object> values = new ArrayList<>();
        args.forEach(arg -> values.add(value(arg, locale)));
        return values;
    }

    private static Object value(JsonNode arg, Locale locale) {
        if (arg.isArray()) {
            return values(arg, locale).stream().map(String::valueOf).collect(Collectors.joining(" "));
        }
        if (arg.has(DATE)) {
            return Formats.date(LocalDate.parse(arg.get(DATE).asString()), locale);
        }
        if (arg.has(KEY)) {
            return Words.say(arg.get(KEY).asString(), locale, values(arg.get(ARGS), locale).toArray());
        }
        return arg.isNumber() ? arg.numberValue() : arg.asString();
    }
}
