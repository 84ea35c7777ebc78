package app.mainstay.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A browser says nothing of a brace too few and forgets all rules behind it. */
class StylesTest {

    @Test
    void everyRuleIsClosed() throws IOException {
        try (var styles = Objects.requireNonNull(getClass().getResourceAsStream("/META-INF/resources/styles.css"))) {
            String text = new String(styles.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?s)/\\*.*?\\*/", "");
            int open = 0;
            int line = 1;
            for (char c : text.toCharArray()) {
                open += c == '{' ? 1 : c == '}' ? -1 : 0;
                line += c == '\n' ? 1 : 0;
                // A rule inside a media query is the deepest that there is.
                assertThat(open).as("line " + line + " without comments").isBetween(0, 2);
            }
            assertThat(open).isZero();
        }
    }
}
