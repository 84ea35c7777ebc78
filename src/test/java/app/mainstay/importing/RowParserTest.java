package app.mainstay.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.importing.ImportMapping.Amounts;
import app.mainstay.importing.ImportMapping.Unit;
import app.mainstay.shared.Money;
import app.mainstay.shared.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway")
class RowParserTest {

    private static final ImportField<Integer> INTEGER = ImportField.integer("employees");
    private static final ImportField<Money> MONEY = ImportField.money("revenue");
    private static final ImportField<LocalDate> DATE = ImportField.date("since");
    private static final ImportField<List<String>> TAGS = ImportField.tags("tags");

    @Test
    void readsWholeNumbers() {
        assertThat(value(INTEGER, "2822")).isEqualTo(2822);
        assertThat(value(INTEGER, "1,234,567")).isEqualTo(1_234_567);
        assertThat(value(INTEGER, "１２３")).isEqualTo(123);
        assertThat(value(INTEGER, "1996.0")).isEqualTo(1996);
        refused(INTEGER, "12.5", "import.problem.integer");
        refused(INTEGER, "99999999999", "import.problem.integer");
        refused(INTEGER, "about 20", "import.problem.number");
        refused(INTEGER, "1,2", "import.problem.number");
        // As in the fields of a form.
        assertThat(value(INTEGER, "1.5万")).isEqualTo(15_000);
        assertThat(value(INTEGER, "1e5")).isEqualTo(100_000);
    }

    @Test
    void readsAmountsInTheUnitOfTheColumn() {
        assertThat(value(MONEY, "1100.04")).isEqualTo(Money.of("1100040000", "USD"));
        assertThat(value(MONEY, "0.1000000000000000055")).isEqualTo(Money.of("100000", "USD"));
        assertThat(value(MONEY, "1.2E+3")).isEqualTo(Money.of("1200000000", "USD"));
        // Millions of what already are millions: nobody can tell.
        refused(MONEY, "1.2m", "import.problem.twoUnits");
        refused(MONEY, "1.234,56", "import.problem.number");
        refused(MONEY, "1,23", "import.problem.number");
        refused(MONEY, "9999999999999", "import.problem.amountTooLarge");
    }

    @Test
    void readsOnlyDatesThatMeanOneDay() {
        var day = LocalDate.of(2017, 3, 1);
        for (String text : List.of("2017-03-01", "2017/3/1", "2017.3.1", "2017年3月1日", "2017-03-01T00:00")) {
            assertThat(value(DATE, text)).isEqualTo(day);
        }
        refused(DATE, "01-03-17", "import.problem.date");
        refused(DATE, "2017-02-30", "import.problem.noDate");
    }

    @Test
    void splitsTagsAtTheDelimitersOfBothLanguages() {
        assertThat(value(TAGS, " 重点、战略；key,  重点 ")).isEqualTo(List.of("重点", "战略", "key"));
    }

    @Test
    void refusesFormulaErrorsAndTooManyCells() {
        refused(ImportField.text("name"), "#REF!", "import.problem.formulaError");
        assertThatThrownBy(() -> parse(TAGS, List.of("a", "b"))).hasMessageContaining("import.problem.rowTooWide");
        assertThat(parse(TAGS, List.of("a", " ", "")).get(TAGS)).containsExactly("a");
    }

    @Test
    void anEmptyCellSaysNothing() {
        var row = parse(INTEGER, List.of("  "));

        assertThat(row.has(INTEGER)).isFalse();
        assertThat(row.get(INTEGER, 7)).isEqualTo(7);
        assertThat(row.get(INTEGER)).isNull();
        assertThat(parse(INTEGER, List.of()).has(INTEGER)).isFalse();
    }

    private static Object value(ImportField<?> field, String text) {
        return parse(field, List.of(text)).values().get(field);
    }

    private static void refused(ImportField<?> field, String text, String key) {
        assertThatThrownBy(() -> value(field, text)).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo(key);
                    assertThat(problem.field()).isEqualTo(field.id());
                    assertThat(problem.args()).containsExactly(text);
                }));
    }

    private static ImportRow parse(ImportField<?> field, List<String> cells) {
        var mapping = new ImportMapping(Map.of(field, 0), Map.of(), Map.of(), Map.of(MONEY, new Amounts("USD", Unit.MILLION)), null, null);
        return new RowParser(1, mapping, null, null).parse(new TableRows.Row(2, cells));
    }
}
