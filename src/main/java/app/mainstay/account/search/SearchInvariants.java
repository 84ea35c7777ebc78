package app.mainstay.account.search;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import app.mainstay.invariants.Violations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the search looks into is what the accounts are called. */
@Component
class SearchInvariants implements InvariantSource {

    private static final int PORTION = 4_000;

    private record Text(long id, String name, String shortName, String stored) {
    }

    private final TextSearch search;

    SearchInvariants(TextSearch search) {
        this.search = search;
    }

    @Override
    public List<Invariant> invariants() {
        List<Invariant> invariants = new ArrayList<>(List.of(Invariant.of("account-search-text", SearchInvariants::texts)));
        if (search instanceof MySqlTextSearch) {
            invariants.add(Invariant.of("account-grams", SearchInvariants::grams));
        }
        return invariants;
    }

    private static void texts(Violations found) {
        portions(found, text -> {
            if (!SearchText.of(text.name(), text.shortName()).equals(text.stored())) {
                found.add(text.id());
            }
        });
    }

    /** First the whole number: counting per account takes the database far longer, and is needed only where something is wrong. */
    private static void grams(Violations found) {
        long[] expected = {0};
        portions(found, text -> expected[0] += Grams.stored(text.stored()).size());
        if (found.jdbc().sql("select count(*) from account_gram").query(Long.class).single() == expected[0]) {
            return;
        }
        Map<Long, Integer> stored = new HashMap<>();
        found.jdbc().sql("select account_id, count(*) n from account_gram group by account_id").query(row -> {
            stored.put(row.getLong("account_id"), row.getInt("n"));
        });
        portions(found, text -> {
            Integer number = stored.remove(text.id());
            if (Grams.stored(text.stored()).size() != (number == null ? 0 : number)) {
                found.add(text.id());
            }
        });
        // Of accounts that do not exist.
        stored.keySet().forEach(found::add);
    }

    private interface Look {

        void at(Text text);
    }

    private static void portions(Violations found, Look look) {
        long last = Long.MIN_VALUE;
        List<Text> portion;
        do {
            portion = found.jdbc().sql("select id, name, short_name, search_text from account where id > ? order by id limit " + PORTION).param(last)
                    .query((row, number) -> new Text(row.getLong("id"), row.getString("name"), row.getString("short_name"), row.getString("search_text")))
                    .list();
            portion.forEach(look::at);
            last = portion.isEmpty() ? last : portion.getLast().id();
        } while (portion.size() == PORTION);
    }
}
