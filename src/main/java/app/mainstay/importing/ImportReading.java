package app.mainstay.importing;

import app.mainstay.importing.ImportField.Choice;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** What an uploaded file says, and how it is most likely meant. What reads the whole file takes as long as that is: see {@link ImportService#inBackground}. */
@Service
@RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
public class ImportReading {

    /** Unknown values that are offered for mapping, per field; a column with more of them is hardly the field that it is mapped to. */
    static final int MOST_UNKNOWN = 200;
    /** Of the name of another system. */
    public static final int LONGEST_SOURCE = 60;

    /** @param suggestion what it most likely means */
    public record UnknownValue(ImportField<?> field, String text, long rows, Optional<Object> suggestion) {
    }

    /**
     * What the whole file says about itself.
     *
     * @param unknown values of closed fields that are on no list, each once, whether mapped already or not
     * @param dates   by date field whose column leaves the order open: the orders that fit all its dates; all where they contradict each other
     * @param numbers likewise of numbers whose styles make different ones
     */
    public record Look(List<UnknownValue> unknown, Map<ImportField<?>, Set<DateOrder>> dates, Map<ImportField<?>, Set<NumberStyle>> numbers) {

        /** The mapping with what only one reading fits; what a person chose stays. */
        public ImportMapping applied(ImportMapping mapping) {
            var result = mapping;
            for (var date : dates.entrySet()) {
                if (date.getValue().size() == 1 && !mapping.dates().containsKey(date.getKey())) {
                    result = result.withDates(date.getKey(), date.getValue().iterator().next());
                }
            }
            for (var number : numbers.entrySet()) {
                if (number.getValue().size() == 1 && !mapping.numbers().containsKey(number.getKey())) {
                    result = result.withNumbers(number.getKey(), number.getValue().iterator().next());
                }
            }
            return result;
        }

        /** A sentence for every column whose dates or numbers can be read in two ways until somebody says which. */
        public List<Problem> open(ImportMapping mapping) {
            List<Problem> problems = new ArrayList<>();
            dates.keySet().stream().filter(field -> mapping.columns().containsKey(field) && !mapping.dates().containsKey(field))
                    .forEach(field -> problems.add(Problem.of(field.id(), "import.problem.dateOrder")));
            numbers.keySet().stream().filter(field -> mapping.columns().containsKey(field) && !mapping.numbers().containsKey(field))
                    .forEach(field -> problems.add(Problem.of(field.id(), "import.problem.numberStyle")));
            return problems;
        }
    }

    private final Choices choices;
    private final Memory memory;
    private final SettingsService settings;
    private final CurrentUser currentUser;

    ImportReading(Choices choices, Memory memory, SettingsService settings, CurrentUser currentUser) {
        this.choices = choices;
        this.memory = memory;
        this.settings = settings;
        this.currentUser = currentUser;
    }

    /**
     * Finds out what an uploaded file is and reads it through once.
     *
     * @param name as the user knows it
     * @throws RefusedException with one sentence when it is not a table that can be read
     */
    public TableFile read(Path path, String name) {
        return TableFile.read(path, name);
    }

    /** The same with a sheet or a header of the person's choice. */
    public TableFile read(Path path, String name, TableFile.Place place) {
        return TableFile.read(path, name, place);
    }

    /** A first mapping: from the headers, where they say nothing from what the columns hold, and what unknown values meant before. */
    public ImportMapping guess(ImportTarget target, TableFile file) {
        var mapping = HeaderGuess.of(target, file.headers(), settings.current().baseCurrency());
        Integer key = HeaderGuess.key(target, file.headers());
        if (key != null) {
            mapping = mapping.withKey(key, sourceName(file));
        }
        for (var chosen : target.defaults().entrySet()) {
            mapping = mapping.withDefault(chosen.getKey(), chosen.getValue());
        }
        return withMeanings(target, ContentGuess.of(target, file, mapping, choices));
    }

    /**
     * What a file most likely holds: the asked target, unless that knows less than half of the columns by their names and another one knows at least
     * half of them. A person who forgot to choose would else match the columns of one thing with the fields of another.
     */
    public ImportTarget likely(List<ImportTarget> targets, ImportTarget asked, TableFile file) {
        int half = (file.headers().size() + 1) / 2;
        ToIntFunction<ImportTarget> known = target -> HeaderGuess.of(target, file.headers(), settings.current().baseCurrency()).columns().size();
        if (known.applyAsInt(asked) >= half) {
            return asked;
        }
        return targets.stream().filter(target -> known.applyAsInt(target) >= half).max(Comparator.comparingInt(known)).orElse(asked);
    }

    /** What the person chose for the last file with these columns, in whatever order; empty for a first one. */
    public Optional<ImportMapping> remembered(ImportTarget target, TableFile file) {
        return memory.mapping(currentUser.require().id(), target, file.headers()).map(mapping -> withMeanings(target, mapping));
    }

    /** "crm-2026.csv" comes from crm-2026 until somebody says that it is the CRM. */
    public String sourceName(TableFile file) {
        String name = file.name().replaceFirst("\\.[^.]*$", "");
        return name.length() <= LONGEST_SOURCE ? name : name.substring(0, LONGEST_SOURCE);
    }

    private ImportMapping withMeanings(ImportTarget target, ImportMapping mapping) {
        Map<String, ImportField<?>> fields = target.fields().stream().filter(field -> field.kind().isClosed())
                .collect(Collectors.toMap(ImportField::id, field -> field));
        var result = mapping;
        for (var meaning : memory.meanings(currentUser.require().id(), target)) {
            var field = fields.get(meaning.field());
            Object value = field == null ? null : field.read(meaning.value());
            if (value != null && (value.equals(ImportMapping.EMPTY) || choices.offered(field).stream().anyMatch(choice -> choice.value().equals(value)))) {
                result = result.withValue(field, meaning.unknown(), value);
            }
        }
        return result;
    }

    /** What can be chosen for a closed field, as its default or for an unknown value. */
    public List<Choice> choices(ImportField<?> field) {
        return choices.offered(field);
    }

    /** A sentence for every required field that has neither column nor default. */
    public List<Problem> missing(ImportTarget target, ImportMapping mapping) {
        return target.fields().stream()
                .filter(field -> field.required() && !mapping.columns().containsKey(field) && !mapping.defaults().containsKey(field))
                .map(field -> Problem.of(field.id(), field.hasDefault() ? "import.problem.columnOrDefault" : "import.problem.column")).toList();
    }

    /** Values of closed fields that are on no list, each once, whether mapped already or not. */
    public List<UnknownValue> unknownValues(TableFile file, ImportMapping mapping) {
        return look(file, mapping).unknown();
    }

    /** Reads the file through for what has to be asked. */
    public Look look(TableFile file, ImportMapping mapping) {
        record Found(String text, long[] rows) {
        }
        Map<ImportField<?>, Map<String, Found>> unknown = new LinkedHashMap<>();
        Map<ImportField<?>, Map<String, Object>> known = new HashMap<>();
        Map<ImportField<?>, Readings<DateOrder>> dates = new LinkedHashMap<>();
        Map<ImportField<?>, Readings<NumberStyle>> numbers = new LinkedHashMap<>();
        mapping.columns().keySet().forEach(field -> {
            switch (field.kind()) {
                case CODE, ENUM, CHOICE -> {
                    unknown.put(field, new LinkedHashMap<>());
                    known.put(field, choices.byKey(field));
                }
                case DATE -> dates.put(field, new Readings<>(DateOrder.class));
                case INTEGER, YEAR, MONEY -> numbers.put(field, new Readings<>(NumberStyle.class));
                default -> { }
            }
        });
        if (unknown.isEmpty() && dates.isEmpty() && numbers.isEmpty()) {
            return new Look(List.of(), Map.of(), Map.of());
        }
        try (var rows = file.open()) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                for (var entry : unknown.entrySet()) {
                    String text = RowParser.cell(row, mapping.columns().get(entry.getKey()));
                    String key = Likeness.key(text);
                    if (!text.isEmpty() && !known.get(entry.getKey()).containsKey(key)
                            && (entry.getValue().containsKey(key) || entry.getValue().size() < MOST_UNKNOWN)) {
                        entry.getValue().computeIfAbsent(key, first -> new Found(text, new long[1])).rows()[0]++;
                    }
                }
                for (var entry : dates.entrySet()) {
                    entry.getValue().add(DateOrder.open(RowParser.cell(row, mapping.columns().get(entry.getKey()))));
                }
                for (var entry : numbers.entrySet()) {
                    String text = RowParser.cell(row, mapping.columns().get(entry.getKey()));
                    if (text.indexOf('.') >= 0 || text.indexOf(',') >= 0) {
                        entry.getValue().add(NumberStyle.open(text));
                    }
                }
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        List<UnknownValue> result = new ArrayList<>();
        unknown.forEach((field, values) -> values.values().forEach(
                found -> result.add(new UnknownValue(field, found.text(), found.rows()[0], choices.suggestion(field, found.text())))));
        Map<ImportField<?>, Set<DateOrder>> orders = new LinkedHashMap<>();
        dates.forEach((field, readings) -> readings.possible().ifPresent(possible -> orders.put(field, possible)));
        Map<ImportField<?>, Set<NumberStyle>> styles = new LinkedHashMap<>();
        // The numbers of a workbook are typed.
        numbers.forEach((field, readings) -> readings.possible().filter(possible -> !file.isTyped() || !possible.contains(NumberStyle.POINT))
                .ifPresent(possible -> styles.put(field, possible)));
        return new Look(result, orders, styles);
    }
}
