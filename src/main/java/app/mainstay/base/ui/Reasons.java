package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.bulk.Bulk;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why something was changed: what the system gives as its reason in the reader's language, what people wrote as they wrote it. */
public final class Reasons {

    private static final Pattern IMPORT = Pattern.compile("import [a-z-]+: (.*)", Pattern.DOTALL);

    private Reasons() {
    }

    /** "" where none was given. */
    public static String text(@Nullable String stored) {
        if (stored == null) {
            return "";
        }
        var file = IMPORT.matcher(stored);
        if (file.matches()) {
            return tr("base.reason.import", file.group(1));
        }
        return switch (stored) {
            case Bulk.UNDO -> tr("base.reason.undo");
            case "restored from history" -> tr("base.reason.restored");
            case "demonstration" -> tr("base.reason.demonstration");
            case "installation" -> tr("base.reason.installation");
            case "unit of the representative" -> tr("base.reason.unit");
            case "unit of the owner" -> tr("base.reason.ownersUnit");
            case "merge" -> tr("base.reason.merge");
            case "handover" -> tr("base.reason.handover");
            case "stage" -> tr("base.reason.stage");
            default -> stored;
        };
    }
}
