package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /** Codes of companies, as they publish them. */
    @ParameterizedTest
    @ValueSource(strings = {"91110000802100433B", "914403001922038216", "9144030071526726XG", "91330100799655058B", "91110108551385082Q",
            "91440300192317458F", "9144030027939873X7", "91100000100003962T", "91440300708461136T", "91320200607924226D", "91350100M000100Y43"})
    void knowsRealCodes(String code) {
        assertThat(CreditCode.isValid(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9111000080210043", "91110000802100433BB", "91110000802100433b", " 91110000802100433B", "91110000802100433I",
            "９１１１００００８０２１００４３３Ｂ", "IOSVZ0000000000000"})
    void refusesOtherShapes(String code) {
        assertThat(CreditCode.isValid(code)).isFalse();
    }

    @Test
    void seesEveryWrongCharacter() {
        var random = new Random(20261124);
        for (int i = 0; i < 300; i++) {
            var code = new StringBuilder();
            random.ints(17, 0, ALPHABET.length()).forEach(c -> code.append(ALPHABET.charAt(c)));
            code.append(CreditCode.check(code.toString()));
            assertThat(CreditCode.isValid(code.toString())).isTrue();
            for (int position = 0; position < 18; position++) {
                for (char other : ALPHABET.toCharArray()) {
                    if (other != code.charAt(position)) {
                        var changed = new StringBuilder(code);
                        changed.setCharAt(position, other);
                        if (CreditCode.isValid(changed.toString())) {
                            throw new AssertionError(code + " and " + changed);
                        }
                    }
                }
            }
        }
    }
}
