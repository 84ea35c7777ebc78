package app.mainstay.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void everyKindOfChineseReadsSimplifiedChineseAndEverybodyElseEnglish() {
        assertThat(Words.text("base.currency", Locale.SIMPLIFIED_CHINESE)).isEqualTo("币种");
        assertThat(Words.text("base.currency", Locale.TRADITIONAL_CHINESE)).isEqualTo("币种");
        assertThat(Words.text("base.currency", Locale.UK)).isEqualTo("Currency");
        assertThat(Words.text("base.currency", Locale.FRENCH)).isEqualTo("Currency");
    }

    @Test
    void whatHasNoTextIsEmpty() {
        assertThat(Words.text("enum.Nothing.AT_ALL", Locale.ENGLISH)).isEmpty();
    }
}
