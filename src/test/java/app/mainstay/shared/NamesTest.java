package app.mainstay.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
            "Acme Corp, acme corp",
            "'  Acme   Corp ', acme corp",
            "'ＡＣＭＥ　ｃｏｒｐ', acme corp",
            "'Acme\u00a0Corp', acme corp",
            "华为技术（深圳）有限公司, 华为技术(深圳)有限公司",
            "STRASSE, strasse",
            "ﾐﾂﾋﾞｼ, ミツビシ",
    })
    void keysOfWhatPeopleMeanAlikeAreEqual(String name, String key) {
        assertThat(Names.key(name)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
            "华为, hua wei",
            "西安, xi an",
            "先, xian",
            "吕氏, lv shi",
            "华为 Cloud, hua wei  cloud",
            "Acme, acme",
            "3M中国, 3mzhong guo",
    })
    void sortsChineseByPinyin(String name, String sort) {
        assertThat(Names.sortKey(name, 600)).isEqualTo(sort);
    }

    @Test
    void shorterSyllablesStandFirst() {
        assertThat(Names.sortKey("西安", 600)).isLessThan(Names.sortKey("先", 600));
    }

    @ParameterizedTest
    @CsvSource({
            "华为技术, hwjs",
            "Acme Corporation, ac",
            "华为 Cloud 云, hwcy",
            "GE-Health (China), ghc",
            "'ＡＢＢ　中国', azg",
            "3M中国, 3zg",
    })
    void takesInitials(String name, String initials) {
        assertThat(Names.initials(name, 100)).isEqualTo(initials);
    }

    @ParameterizedTest
    @CsvSource(value = {"' a  b ';a b", "'\u3000 \u00a0';NULL", "'';NULL", "NULL;NULL"}, delimiter = ';', nullValues = "NULL")
    void whatIsLeftBlankIsNothing(String text, String expected) {
        assertThat(Names.blankToNull(text)).isEqualTo(expected);
    }

    /** Whatever people type: nothing throws, keys stay as they are when made again, and nothing is longer than its column. */
    @Test
    void takesAnyText() {
        var random = new Random(20261124);
        for (int i = 0; i < 5_000; i++) {
            String name = random.ints(random.nextInt(60), 0, 0x10FFFF).filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            assertThat(Names.key(Names.key(name))).isEqualTo(Names.key(name));
            assertThat(Names.sortKey(name, 40)).hasSizeLessThanOrEqualTo(40).satisfies(NamesTest::isWhole);
            assertThat(Names.initials(name, 10)).hasSizeLessThanOrEqualTo(10).satisfies(NamesTest::isWhole);
        }
    }

    /** No half of a surrogate pair: a database would store a question mark, or refuse. */
    private static void isWhole(String text) {
        assertThat(text.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }
}
