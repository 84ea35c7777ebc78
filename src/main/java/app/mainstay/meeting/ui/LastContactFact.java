package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountFacts;
import app.mainstay.account.ui.AccountFact;
import app.mainstay.base.ui.Formats;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** When somebody of ours last spoke with the account. */
@Component
class LastContactFact implements AccountFact {

    private final AccountFacts facts;
    private final SettingsService settings;

    LastContactFact(AccountFacts facts, SettingsService settings) {
        this.facts = facts;
        this.settings = settings;
    }

    @Override
    public String labelKey() {
        return "account.lastContact";
    }

    @Override
    public Optional<com.vaadin.flow.component.Component> create(AccountDetails account) {
        var last = facts.dates(account.id()).lastContactAt();
        if (last == null) {
            return Optional.of(new Span(tr("meeting.fact.noContact")));
        }
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(last, settings.zone()), settings.today());
        return Optional.of(new Span(Formats.date(last, settings.zone(), UI.getCurrent().getLocale()) + " · " + tr("meeting.fact.ago", Math.max(0, days))));
    }

    @Override
    public int order() {
        return 20;
    }
}
