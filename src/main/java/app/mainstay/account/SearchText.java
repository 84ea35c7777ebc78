package app.mainstay.account;

import app.mainstay.shared.Names;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** What a text typed by somebody is looked for in: name, short name and the initials of both, a line each, as {@link Names#key} has them. */
final class SearchText {

    private static final int LONGEST = 700;

    private SearchText() {
    }

    static String of(String name, @Nullable String shortName) {
        var lines = new LinkedHashSet<String>();
        lines.add(Names.key(name));
        if (shortName != null) {
            lines.add(Names.key(shortName));
        }
        lines.add(Names.initials(name, 100));
        if (shortName != null) {
            lines.add(Names.initials(shortName, 80));
        }
        String text = String.join("\n", lines);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
