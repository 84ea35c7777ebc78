package app.mainstay.shared;

import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import net.sourceforge.pinyin4j.PinyinHelper;
import net.sourceforge.pinyin4j.format.HanyuPinyinCaseType;
import net.sourceforge.pinyin4j.format.HanyuPinyinOutputFormat;
import net.sourceforge.pinyin4j.format.HanyuPinyinToneType;
import net.sourceforge.pinyin4j.format.HanyuPinyinVCharType;
import net.sourceforge.pinyin4j.format.exception.BadHanyuPinyinOutputFormatCombination;
import org.jspecify.annotations.Nullable;

/** The stored companions of a name: what makes it unique, what it is sorted by, what its initials are. */
public final class Names {

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final HanyuPinyinOutputFormat PLAIN = new HanyuPinyinOutputFormat();
    // By character. The library takes microseconds for each, a mass write asks thirty million times.
    private static final AtomicReferenceArray<@Nullable String> SYLLABLES = new AtomicReferenceArray<>(Character.MAX_VALUE + 1);

    static {
        PLAIN.setCaseType(HanyuPinyinCaseType.LOWERCASE);
        PLAIN.setToneType(HanyuPinyinToneType.WITHOUT_TONE);
        PLAIN.setVCharType(HanyuPinyinVCharType.WITH_V);
    }

    private Names() {
    }

    /** The name as two people typing it differently would still mean it: width, case and spaces made equal. */
    public static String key(String name) {
        return clean(Normalizer.normalize(name, Normalizer.Form.NFKC)).toLowerCase(Locale.ROOT);
    }

    /** Without leading, trailing and double spaces; ideographic and no-break spaces count as spaces. */
    public static String clean(String text) {
        // Nearly every text is clean already, and an import asks for a dozen of each row.
        return isClean(text) ? text : SPACES.matcher(text).replaceAll(" ").strip();
    }

    private static boolean isClean(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == ' ' && before == ' ' || c > '~' && (c == '\u00a0' || c == '\u3000' || (i == 0 || i == text.length() - 1) && Character.isWhitespace(c))) {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    /** Cleaned, with "" for null told apart from null: a field left blank is null. */
    public static @Nullable String blankToNull(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String cleaned = clean(text);
        return cleaned.isEmpty() ? null : cleaned;
    }

    /** Latin text in which Chinese characters stand as pinyin syllables, so that a binary index sorts as a Chinese reader expects. */
    public static String sortKey(String name, int maxLength) {
        var result = new StringBuilder();
        for (char c : key(name).toCharArray()) {
            String syllable = syllable(c);
            if (syllable == null) {
                result.append(c);
            } else {
                // The syllable ends with a space, so that "xi an" stands before "xian".
                result.append(syllable).append(' ');
            }
        }
        return cut(result.toString().strip(), maxLength);
    }

    /** First letters: "华为技术" gives "hwjs", "Acme Corporation" gives "ac". */
    public static String initials(String name, int maxLength) {
        var result = new StringBuilder();
        boolean wordStarts = true;
        for (char c : key(name).toCharArray()) {
            String syllable = syllable(c);
            if (syllable != null) {
                result.append(syllable.charAt(0));
                wordStarts = true;
            } else if (Character.isLetterOrDigit(c)) {
                if (wordStarts) {
                    result.append(c);
                }
                wordStarts = false;
            } else {
                wordStarts = true;
            }
        }
        return cut(result.toString(), maxLength);
    }

    private static @Nullable String syllable(char c) {
        if (c < 0x3400) {
            return null;
        }
        String known = SYLLABLES.get(c);
        if (known == null) {
            known = lookUp(c);
            SYLLABLES.set(c, known);
        }
        return known.isEmpty() ? null : known;
    }

    /** "" for a character without a reading. */
    private static String lookUp(char c) {
        try {
            String[] readings = PinyinHelper.toHanyuPinyinStringArray(c, PLAIN);
            return readings == null || readings.length == 0 ? "" : readings[0];
        } catch (BadHanyuPinyinOutputFormatCombination impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String cut(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        // Never between the two halves of one character.
        return text.substring(0, Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength);
    }
}
