package app.mainstay.account.search;

import app.mainstay.shared.Names;
import app.mainstay.shared.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By a table of the texts' pieces: the rarest piece of what is looked for names the candidates, the stored text decides. */
class MySqlTextSearch implements TextSearch {

    private static final String STORE = "insert into account_gram (gram, account_id) values (?, ?)";
    /** Pieces known to be frequent; that changes slowly, and forgetting one costs some milliseconds. */
    private static final int REMEMBERED = 20_000;
    private static final long REMEMBERED_FOR = Duration.ofHours(1).toNanos();

    /** A place to look, and how often it was found there. */
    private record Source(String sql, String name, String value, long count) {
    }

    /** There are more than {@code count} of a piece. */
    private record Frequent(long count, long since) {
    }

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Map<String, Frequent> frequent = new ConcurrentHashMap<>();

    MySqlTextSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        client = JdbcClient.create(jdbc);
    }

    @Override
    public Optional<Candidates> candidates(String text, long atMost) {
        String key = Names.key(text);
        var asked = Grams.asked(key);
        if (asked.nothing()) {
            return Optional.empty();
        }
        List<Source> pieces = new ArrayList<>();
        asked.whole().stream().filter(gram -> !isFrequent(gram, atMost))
                .forEach(gram -> pieces.add(new Source("select account_id id from account_gram where gram = :", "gram" + pieces.size(), gram, 0)));
        if (!asked.beginning().isEmpty() && !isFrequent(asked.beginning(), atMost)) {
            pieces.add(new Source("select distinct account_id id from account_gram where gram like :", "gram", Sql.like(asked.beginning()) + "%", 0));
        }
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        List<Source> starts = new ArrayList<>();
        if (TextSearch.isLatin(key)) {
            starts.add(new Source("select id from account where name_spelling like :", "spelling", TextSearch.spelled(key), 0));
            starts.add(new Source("select id from account where credit_code like :", "code", TextSearch.code(key), 0));
        }
        List<Source> all = new ArrayList<>(pieces);
        all.addAll(starts);
        List<Source> counted = count(all, atMost);
        for (var piece : counted.subList(0, pieces.size())) {
            if (piece.count() > atMost) {
                remember(asked.beginning().isEmpty() ? piece.value() : asked.beginning(), atMost);
            }
        }
        var places = new ArrayList<>(counted.subList(pieces.size(), counted.size()));
        places.add(counted.subList(0, pieces.size()).stream().min(Comparator.comparing(Source::count)).orElseThrow());
        long found = places.stream().mapToLong(Source::count).sum();
        if (found > atMost) {
            return Optional.empty();
        }
        var params = new Sql();
        List<String> selects = new ArrayList<>();
        for (var place : places) {
            if (place.count() > 0) {
                params.with(place.name(), place.value());
                selects.add(place.sql() + place.name());
            }
        }
        return Optional.of(new Candidates(params, String.join(" union ", selects), found));
    }

    /** Each up to one more than matters, so that a frequent piece costs little; all in one statement. */
    private List<Source> count(List<Source> sources, long atMost) {
        String sql = String.join(" union all ", java.util.stream.IntStream.range(0, sources.size()).mapToObj(i -> "select " + i
                + " n, count(*) c from (" + sources.get(i).sql() + sources.get(i).name() + " limit :most) s" + i).toList());
        var counts = new long[sources.size()];
        var statement = client.sql(sql).param("most", atMost + 1);
        for (var source : sources) {
            statement = statement.param(source.name(), source.value());
        }
        statement.query((row, number) -> counts[row.getInt("n")] = row.getLong("c")).list();
        List<Source> result = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            var source = sources.get(i);
            result.add(new Source(source.sql(), source.name(), source.value(), counts[i]));
        }
        return result;
    }

    private boolean isFrequent(String gram, long atMost) {
        var known = frequent.get(gram);
        return known != null && known.count() >= atMost && System.nanoTime() - known.since() < REMEMBERED_FOR;
    }

    private void remember(String gram, long moreThan) {
        if (frequent.size() >= REMEMBERED) {
            frequent.clear();
        }
        frequent.put(gram, new Frequent(moreThan, System.nanoTime()));
    }

    @Override
    public void added(Map<Long, String> texts) {
        List<Object[]> rows = new ArrayList<>();
        texts.forEach((id, text) -> Grams.stored(text).forEach(gram -> rows.add(new Object[] {gram, id})));
        // In the order of the key the pages are touched one after the other.
        rows.sort(Comparator.comparing((Object[] row) -> (String) row[0]).thenComparing(row -> (Long) row[1]));
        jdbc.batchUpdate(STORE, rows);
    }

    @Override
    public void changed(long id, String before, String after) {
        var gone = new HashSet<>(Grams.stored(before));
        var come = new HashSet<>(Grams.stored(after));
        gone.removeAll(Grams.stored(after));
        come.removeAll(Grams.stored(before));
        jdbc.batchUpdate("delete from account_gram where gram = ? and account_id = ?", gone.stream().map(gram -> new Object[] {gram, id}).toList());
        jdbc.batchUpdate(STORE, come.stream().map(gram -> new Object[] {gram, id}).toList());
    }
}
