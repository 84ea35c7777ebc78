package app.mainstay.base.pdf;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Chunk;
import org.openpdf.text.Font;
import org.openpdf.text.SplitCharacter;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfChunk;

/** The one font, read once: it holds some megabytes. What a page uses of it is embedded, so that it looks alike everywhere. */
final class PdfFont {

    private static final String FILE = "/fonts/wqy-microhei.ttf";
    /** Stands for what the font does not have, such as pictographs; OpenPDF would leave a gap that nobody notices. */
    private static final String UNKNOWN = "□";
    /** Never at the beginning of a line. */
    private static final String CLOSING = "、。,．,.:：;；!！?？)）]】}｝》〉」』”’%％…·";
    /** Never at the end of a line. */
    private static final String OPENING = "(（[【{｛《〈「『“‘¥￥$";

    private static final class Loaded {
        static final BaseFont FONT = load();
    }

    private PdfFont() {
    }

    private static BaseFont load() {
        try (var in = PdfFont.class.getResourceAsStream(FILE)) {
            return BaseFont.createFont(FILE, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, Objects.requireNonNull(in).readAllBytes(), null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static BaseFont base() {
        return Loaded.FONT;
    }

    static Font of(float size, boolean bold, Color color) {
        return new Font(Loaded.FONT, size, bold ? Font.BOLD : Font.NORMAL, color);
    }

    /** Text as it can be shown; a line break stays one. */
    static Chunk chunk(String text, Font font) {
        var shown = new StringBuilder();
        text.replace("\r\n", "\n").replace('\t', ' ').codePoints().forEach(c -> {
            boolean invisible = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.NON_SPACING_MARK;
            if (c == '\n' || !invisible && Loaded.FONT.charExists(c)) {
                shown.appendCodePoint(c);
            } else if (!invisible) {
                shown.append(UNKNOWN);
            }
        });
        var chunk = new Chunk(shown.toString(), font);
        chunk.setSplitCharacter(new Breaks());
        return chunk;
    }

    /** Chinese breaks between any two characters, but a line neither begins with a closing mark nor ends with an opening one. */
    private static final class Breaks implements SplitCharacter {

        @Override
        public boolean isSplitCharacter(int start, int current, int end, char[] text, PdfChunk @Nullable [] ck) {
            char c = text[current];
            if (c <= ' ' || c == '-' || c == '\u2010') {
                return true;
            }
            if (current + 1 >= end) {
                return isWide(c);
            }
            char next = text[current + 1];
            return (isWide(c) || isWide(next)) && CLOSING.indexOf(next) < 0 && OPENING.indexOf(c) < 0 && !Character.isLowSurrogate(next);
        }

        private static boolean isWide(char c) {
            return c >= '\u2e80' && c < '\ud7a0' || c >= '\uf900' && c < '\ufb00' || c >= '\ufe30' && c < '\ufe70' || c >= '\uff00';
        }
    }
}
