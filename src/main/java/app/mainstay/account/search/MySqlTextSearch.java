package app.mainstay.account.search;

import app.mainstay.shared.Names;
import app.mainstay.shared.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** By a table of the texts' pieces: the rarest piece of what is looked for names the candidates, the stored text decides. */
class MySqlTextSearch implements TextSearch {

    private static final String STORE = "insert into account_gram (gram, account_id, place) values (?, ?, ?)";
    /** One parameter for some ten thousand rows: the driver spends more on each parameter than the server on a row. In the order of the key, so that
     * pages are touched one after the other. */
    private static final String STORE_MANY = """
            insert /*+ SET_VAR(sort_buffer_size = 16777216) */ into account_gram (gram, account_id, place) select r.gram, r.id, r.place from json_table(?, '$[*]' columns (
                id bigint path '$.i', place varchar(24) character set utf8mb4 path '$.p',
                nested path '$.g[*]' columns (gram varchar(3) character set utf8mb4 path '$'))) r
            where r.gram is not null order by r.gram, r.id""";
    /** Accounts a statement. */
    private static final int AT_ONCE = 2_000;
    /** The characters of the sort key that are kept with each piece. */
    private static final int PLACE = 24;
    /** As many are soon put in order; more are soon met in the list itself. */
    private static final long MANY = 100_000;
    /** So many rows may be touched for their places. */
    private static final long TOUCHED = 5_000;
    /** What was counted is known for a while: it changes slowly, and being a little wrong costs time alone. */
    private static final int REMEMBERED = 20_000;
    private static final long REMEMBERED_FOR = Duration.ofHours(1).toNanos();
    private static final long SOON_COUNTED = 1_000;
    private static final String DISTINCT = "distinct ";

    /** Somewhere to look, and how often it was found there. */
    private record Source(String ids, String place, String from, String name, String value, long count) {

        static Source piece(String gram, int number) {
            return new Source("account_id id", "place", "account_gram where gram =", "gram" + number, gram, 0);
        }

        static Source beginning(String gram) {
            return new Source(DISTINCT + "account_id id", "place", "account_gram where gram like", "gram", Sql.like(gram) + "%", 0);
        }

        /** Of spellings and credit codes. */
        static Source start(String column, String value) {
            return new Source("id", "substring(name_sort, 1, " + PLACE + ") place", "account where " + column + " like", column, value, 0);
        }

        String select(String columns) {
            return "select " + columns + " from " + from + " :" + name;
        }

        Source found(long times) {
            return new Source(ids, place, from, name, value, times);
        }

        String key() {
            return name.startsWith("gram") ? value : name + " " + value;
        }
    }

    /** @param exact false: there are more */
    private record Known(long count, boolean exact, long since) {

        boolean tells(long atMost) {
            return (exact || count > atMost) && System.nanoTime() - since < REMEMBERED_FOR;
        }
    }

    /** What is stored of an account, as {@link #STORE_MANY} reads it. */
    private record Pieces(long i, String p, Set<String> g) {
    }

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final JdbcClient client;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    MySqlTextSearch(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        client = JdbcClient.create(jdbc);
    }

    @Override
    public Optional<Candidates> candidates(String text, long atMost) {
        var places = places(text, atMost);
        long found = places.stream().mapToLong(Source::count).sum();
        if (places.isEmpty() || found > atMost) {
            return Optional.empty();
        }
        return Optional.of(union(places, found, "", -1));
    }

    @Override
    public Optional<Candidates> firstByName(String text, boolean descending, long limit) {
        var places = places(text, MANY);
        long found = places.stream().mapToLong(Source::count).sum();
        if (places.isEmpty() || found > MANY || places.stream().anyMatch(place -> !place.name().startsWith("gram") && place.count() > TOUCHED)) {
            return Optional.empty();
        }
        return Optional.of(union(places, found, descending ? " desc" : "", limit));
    }

    /** @param limit negative: all of them, in no order */
    private static Candidates union(List<Source> places, long found, String way, long limit) {
        var params = new Sql();
        List<String> selects = new ArrayList<>();
        boolean severalTimes = false;
        for (var place : places) {
            if (place.count() > 0) {
                params.with(place.name(), place.value());
                severalTimes |= place.ids().startsWith(DISTINCT);
                selects.add(limit < 0 ? place.select(place.ids())
                        : "(" + place.select(place.ids().replace(DISTINCT, "") + ", " + place.place()) + " order by place" + way + " limit :first)");
            }
        }
        String all = String.join(limit >= 0 && severalTimes ? " union all " : " union ", selects);
        if (limit < 0) {
            return new Candidates(params, all, selects.size() == 1 && !severalTimes ? all : String.join(" union all ", selects).replace(DISTINCT, ""), found);
        }
        params.with("first", limit);
        String first = selects.size() == 1 ? all : "select id, place from (" + all + ") f order by place" + way + " limit :first";
        // To tell apart all that are found several times would take as long as all else; so each counts among the first as often as it is found.
        return new Candidates(params, severalTimes ? "select distinct id, place from (" + first + ") d" : first, found);
    }

