package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.Lifecycle;
import com.vaadin.flow.component.html.Span;

/** The lifecycle as a quiet badge: sign and word, never colour alone. */
final class LifecycleBadge extends Span {

    LifecycleBadge(Lifecycle lifecycle) {
        addClassNames(className(lifecycle).split(" "));
        setText(tr(lifecycle.labelKey()));
    }

    static String className(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case PROSPECT -> "status sign-none";
            case ACTIVE -> "status sign-on";
            case AT_RISK -> "status sign-warn";
            case CHURNED -> "status sign-off";
            case REACTIVATED -> "status sign-half";
        };
    }
}
