package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.Tier;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** The tier as a quiet badge: bars and word, never colour alone. Nothing for an account without a tier. */
final class TierBadge extends Span {

    TierBadge(@Nullable Tier tier) {
        if (tier != null) {
            addClassNames("tier", "tier-" + tier.name().toLowerCase(java.util.Locale.ROOT));
            setText(tr(tier.labelKey()));
        }
    }
}
