package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.ui.AccountFact;
import app.mainstay.base.ui.Formats;
import app.mainstay.coverage.Absences;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who acts while the primary representative is away, or that nobody does. */
@Component
class AbsenceFact implements AccountFact {

    private final Absences absences;
    private final SettingsService settings;

    AbsenceFact(Absences absences, SettingsService settings) {
        this.absences = absences;
        this.settings = settings;
    }

    @Override
    public String labelKey() {
        return "coverage.absence";
    }

    @Override
    public Optional<com.vaadin.flow.component.Component> create(AccountDetails account) {
        long representative = Objects.requireNonNull(account.draft().primaryRepId());
        return Optional.ofNullable(absences.on(List.of(representative), settings.today()).get(representative)).map(absence -> {
            String until = Formats.date(absence.until(), UI.getCurrent().getLocale());
            var text = new Span(absence.standInName() == null ? tr("coverage.absence.nobody", until) : tr("coverage.absence.standIn", absence.standInName(), until));
            text.addClassNames("status", absence.standInName() == null ? "sign-warn" : "sign-half");
            return text;
        });
    }

    @Override
    public int order() {
        return 5;
    }
}
