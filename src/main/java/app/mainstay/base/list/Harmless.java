package app.mainstay.base.list;

import java.util.regex.Pattern;

/**
 * Texts that a spreadsheet takes for text. One that begins as a formula does would be run when a CSV file is opened: whoever may name an
 * account could run something on the machine of whoever exports it.
 */
final class Harmless {

    /** The last eight are what the four become when their width is made equal. */
    private static final String SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫";
    /** "+86 10 6554-1234", "-": arithmetic at worst. */
    private static final Pattern DIGITS = Pattern.compile("[+-][0-9 ()./-]*");
    /** Excel reads "_x0041_" as "A". */
    private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");
    private static final int LONGEST_CELL = 32_767;

    private Harmless() {
    }

    static String csv(String text) {
        String clean = withoutControls(text);
        return formula(clean) ? "'" + clean : clean;
    }

    /**
     * In a workbook a text is a text, whatever it begins with, but a workbook may be saved as CSV later. Telephone numbers stay as they are,
     * since here nothing computes them.
     */
    static String xlsx(String text) {
        String clean = withoutControls(text);
        if (formula(clean) && !DIGITS.matcher(clean).matches()) {
            clean = "'" + clean;
        }
        if (clean.indexOf('\r') >= 0) {
            clean = clean.replace("\r\n", "\n").replace('\r', '\n');
        }
        if (clean.contains("_x")) {
            clean = ESCAPE.matcher(clean).replaceAll("_x005F_");
        }
        if (clean.length() > LONGEST_CELL) {
            clean = clean.substring(0, Character.isHighSurrogate(clean.charAt(LONGEST_CELL - 1)) ? LONGEST_CELL - 1 : LONGEST_CELL);
        }
        return clean;
    }

    private static boolean formula(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t' || c == '\r' || c == '\n' || SIGNS.indexOf(c) >= 0) {
                return true;
            }
            // Some programs skip spaces and what is not seen.
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && Character.getType(c) != Character.FORMAT) {
                return false;
            }
        }
        return false;
    }

    private static String withoutControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                var kept = new StringBuilder(text.length());
                text.chars().filter(c -> !isControl((char) c)).forEach(c -> kept.append((char) c));
                return kept.toString();
            }
        }
        return text;
    }

    private static boolean isControl(char c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f;
    }
}
