package app.mainstay.importing;

import app.mainstay.importing.ImportField.Choice;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the closed fields offer, and which of it a text means. */
@Component
class Choices {

    private final CodeLists codes;

    Choices(CodeLists codes) {
        this.codes = codes;
    }

    /** What may be chosen; retired codes are not. */
    List<Choice> offered(ImportField<?> field) {
        return all(field, false);
    }

    private List<Choice> all(ImportField<?> field, boolean retiredToo) {
        return switch (field.kind()) {
            case CODE -> codes.entries(Objects.requireNonNull(field.codes())).stream().filter(entry -> retiredToo || entry.active())
                    .map(entry -> new Choice(entry.code(), entry.labelEn(), entry.labelZh())).toList();
            case ENUM -> {
                Class<? extends Enum<?>> type = Objects.requireNonNull(field.type());
                yield Arrays.stream(type.getEnumConstants()).map(value -> {
                    String key = "enum." + type.getSimpleName() + "." + value.name();
                    return new Choice(value, Words.text(key, Locale.ENGLISH), Words.text(key, Locale.SIMPLIFIED_CHINESE));
                }).toList();
            }
            case CHOICE -> Objects.requireNonNull(field.choices()).get();
            default -> List.of();
        };
    }

    /** Finds values by code and by label in either language; made once per pass, since a file asks it once per row. */
    Map<String, Object> byKey(ImportField<?> field) {
        Map<String, Object> result = new HashMap<>();
        // Offered ones first: a retired entry never hides a living one of the same name.
        Stream.of(all(field, false), all(field, true)).flatMap(List::stream)
                .forEach(choice -> names(choice).forEach(name -> result.putIfAbsent(name, choice.value())));
        return result;
    }

    /** The offered value that an unknown text most likely means. */
    Optional<Object> suggestion(ImportField<?> field, String unknown) {
        record Candidate(Choice choice, double likeness) {
        }
        String key = Likeness.key(unknown);
        return offered(field).stream()
                .map(choice -> new Candidate(choice, names(choice).stream().mapToDouble(name -> Likeness.of(name, key)).max().orElse(0)))
                .filter(candidate -> candidate.likeness() >= 0.65)
                .max(Comparator.comparingDouble(Candidate::likeness)).map(candidate -> candidate.choice().value());
    }

    private static List<String> names(Choice choice) {
        List<String> names = new ArrayList<>();
        if (!(choice.value() instanceof Long)) {
            names.add(Likeness.key(choice.value() instanceof Enum<?> constant ? constant.name() : choice.value().toString()));
        }
        names.add(Likeness.key(choice.labelEn()));
        names.add(Likeness.key(choice.labelZh()));
        names.removeIf(String::isEmpty);
        return names;
    }
}
