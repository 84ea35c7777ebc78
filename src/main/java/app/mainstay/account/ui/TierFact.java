package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountStanding;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The tier, and the way to change it. */
@Component
class TierFact implements AccountFact {

    private final AccountStanding standing;
    private final AccountService accounts;
    private final SettingsService settings;

    TierFact(AccountStanding standing, AccountService accounts, SettingsService settings) {
        this.standing = standing;
        this.accounts = accounts;
        this.settings = settings;
    }

    @Override
    public String labelKey() {
        return "account.tier";
    }

    @Override
    public Optional<com.vaadin.flow.component.Component> create(AccountDetails account) {
        var tier = account.draft().tier();
        if (tier == null && !account.mayEdit()) {
            return Optional.empty();
        }
        return Optional.of(new StandingFact(tier == null ? new Span(tr("account.noTier")) : new TierBadge(tier), "account.change.tier", account.mayEdit(),
                refresh -> new TierDialog(account.id(), accounts, standing, settings.today(), refresh).open()));
    }

    @Override
    public int order() {
        return -20;
    }
}
