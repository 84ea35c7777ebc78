package app.mainstay.account.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GramsTest {

    @Test
    void everyCharacterBeginsAPieceExceptOfWhatEverybodyHas() {
        assertThat(Grams.stored("澜衡有限公司")).containsExactly("澜衡", "衡有");
        assertThat(Grams.stored("acme co\nac")).containsExactly("acm", "cme", "me ", "e c", "co", "o", "ac", "c");
        assertThat(Grams.stored("（a）股")).containsExactly("a）股", "股");
        assertThat(Grams.stored("")).isEmpty();
    }

    @Test
    void asksForWholePiecesAndForTheBeginningOfWhatTheyLeave() {
        assertThat(Grams.asked("澜衡精")).isEqualTo(new Grams.Asked(java.util.List.of("澜衡", "衡精"), ""));
        assertThat(Grams.asked("co")).isEqualTo(new Grams.Asked(java.util.List.of(), "co"));
        assertThat(Grams.asked("州)储")).isEqualTo(new Grams.Asked(java.util.List.of("州)"), "储"));
        assertThat(Grams.asked("有限公司").nothing()).isTrue();
        assertThat(Grams.asked("公").nothing()).isTrue();
        assertThat(Grams.asked("--").nothing()).isTrue();
    }

    /** Whatever part of a text is asked for: each of its whole pieces is stored with the text, and one that starts with the beginning. */
    @Test
    void noPartOfATextIsMissed() {
        var random = new Random(7);
        String alphabet = "abco1 .-(澜衡有限公司𠮷";
        int[] points = alphabet.codePoints().toArray();
        for (int run = 0; run < 5_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.appendCodePoint(points[random.nextInt(points.length)]);
            }
            int from = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
            int to = text.offsetByCodePoints(from, 1 + random.nextInt(text.codePointCount(from, text.length())));
            var stored = Grams.stored(text.toString());
            var asked = Grams.asked(text.substring(from, to));
            assertThat(stored).as("%s in %s", text.substring(from, to), text).containsAll(asked.whole());
            assertThat(asked.beginning().isEmpty() || stored.stream().anyMatch(gram -> gram.startsWith(asked.beginning())))
                    .as("%s in %s", text.substring(from, to), text).isTrue();
        }
    }
}