    /** Where hits are, counted: the rarest piece, and where it may be one, the starts of spellings and codes. Empty: nowhere to look. */
    private List<Source> places(String text, long atMost) {
        String key = Names.key(text);
        var asked = Grams.asked(key);
        if (asked.nothing()) {
            return List.of();
        }
        List<Source> sources = new ArrayList<>();
        asked.whole().forEach(gram -> sources.add(Source.piece(gram, sources.size())));
        if (!asked.beginning().isEmpty()) {
            sources.add(Source.beginning(asked.beginning()));
        }
        int pieces = sources.size();
        if (TextSearch.isLatin(key)) {
            sources.add(Source.start("name_spelling", TextSearch.spelled(key)));
            sources.add(Source.start("credit_code", TextSearch.code(key)));
        }
        var counted = count(sources, atMost);
        var places = new ArrayList<>(counted.subList(pieces, counted.size()));
        places.addFirst(counted.subList(0, pieces).stream().min(Comparator.comparing(Source::count)).orElseThrow());
        return places;
    }

    /** Each up to one more than matters, so that a frequent one costs little; all in one statement, and what is known in none. */
    private List<Source> count(List<Source> sources, long atMost) {
        var counts = new long[sources.size()];
        List<String> selects = new ArrayList<>();
        Map<String, Object> params = new HashMap<>(Map.of("most", atMost + 1));
        for (int i = 0; i < counts.length; i++) {
            var source = sources.get(i);
            var before = known.get(source.key());
            if (before != null && before.tells(atMost)) {
                counts[i] = before.count();
            } else {
                selects.add("select " + i + " n, count(*) c from (" + source.select("1") + " limit :most) s" + i);
                params.put(source.name(), source.value());
            }
        }
        if (!selects.isEmpty()) {
            client.sql(String.join(" union all ", selects)).params(params).query(row -> {
                counts[row.getInt("n")] = row.getLong("c");
                if (row.getLong("c") > SOON_COUNTED) {
                    remember(sources.get(row.getInt("n")).key(), new Known(row.getLong("c"), row.getLong("c") <= atMost, System.nanoTime()));
                }
            });
        }
        return IntStream.range(0, counts.length).mapToObj(i -> sources.get(i).found(counts[i])).toList();
    }

    private void remember(String piece, Known count) {
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        known.put(piece, count);
    }

    @Override
    public void added(Collection<Entry> entries) {
        var all = List.copyOf(entries);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            var portion = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            jdbc.update(STORE_MANY, json.writeValueAsString(portion.stream().map(entry -> new Pieces(entry.id(), place(entry.order()), Grams.stored(entry.text()))).toList()));
        }
    }

    private static Object[] row(String gram, Entry entry) {
        return new Object[] {gram, entry.id(), place(entry.order())};
    }

    static String place(String order) {
        int end = order.offsetByCodePoints(0, Math.min(PLACE, order.codePointCount(0, order.length())));
        return order.substring(0, end);
    }

    @Override
    public void changed(Entry before, Entry after) {
        var gone = new HashSet<>(Grams.stored(before.text()));
        var come = new HashSet<>(Grams.stored(after.text()));
        if (place(before.order()).equals(place(after.order()))) {
            gone.removeAll(Grams.stored(after.text()));
            come.removeAll(Grams.stored(before.text()));
        }
        jdbc.batchUpdate("delete from account_gram where gram = ? and account_id = ?",
                gone.stream().map(gram -> new Object[] {gram, before.id()}).toList());
        jdbc.batchUpdate(STORE, come.stream().map(gram -> row(gram, after)).toList());
    }

    @Override
    public void removed(Collection<Long> ids) {
        List<Object[]> rows = new ArrayList<>();
        client.sql("select id, search_text from account where id in (:ids)").param("ids", ids).query(row -> {
            for (String gram : Grams.stored(row.getString("search_text"))) {
                rows.add(new Object[] {gram, row.getLong("id")});
            }
        });
        rows.sort(Comparator.comparing((Object[] row) -> (String) row[0]).thenComparing(row -> (Long) row[1]));
        jdbc.batchUpdate("delete from account_gram where gram = ? and account_id = ?", rows);
    }
}
