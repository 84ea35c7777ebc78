package app.mainstay.account.ui.contact;

import app.mainstay.account.contact.Attitude;
import org.jspecify.annotations.Nullable;

/** An attitude as a quiet badge: shape and word, never colour alone. */
final class Marks {

    private Marks() {
    }

    static String className(@Nullable Attitude attitude) {
        return switch (attitude) {
            case null -> "";
            case CHAMPION -> "status sign-on";
            case SUPPORTER -> "status sign-half";
            case NEUTRAL -> "status sign-none";
            case OPPONENT -> "status sign-warn";
        };
    }
}
