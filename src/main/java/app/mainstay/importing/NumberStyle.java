package app.mainstay.importing;

import app.mainstay.shared.Coded;
import app.mainstay.shared.Numbers;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What stands before the decimals of a column's numbers: "1,234.56" or "1.234,56". */
public enum NumberStyle implements Coded {
    POINT, COMMA;

    Optional<Numbers.Read> read(String text) {
        String plain = text.replace('\'', ' ').replace('’', ' ').replace('，', ',');
        return Numbers.read(this == POINT ? plain : plain.replace('.', '\u0000').replace(',', '.').replace('\u0000', ','));
    }

    /** The styles that make a number of the text; none where both make the same one, or neither does. */
    static Set<NumberStyle> open(String text) {
        Optional<BigDecimal> point = POINT.read(text).map(Numbers.Read::value);
        Optional<BigDecimal> comma = COMMA.read(text).map(Numbers.Read::value);
        var possible = EnumSet.noneOf(NumberStyle.class);
        if (point.isPresent() && comma.isPresent() && point.get().compareTo(comma.get()) == 0) {
            return possible;
        }
        point.ifPresent(number -> possible.add(POINT));
        comma.ifPresent(number -> possible.add(COMMA));
        return possible;
    }
}
