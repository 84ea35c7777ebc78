package app.mainstay.sales;

import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Sql;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The board of deals: open stages with their first cards and what each adds up to. */
@Component
class OpportunityBoard {

    private final OpportunityStore store;
    private final OpportunityQuestions questions;
    private final Stages stages;
    private final SettingsService settings;

    OpportunityBoard(OpportunityStore store, OpportunityQuestions questions, Stages stages, SettingsService settings) {
        this.store = store;
        this.questions = questions;
        this.stages = stages;
        this.settings = settings;
    }

    /** @param each cards of a column, at most */
    List<Opportunities.Column> columns(OpportunityFilter filter, int each, OpportunityStore.Reader reader) {
        var question = questions.question(filter.with(Set.of(Outcome.OPEN)));
        var found = store.cards(new OpportunityFinder.Question(question.own(), question.accounts(), new Sql().and(question.rest()).and(question.text()), new Sql(), null), each);
        Map<Long, OpportunityStore.Card> sums = found.stream().collect(Collectors.toMap(OpportunityStore.Card::stageId, card -> card, (first, next) -> first));
        Map<Long, List<OpportunityRow>> cards = store.rows(found.stream().map(OpportunityStore.Card::id).toList(), reader).stream()
                .collect(Collectors.groupingBy(OpportunityRow::stageId));
        String base = settings.current().baseCurrency();
        return stages.all().stream().filter(stage -> stage.isOpen() && (stage.active() || sums.containsKey(stage.id()))).map(stage -> {
            var sum = sums.getOrDefault(stage.id(), new OpportunityStore.Card(0, 0, 0, 0, BigDecimal.ZERO, 0));
            var shown = cards.getOrDefault(stage.id(), List.of());
            return new Opportunities.Column(stage, sum.deals(), new Money(sum.base(), base), sum.unrated(), shown, sum.deals() - shown.size());
        }).toList();
    }
}
