package app.mainstay.sales;

import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Money;
import app.mainstay.shared.Sql;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The board of deals: open stages with their first cards and what each adds up to. Where nothing but units is asked, what is kept says the sums and an
 * index the cards, so that it costs the same with 40,000 open deals as with 400.
 */
@Component
class OpportunityBoard {

    /** Those to close first; of which nobody knows when, last. */
    private static final Comparator<OpportunityStore.Open> FIRST = Comparator.comparing(OpportunityStore.Open::expected, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(OpportunityStore.Open::id);

    private final OpportunityStore store;
    private final OpportunityQuestions questions;
    private final DealScope deals;
    private final SalesSums sums;
    private final Stages stages;
    private final SettingsService settings;

    OpportunityBoard(OpportunityStore store, OpportunityQuestions questions, DealScope deals, SalesSums sums, Stages stages, SettingsService settings) {
        this.store = store;
        this.questions = questions;
        this.deals = deals;
        this.sums = sums;
        this.stages = stages;
        this.settings = settings;
    }

    /** @param base in the base currency. @param unrated how many have no plan rate and are not in it */
    record Total(long deals, BigDecimal base, long unrated) {

        static final Total NONE = new Total(0, BigDecimal.ZERO, 0);

        Total plus(Total other) {
            return new Total(deals + other.deals, base.add(other.base), unrated + other.unrated);
        }
    }

    /** @param each cards of a column, at most */
    List<Opportunities.Column> columns(OpportunityFilter filter, int each, OpportunityStore.Reader reader) {
        var open = filter.with(Set.of(Outcome.OPEN));
        Map<Long, Total> totals = new HashMap<>();
        List<Long> ids;
        if (filter.equals(OpportunityFilter.ALL.ofUnits(filter.units())) && (deals.all() || deals.ways().via() != null)) {
            ids = kept(open, each, totals);
        } else {
            var question = questions.question(open);
            var found = store.cards(new DealQuestion(question.seen(), new Sql().and(question.rest()).and(question.text()), new Sql(), null), each);
            found.forEach(card -> totals.putIfAbsent(card.stageId(), new Total(card.deals(), card.base(), card.unrated())));
            ids = found.stream().map(OpportunityStore.Card::id).toList();
        }
        Map<Long, List<OpportunityRow>> cards = store.rows(ids, reader).stream().collect(Collectors.groupingBy(OpportunityRow::stageId));
        String base = settings.current().baseCurrency();
        return stages.all().stream().filter(stage -> stage.isOpen() && (stage.active() || totals.getOrDefault(stage.id(), Total.NONE).deals() > 0)).map(stage -> {
            var total = totals.getOrDefault(stage.id(), Total.NONE);
            var shown = cards.getOrDefault(stage.id(), List.of());
            return new Opportunities.Column(stage, total.deals(), new Money(total.base().setScale(4, RoundingMode.HALF_UP), base), total.unrated(), shown,
                    total.deals() - shown.size());
        }).toList();
    }

    /** Fills the totals and returns the cards in their order. */
    private List<Long> kept(OpportunityFilter open, int each, Map<Long, Total> totals) {
        List<Long> all = stages.all().stream().filter(StageRow::isOpen).map(stage -> Objects.requireNonNull(stage.id())).toList();
        List<OpportunityStore.Open> found = new ArrayList<>();
        if (deals.all()) {
            var units = open.units().isEmpty() ? null : questions.below(open.units());
            sums.standing(units, cell -> add(totals, cell));
            found.addAll(store.first(units == null ? List.of(OpportunityStore.Place.ALL) : OpportunityStore.Place.units(units), all, each, new Sql()));
        } else {
            var seen = deals.ways();
            var asked = questions.conditions(OpportunityFilter.ALL.ofUnits(open.units()));
            var led = questions.led(open);
            sums.standing(led, cell -> add(totals, cell));
            store.standing(seen.onlyVia().and("o.stage_id in (:openStages)", "openStages", all).and(asked)).forEach((stage, total) -> totals.merge(stage, total, Total::plus));
            found.addAll(store.first(OpportunityStore.Place.units(led), all, each, new Sql()));
            found.addAll(store.first(OpportunityStore.Place.via(deals.subtree()), all, each, asked));
            store.open(seen, asked).forEach(deal -> {
                totals.merge(deal.stageId(), new Total(1, Objects.requireNonNullElse(deal.base(), BigDecimal.ZERO), deal.base() == null ? 1 : 0), Total::plus);
                found.add(deal);
            });
        }
        Map<Long, Integer> cards = new HashMap<>();
        return found.stream().distinct().sorted(FIRST).filter(deal -> cards.merge(deal.stageId(), 1, Integer::sum) <= each).map(OpportunityStore.Open::id).toList();
    }

    private static void add(Map<Long, Total> totals, SalesSums.Cell cell) {
        totals.merge(Long.parseLong(cell.item()), new Total(cell.deals(), cell.base(), cell.unrated()), Total::plus);
    }
}
