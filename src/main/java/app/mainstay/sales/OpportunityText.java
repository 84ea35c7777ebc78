package app.mainstay.sales;

import app.mainstay.shared.Names;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which deals may have a text in their name or are of an account with it, by MySQL's index of pieces of two characters; the embedded database looks at each name. */
@Component
class OpportunityText {

    /** What nearly every company's name has finds nothing. */
    private static final Set<String> EVERYWHERE = Set.of("有限", "限公", "公司");
    private static final int PIECES = 6;
    /** So many rows are read sooner than any list. */
    private static final int RARE = 300;

    private final JdbcClient jdbc;
    private final FewDeals few;
    private final boolean indexed;

    OpportunityText(JdbcClient jdbc, JdbcTemplate template, FewDeals few) {
        this.jdbc = jdbc;
        this.few = few;
        String database = template.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getDatabaseProductName());
        indexed = "MySQL".equals(database);
    }

    /** Whether it was on many deals when it was last looked for, so that it is met soon enough on the way through a list whose index tells units. */
    boolean soonMet(DealQuestion question) {
        return indexed && few.many(frequent(question));
    }

    /** Whether a page of what is asked was full soon when it was last gone through the list in that order. */
    boolean soonMet(DealQuestion question, OpportunityOrder order) {
        return few.many(met(question, order));
    }

    void wasSoonMet(DealQuestion question, OpportunityOrder order) {
        few.remember(met(question, order));
    }

    private static List<Object> met(DealQuestion question, OpportunityOrder order) {
        return List.of("met", order.sql(), question.where().condition(), Map.copyOf(question.where().params()));
    }

    /** Whether the index of pieces may find it. */
    boolean hasPieces(DealQuestion question) {
        return indexed && !pieces(question.words()).isEmpty();
    }

    boolean indexed() {
        return indexed;
    }

    /** Whether so few deals had its pieces when they were last counted that these are looked at before anything else. */
    boolean isRare(DealQuestion question) {
        return hasPieces(question) && few.many(of("rare", question));
    }

    /** Asks only where that was so when its pieces were last counted, and no account has it. */
    boolean nobodyHas(DealQuestion question) {
        return hasPieces(question) && !question.ofNamed() && few.many(of("none", question)) && candidates(question).filter(found -> found.number() == 0).isPresent();
    }

    /** Whether its pieces have been counted, however often they were found. */
    boolean isKnown(DealQuestion question) {
        return few.many(counted(question)) || few.many(frequent(question));
    }

    /**
     * @param ids    selects them; parameters are those of the text and {@code pieces}
     * @param number 0 if there are none; the largest of numbers where they were not counted again
     */
    record Candidates(String ids, long number) {
    }

    /** Empty where that is everywhere or not known. Counted once, but for texts that nobody had. */
    Optional<Candidates> candidates(DealQuestion question) {
        String pieces = pieces(question.words());
        if (!indexed || pieces.isEmpty() || few.many(frequent(question))) {
            return Optional.empty();
        }
        String some = "(select o.id from sales_opportunity o where match(o.name_key) against (:pieces in boolean mode)%1$s) union "
                + "(select o.id from sales_opportunity o where o.name_sort like :start escape '!'%1$s)"
                + (question.ofNamed() ? " union (select o.id from sales_opportunity o where o.account_id in (:named)%1$s)" : "");
        // Should they have become many since, the list is right and read in a way that is not the best one.
        if (few.many(counted(question)) && (question.ofNamed() || !few.many(of("none", question)))) {
            return Optional.of(new Candidates(some.formatted(""), Long.MAX_VALUE));
        }
        long number = jdbc.sql("select count(*) from (" + some.formatted(" limit " + (few.most + 1)) + ") x").param("pieces", pieces).params(question.text().params())
                .query(Long.class).single();
        if (number > few.most) {
            few.remember(frequent(question));
            return Optional.empty();
        }
        few.remember(counted(question));
        if (number == 0) {
            few.remember(of("none", question));
        }
        if (number <= RARE) {
            few.remember(of("rare", question));
        }
        return Optional.of(new Candidates(some.formatted(""), number));
    }

    private static List<Object> frequent(DealQuestion question) {
        return of("text", question);
    }

    private List<Object> counted(DealQuestion question) {
        return List.of("counted", few.most, pieces(question.words()));
    }

    private static List<Object> of(String what, DealQuestion question) {
        return List.of(what, pieces(question.words()));
    }

    /** Two characters each, all of which must be there; "" where there are none. */
    static String pieces(@Nullable String words) {
        Set<String> pieces = new LinkedHashSet<>();
        int[] points = words == null ? new int[0] : Names.key(words).codePoints().toArray();
        for (int at = 0; at + 1 < points.length; at++) {
            if (Character.isLetterOrDigit(points[at]) && Character.isLetterOrDigit(points[at + 1])) {
                pieces.add(new String(points, at, 2));
            }
        }
        if (!EVERYWHERE.containsAll(pieces)) {
            pieces.removeAll(EVERYWHERE);
        }
        return pieces.stream().limit(PIECES).map(piece -> "+" + piece).collect(Collectors.joining(" "));
    }
}
