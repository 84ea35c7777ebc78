package app.mainstay.importing;

import app.mainstay.shared.Names;

/** How alike two names are, for suggestions: people decide. */
public final class Likeness {

    private Likeness() {
    }

    /** Letters and digits only, width and case made equal: "Year_Established", "year established" and "ＹＥＡＲ－established" are one. */
    static String key(String text) {
        var result = new StringBuilder();
        Names.key(text).codePoints().filter(Character::isLetterOrDigit).forEach(result::appendCodePoint);
        return result.toString();
    }

    /** From 0 for nothing in common to 1 for the same, on {@link #key keys}. */
    public static double of(String a, String b) {
        if (a.equals(b)) {
            return 1;
        }
        int shorter = Math.min(a.length(), b.length());
        int longer = Math.max(a.length(), b.length());
        if (shorter == 0 || longer > 100) {
            return 0;
        }
        double byEdits = 1 - (double) distance(a, b) / longer;
        // "华东区" for "华东", "United States of America" for "United States": one inside the other counts, the more the longer it is.
        boolean inside = shorter >= 2 && (a.contains(b) || b.contains(a));
        return inside ? Math.max(byEdits, 0.6 + 0.3 * shorter / longer) : byEdits;
    }

    /** Edits between them, a swap of neighbours being one. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
