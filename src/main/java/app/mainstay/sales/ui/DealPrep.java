package app.mainstay.sales.ui;

import app.mainstay.base.ui.Formats;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.PrepSection;
import app.mainstay.sales.Opportunities;
import app.mainstay.sales.OpportunityFilter;
import app.mainstay.sales.OpportunitySort;
import app.mainstay.sales.Outcome;
import app.mainstay.sales.StageRow;
import app.mainstay.sales.Stages;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Open deals with the accounts of a meeting, the largest first. */
@Component
class DealPrep implements PrepSection {

    private final Opportunities opportunities;
    private final Stages stages;

    DealPrep(Opportunities opportunities, Stages stages) {
        this.opportunities = opportunities;
        this.stages = stages;
    }

    @Override
    public String titleKey() {
        return "prep.deals";
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("prep.deal", 34), Column.of("prep.stage", 16), new Column("prep.amount", 16, true), Column.of("prep.expected", 14), Column.of("prep.nextStep", 26));
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public List<Row> rows(MeetingDetails meeting, int most, Locale locale) {
        return meeting.accounts().stream().filter(MeetingDetails.Account::seen)
                .flatMap(account -> opportunities.page(OpportunityFilter.ALL.ofAccount(account.id()).with(Set.of(Outcome.OPEN)),
                        new Slice<>(0, most, List.of(new Slice.Order<>(OpportunitySort.AMOUNT, true)))).stream())
                .limit(most).map(deal -> Row.of(SalesNavigation.opportunity(deal.id()), deal.name(), stages.find(deal.stageId()).map(stage -> label(stage, locale)).orElse(""),
                        Formats.money(deal.amount(), locale), Formats.date(deal.expectedOn(), locale),
                        Objects.requireNonNullElse(deal.nextStep(), "") + (deal.nextStepOn() == null ? "" : " " + Formats.date(deal.nextStepOn(), locale)))).toList();
    }

    private static String label(StageRow stage, Locale locale) {
        return stage.label(locale);
    }
}
