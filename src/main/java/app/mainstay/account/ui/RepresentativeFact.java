package app.mainstay.account.ui;

import app.mainstay.account.AccountDetails;
import app.mainstay.base.ui.Formats;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who looks after the account, and since when. */
@Component
class RepresentativeFact implements AccountFact {

    private final SettingsService settings;

    RepresentativeFact(SettingsService settings) {
        this.settings = settings;
    }

    @Override
    public String labelKey() {
        return "account.primaryRepId";
    }

    @Override
    public Optional<com.vaadin.flow.component.Component> create(AccountDetails account) {
        var locale = UI.getCurrent().getLocale();
        return Optional.of(new Span(account.primaryRepName() + " · "
                + UI.getCurrent().getTranslation("account.since", Formats.date(account.repSince(), settings.zone(), locale))));
    }

    @Override
    public int order() {
        return 0;
    }
}
