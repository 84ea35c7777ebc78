package app.mainstay.account.search;

import app.mainstay.shared.Names;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** The stored text that somebody's words are looked for in: name, short name and their initials, a line each, as {@link Names#key} has them. */
public final class SearchText {

    private static final int LONGEST = 700;

    private SearchText() {
    }

    public static String of(String name, @Nullable String shortName) {
        var lines = new LinkedHashSet<String>();
        lines.add(Names.key(name));
        lines.add(Names.initials(name, 100));
        if (shortName != null) {
            lines.add(Names.key(shortName));
            lines.add(Names.initials(shortName, 80));
        }
        String text = String.join("\n", lines);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
