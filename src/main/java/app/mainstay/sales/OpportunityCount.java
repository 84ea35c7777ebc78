package app.mainstay.sales;

import app.mainstay.shared.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many deals there are of what is asked. */
@Component
class OpportunityCount {

    private static final int WINDOW = 8_000;

    private final JdbcClient jdbc;
    private final FewDeals few;
    private final OpportunityText text;

    OpportunityCount(JdbcClient jdbc, FewDeals few, OpportunityText text) {
        this.jdbc = jdbc;
        this.few = few;
        this.text = text;
    }

    /**
     * Whether the units that the viewer leads have more by themselves, so that nobody need be asked what else is seen.
     *
     * @param own of a viewer's deals
     */
    boolean areMore(Sql own, long bound) {
        return jdbc.sql("select count(*) from (select 1 from sales_opportunity o" + own.where() + " limit :most) x").params(own.params()).param("most", bound + 1)
                .query(Long.class).single() > bound;
    }

    /** Exactly up to the bound; the bound plus one where there are more. */
    long count(DealQuestion question, long bound) {
        if (bound == Long.MAX_VALUE) {
            var legs = question.legs("o.id").stream().map(leg -> "(" + leg + (question.text().isEmpty() ? "" : (question.seen() == null && question.rest().isEmpty()
                    ? " where " : " and ") + question.text().condition()) + ")").toList();
            return question.asksNothing() ? jdbc.sql("select count(*) from sales_opportunity").query(Long.class).single()
                    : few.count(legs.size() == 1 ? legs.getFirst() : String.join(" union ", legs), question);
        }
        if (question.text().isEmpty()) {
            return Math.min(bound + 1, few.count(FewDeals.union(question, (int) bound), question));
        }
        if (text.isRare(question)) {
            var rare = text.candidates(question);
            if (rare.isPresent()) {
                return rare.get().number() == 0 ? 0 : counted(rare.get().ids(), question, question.where(), bound);
            }
        }
        if ((question.seen() != null || !question.rest().isEmpty()) && few.are(question)) {
            return counted(FewDeals.union(question, 0), question, question.text(), bound);
        }
        // A frequent text is on many of the first ones.
        var where = question.where();
        long first = jdbc.sql("select count(*) from (select o.id from sales_opportunity o order by o.id limit " + WINDOW + ") w join sales_opportunity o on o.id = w.id"
                + OpportunitySort.ACCOUNT.join + where.where()).params(where.params()).query(Long.class).single();
        if (first > bound) {
            return bound + 1;
        }
        var some = text.candidates(question);
        return some.isPresent() ? counted(some.get().ids(), question, where, bound)
                : jdbc.sql("select count(*) from (select 1" + question.from() + where.where() + " limit :most) x").params(where.params()).param("most", bound + 1)
                .query(Long.class).single();
    }

    private long counted(String ids, DealQuestion question, Sql where, long bound) {
        return jdbc.sql("select count(*) from (select /*+ JOIN_ORDER(k, o) */ 1 from (" + ids + ") k join sales_opportunity o on o.id = k.id" + OpportunitySort.ACCOUNT.join
                        + where.where() + " limit :most) x").params(question.where().params()).params(where.params()).param("pieces", OpportunityText.pieces(question.words()))
                .param("most", bound + 1).query(Long.class).single();
    }
}
