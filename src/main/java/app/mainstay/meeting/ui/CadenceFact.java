package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.ui.AccountFact;
import app.mainstay.base.ui.Formats;
import app.mainstay.meeting.cadence.Cadence;
import app.mainstay.meeting.cadence.CadenceRow;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** When the account is to be met next, on each level, with the way to plan what is missing. */
@Component
class CadenceFact implements AccountFact {

    private final Cadence cadence;

    CadenceFact(Cadence cadence) {
        this.cadence = cadence;
    }

    @Override
    public String labelKey() {
        return "cadence.fact";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public Optional<com.vaadin.flow.component.Component> create(AccountDetails account) {
        var rows = cadence.of(account.id());
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var content = new Span();
        content.addClassName("cadence-fact");
        rows.forEach(row -> content.add(line(row, account.mayEdit())));
        return Optional.of(content);
    }

    private Span line(CadenceRow row, boolean mayPlan) {
        var locale = UI.getCurrent().getLocale();
        var state = new Span(tr(row.state().labelKey()));
        state.addClassNames(CadencePlanning.sign(row.state()).split(" "));
        String when = row.plannedOn() != null ? tr("cadence.fact.planned", Formats.date(row.plannedOn(), locale)) : tr("cadence.fact.due", Formats.date(row.dueOn(), locale));
        var line = new Span(new Span(tr(row.level().labelKey())), state, new Span(when));
        line.setTitle(tr("cadence.interval." + row.unit(), row.number()) + " · " + (row.lastOn() == null ? tr("cadence.fact.never")
                : tr("cadence.fact.last", Formats.date(row.lastOn(), locale))));
        if (mayPlan && row.isMissing()) {
            var plan = new Anchor(CadencePlanning.address(row, cadence), tr("cadence.plan"));
            plan.setAriaLabel(tr("cadence.plan.of", row.accountName(), tr(row.level().labelKey())));
            line.add(plan);
        }
        return line;
    }
}
