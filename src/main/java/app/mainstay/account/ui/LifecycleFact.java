package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountStanding;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.Start;
import app.mainstay.base.ui.Formats;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where the relationship stands and since when, and the way to change it. */
@Component
class LifecycleFact implements AccountFact {

    private final AccountStanding standing;
    private final AccountService accounts;
    private final UserService users;
    private final SettingsService settings;

    LifecycleFact(AccountStanding standing, AccountService accounts, UserService users, SettingsService settings) {
        this.standing = standing;
        this.accounts = accounts;
        this.users = users;
        this.settings = settings;
    }

    @Override
    public String labelKey() {
        return "account.lifecycle";
    }

    @Override
    public Optional<com.vaadin.flow.component.Component> create(AccountDetails account) {
        return standing.lifecycles(account.id()).stream().findFirst().map(now -> fact(account, now));
    }

    private com.vaadin.flow.component.Component fact(AccountDetails account, Start<Lifecycle> now) {
        var since = new Span(tr("account.since", Formats.date(now.from(), UI.getCurrent().getLocale())));
        since.addClassName("secondary");
        var value = new Span(new LifecycleBadge(Objects.requireNonNull(now.value())), since);
        value.addClassName("fact-changeable");
        return new StandingFact(value, "account.change.lifecycle", account.mayEdit(),
                refresh -> new LifecycleDialog(account.id(), accounts, standing, users, settings.today(), refresh).open());
    }

    @Override
    public int order() {
        return -10;
    }
}
