package app.mainstay.account.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts texts into overlapping pieces, by which rows that hold a text are found through an index: two characters, three where the first
 * is ASCII, since there are few letters. The last pieces of a line are shorter, so that every character begins one.
 */
final class Grams {

    static final int LONGEST = 3;
    /** What nearly every company's name ends with, and its initials: they find nothing and would be a fifth of all pieces. */
    private static final Set<String> EVERYWHERE = Set.of("有限", "限公", "公司", "司", "yxg", "xgs", "gs", "s");

    private Grams() {
    }

    /** The pieces to store for a text of several lines. */
    static Set<String> stored(String text) {
        var grams = new LinkedHashSet<String>();
        text.lines().forEach(line -> {
            int[] points = line.codePoints().toArray();
            for (int at = 0; at < points.length; at++) {
                if (begins(points[at])) {
                    grams.add(new String(points, at, Math.min(length(points[at]), points.length - at)));
                }
            }
        });
        grams.removeAll(EVERYWHERE);
        return grams;
    }

    /**
     * A text as pieces to look up.
     *
     * @param whole     pieces that a row with the text has exactly
     * @param beginning what no whole piece covers, because it is too short for one: what a piece of such a row begins with; else ""
     */
    record Asked(List<String> whole, String beginning) {

        boolean nothing() {
            return whole.isEmpty() && beginning.isEmpty();
        }
    }

    static Asked asked(String text) {
        int[] points = text.codePoints().toArray();
        var whole = new LinkedHashSet<String>();
        String beginning = "";
        int covered = 0;
        for (int at = 0; at < points.length; at++) {
            if (begins(points[at])) {
                int length = length(points[at]);
                if (at + length <= points.length) {
                    whole.add(new String(points, at, length));
                    covered = at + length;
                } else if (at >= covered && beginning.isEmpty()) {
                    beginning = new String(points, at, points.length - at);
                }
            }
        }
        whole.removeAll(EVERYWHERE);
        String rest = beginning;
        return new Asked(List.copyOf(whole), EVERYWHERE.stream().anyMatch(gram -> gram.startsWith(rest)) ? "" : rest);
    }

    private static boolean begins(int point) {
        return Character.isLetterOrDigit(point);
    }

    private static int length(int point) {
        return point < 128 ? LONGEST : 2;
    }
}
