package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.Tier;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tier as a quiet badge: bars and word, never colour alone. Nothing for an account without a tier. */
final class TierBadge extends Span {

    TierBadge(@Nullable Tier tier) {
        if (tier != null) {
            addClassNames(className(tier).split(" "));
            setText(tr(tier.labelKey()));
        }
    }

    static String className(@Nullable Tier tier) {
        return tier == null ? "" : "tier tier-" + tier.name().toLowerCase(Locale.ROOT);
    }
}
