package app.mainstay.importing;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.importing.ImportMapping.Amounts;
import app.mainstay.importing.ImportMapping.Unit;
import app.mainstay.security.Role;
import app.mainstay.shared.Money;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeaderGuessTest {

    private static final ImportField<String> NAME = ImportField.text("name").called("account", "客户名称");
    private static final ImportField<Integer> FOUNDED = ImportField.integer("founded").called("year established", "成立年份");
    private static final ImportField<Money> REVENUE = ImportField.money("revenue").called("营业收入");
    private static final List<ImportField<?>> FIELDS = List.of(NAME, FOUNDED, REVENUE);

    @Test
    void knowsColumnsByTheirNamesInBothLanguages() {
        assertThat(guess("account", "year_established", "REVENUE").columns()).containsEntry(NAME, 0).containsEntry(FOUNDED, 1).containsEntry(REVENUE, 2);
        assertThat(guess("营业收入（万元）", "成立年份", "客户 名称").columns()).containsEntry(NAME, 2).containsEntry(FOUNDED, 1).containsEntry(REVENUE, 0);
    }

    @Test
    void forgivesSpellingButInventsNothing() {
        assertThat(guess("acount", "year establishd", "colour").columns()).containsEntry(NAME, 0).containsEntry(FOUNDED, 1).hasSize(2);
    }

    @Test
    void givesAFieldToTheBestColumnOnly() {
        assertThat(guess("accounts", "account").columns()).containsEntry(NAME, 1).hasSize(1);
    }

    @Test
    void readsCurrencyAndUnitFromTheHeader() {
        assertThat(HeaderGuess.amounts("revenue", "CNY")).isEqualTo(new Amounts("CNY", Unit.ONE));
        assertThat(HeaderGuess.amounts("Revenue (million USD)", "CNY")).isEqualTo(new Amounts("USD", Unit.MILLION));
        assertThat(HeaderGuess.amounts("营业收入（万元）", "USD")).isEqualTo(new Amounts("CNY", Unit.WAN));
        assertThat(HeaderGuess.amounts("年收入(亿美元)", "CNY")).isEqualTo(new Amounts("USD", Unit.YI));
        assertThat(HeaderGuess.amounts("Turnover in k EUR", "CNY")).isEqualTo(new Amounts("EUR", Unit.THOUSAND));
    }

    private static ImportMapping guess(String... headers) {
        var target = new ImportTarget() {
            @Override
            public String id() {
                return "test";
            }

            @Override
            public Set<Role> roles() {
                return Set.of();
            }

            @Override
            public List<ImportField<?>> fields() {
                return FIELDS;
            }

            @Override
            public Run open() {
                throw new UnsupportedOperationException();
            }
        };
        return HeaderGuess.of(target, List.of(headers), "CNY");
    }
}
