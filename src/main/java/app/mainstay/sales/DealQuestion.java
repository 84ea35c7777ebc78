package app.mainstay.sales;

import app.mainstay.shared.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of deals, and each way to the answer that an index finds.
 *
 * @param seen  the ways to what is seen; null for who sees everything
 * @param rest  what is asked beside the text, on {@code o} and {@code a}
 * @param text  the text asked for as a condition on {@code o}; asks nothing where there is none
 * @param words the text itself
 */
record DealQuestion(DealScope.@Nullable Ways seen, Sql rest, Sql text, @Nullable String words) {

    private static final Pattern ACCOUNT = Pattern.compile("\\ba\\.");

    boolean asksNothing() {
        return seen == null && rest.isEmpty() && text.isEmpty();
    }

    /** All of it on a row of {@code o} with its account. */
    Sql where() {
        var where = new Sql();
        if (seen != null) {
            where.and(seen.any());
        }
        return where.and(rest).and(text);
    }

    /** Whether the text is on accounts too, which are named in it. */
    boolean ofNamed() {
        return text.params().get("named") instanceof List<?> named && !named.isEmpty();
    }

    boolean ofAccounts() {
        return seen != null && !seen.beyond().isEmpty() || rest.condition().contains("a.");
    }

    /** Whether the rows of an index that tells units say all that is asked. */
    boolean ofUnits() {
        return seen == null ? rest.isEmpty() && text.isEmpty() : seen.via() != null && seen.beyond().isEmpty() && rest.isEmpty() && text.isEmpty();
    }

    /** Whether deals are named beside those of units. */
    boolean names() {
        return seen != null && !seen.some().isEmpty();
    }

    String from() {
        return ofAccounts() ? OpportunityStore.FROM : " from sales_opportunity o";
    }

    /** The ways to what is seen, whatever the text, which may have deals in common; parameters are those of {@link #where}. @param columns of {@code o} */
    List<String> legs(String columns) {
        String by = rest.condition().contains("a.") ? OpportunityStore.FROM : " from sales_opportunity o";
        if (seen == null) {
            return List.of("select " + columns + by + rest.where());
        }
        List<String> legs = new ArrayList<>(List.of("select " + columns + by + new Sql().and(seen.own()).and(rest).where()));
        if (seen.via() != null) {
            legs.add("select " + columns + by + seen.onlyVia().and(rest).where());
        }
        if (!seen.some().isEmpty()) {
            legs.add("select " + columns + by + seen.named().and(rest).where());
        }
        seen.beyond().forEach(part -> legs.add(throughAccounts(columns, seen, part, open() ? "o.closed_on is null" : "true", rest)));
        return legs;
    }

    /** The same of all that is seen, from indexes alone. */
    List<String> wholeLegs() {
        var ways = Objects.requireNonNull(seen);
        List<String> legs = new ArrayList<>(List.of("select o.id from sales_opportunity o" + ways.own().where()));
        if (ways.via() != null) {
            legs.add("select o.id from sales_opportunity o" + ways.via().where());
        }
        if (!ways.some().isEmpty()) {
            legs.add("select o.id from sales_opportunity o" + ways.named().where());
        }
        ways.beyond().forEach(part -> legs.add("select /*+ JOIN_ORDER(a, o) INDEX(o sales_opportunity_account_closed) */ o.id from account a "
                + "join sales_opportunity o on o.account_id = a.id" + part.where()));
        return legs;
    }

    private boolean open() {
        return rest.params().get("outcomes") instanceof List<?> outcomes && outcomes.equals(List.of(Outcome.OPEN.name()));
    }

    /** What is seen through accounts beyond the units. Whose a deal is, of what unit and when it closed stands in the index. */
    static String throughAccounts(String columns, DealScope.Ways seen, Sql part, String closed, Sql rest) {
        var all = new Sql().and(part).and(seen.neither()).and(closed).and(rest);
        if (!ACCOUNT.matcher(columns + " " + all.condition().replace("a.id in", "")).find()) {
            // Accounts that are named need not be looked up.
            return "select /*+ INDEX(o sales_opportunity_account_closed) */ " + columns + " from sales_opportunity o" + all.where().replace("a.id in", "o.account_id in");
        }
        return "select /*+ JOIN_ORDER(a, o) INDEX(o sales_opportunity_account_closed) */ " + columns
                + " from account a join sales_opportunity o on o.account_id = a.id" + all.where();
    }
}
