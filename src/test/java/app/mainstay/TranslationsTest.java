package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.shared.Coded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Both languages say the same things, and everything that the code wants to say. */
class TranslationsTest {

    private static final Path FILES = Path.of("src/main/resources/vaadin-i18n");
    // The number only: English chooses between singular and plural, Chinese needs not.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+");
    /** A literal with points in it and nothing that only a sentence, a file or a query has. */
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][A-Za-z]*(?:\\.[A-Za-z0-9]+)*\\.?)\"");

    private static final Map<String, String> ENGLISH = read("translations.properties");
    private static final Map<String, String> CHINESE = read("translations_zh_CN.properties");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(CHINESE.keySet()).containsExactlyInAnyOrderElementsOf(ENGLISH.keySet());
    }

    @Test
    void nothingIsLeftEmpty() {
        assertThat(keys(ENGLISH, (key, text) -> text.isBlank())).isEmpty();
        assertThat(keys(CHINESE, (key, text) -> text.isBlank())).isEmpty();
    }

    @Test
    void bothLanguagesFillInTheSameValues() {
        assertThat(keys(ENGLISH, (key, text) -> !placeholders(text).equals(placeholders(CHINESE.getOrDefault(key, ""))))).isEmpty();
    }

    /** In a text with values a straight apostrophe begins a quotation and vanishes: write ’. */
    @Test
    void noApostropheIsSwallowed() {
        Stream.of(ENGLISH, CHINESE).forEach(texts ->
                assertThat(keys(texts, (key, text) -> text.contains("'") && !placeholders(text).isEmpty())).isEmpty());
    }

    /** Latin words in the Chinese file are names and units; a whole English sentence is one that nobody translated. */
    @Test
    void chineseIsChinese() {
        var sentence = Pattern.compile("[\\p{Punct}\\s]*(?:[A-Za-z]+[\\p{Punct}\\s]+){3,}[A-Za-z]+.*");
        assertThat(keys(CHINESE, (key, text) -> sentence.matcher(text).matches())).isEmpty();
    }

    @Test
    void everyValueOfEveryEnumerationHasALabel() {
        var enumerations = ViewTest.classes(new AssignableTypeFilter(Coded.class)).filter(Class::isEnum).toList();
        assertThat(enumerations).hasSizeGreaterThan(3);
        assertThat(enumerations.stream().flatMap(type -> Stream.of(type.getEnumConstants())).map(value -> ((Coded) value).labelKey()))
                .isSubsetOf(ENGLISH.keySet());
    }

    /**
     * A literal that begins as a key does must be one, or with a point at its end the beginning of one. The kinds of the timeline's moments
     * are keys below "timeline.", those of the audit trail below "audit.".
     */
    @Test
    void everyKeyInTheCodeHasAText() throws IOException {
        Set<String> rooms = ENGLISH.keySet().stream().map(key -> key.substring(0, key.indexOf('.'))).collect(Collectors.toSet());
        var missing = literals().filter(literal -> literal.indexOf('.') > 0 && rooms.contains(literal.substring(0, literal.indexOf('.'))))
                .filter(literal -> !isKey(literal) && !isKey("timeline." + literal) && !isKey("audit." + literal))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).isEmpty();
    }

    /** What nobody says any more is thrown away. */
    @Test
    void everyTextIsUsed() throws IOException {
        var literals = literals().collect(Collectors.toSet());
        var unused = ENGLISH.keySet().stream().filter(key -> !key.startsWith("enum.") && !literals.contains(key)
                && !literals.contains(key.replaceFirst("^(timeline|audit)\\.", ""))
                && literals.stream().noneMatch(literal -> literal.endsWith(".") && key.startsWith(literal))).toList();
        assertThat(unused).isEmpty();
    }

    /** The files are merged line by line, so a key can come twice; the second would win silently. */
    @ParameterizedTest
    @ValueSource(strings = {"translations.properties", "translations_zh_CN.properties"})
    void noKeyComesTwice(String file) throws IOException {
        assertThat(keys(file)).isNotEmpty().doesNotHaveDuplicates();
    }

    private static List<String> keys(Map<String, String> texts, BiPredicate<String, String> which) {
        return texts.entrySet().stream().filter(entry -> which.test(entry.getKey(), entry.getValue())).map(Map.Entry::getKey).toList();
    }

    private static boolean isKey(String literal) {
        return ENGLISH.containsKey(literal) || literal.endsWith(".") && ENGLISH.keySet().stream().anyMatch(key -> key.startsWith(literal));
    }

    private static Stream<String> literals() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream()
                    .flatMap(file -> LITERAL.matcher(text(file)).results().map(match -> match.group(1)));
        }
    }

    private static List<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).sorted().distinct().toList();
    }

    private static List<String> keys(String file) throws IOException {
        return Files.readAllLines(FILES.resolve(file)).stream().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('='))).toList();
    }

    private static Map<String, String> read(String file) {
        var texts = new LinkedHashMap<String, String>();
        text(FILES.resolve(file)).lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> texts.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
