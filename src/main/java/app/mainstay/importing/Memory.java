package app.mainstay.importing;

import app.mainstay.shared.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** What a person chose before: the mapping of files with the same columns, in whatever order, and what unknown values mean. */
@Repository
class Memory {

    private static final int MOST_MEANINGS = 5_000;

    /** @param value see {@link ImportField#write} */
    record Meaning(String field, String unknown, String value) {
    }

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Memory(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    void keep(long userId, ImportTarget target, List<String> headers, ImportMapping mapping) {
        int[] order = order(headers);
        Map<Integer, Integer> places = new HashMap<>();
        IntStream.range(0, order.length).forEach(place -> places.put(order[place], place));
        var text = mapping.text();
        Map<String, Integer> columns = new LinkedHashMap<>();
        text.columns().forEach((field, column) -> columns.put(field, places.get(column)));
        // Meanings are kept by themselves, for other files too.
        put(userId, target.id(), "MAPPING", key(headers), json.writeValueAsString(new ImportMapping.Text(columns, text.defaults(), Map.of(), text.amounts(),
                text.dates(), text.numbers(), text.keyColumn() == null ? null : places.get(text.keyColumn()), text.source())));
        text.values().forEach((field, meanings) -> meanings.forEach((unknown, value) -> put(userId, target.id(), "MEANING",
                sha256(field + "\n" + unknown), json.writeValueAsString(new Meaning(field, unknown, value)))));
    }

    /** Without the meanings of values. */
    Optional<ImportMapping> mapping(long userId, ImportTarget target, List<String> headers) {
        int[] order = order(headers);
        return jdbc.sql("select content from importing_memory where user_id = ? and target = ? and kind = 'MAPPING' and memory_key = ?").param(userId)
                .param(target.id()).param(key(headers)).query(String.class).optional().map(content -> {
                    var text = json.readValue(content, ImportMapping.Text.class);
                    Map<String, Integer> columns = new LinkedHashMap<>();
                    text.columns().forEach((field, place) -> columns.put(field, order[place]));
                    return new ImportMapping.Text(columns, text.defaults(), Map.of(), text.amounts(), text.dates(), text.numbers(),
                            text.keyColumn() == null ? null : order[text.keyColumn()], text.source()).read(target);
                });
    }

    List<Meaning> meanings(long userId, ImportTarget target) {
        return jdbc.sql("select content from importing_memory where user_id = ? and target = ? and kind = 'MEANING' order by used_at desc limit ?")
                .param(userId).param(target.id()).param(MOST_MEANINGS).query(String.class).list().stream()
                .map(content -> json.readValue(content, Meaning.class)).toList();
    }

    private void put(long userId, String target, String kind, String key, String content) {
        if (jdbc.sql("update importing_memory set content = ?, used_at = ? where user_id = ? and target = ? and kind = ? and memory_key = ?").param(content)
                .param(Sql.utc(clock.instant())).param(userId).param(target).param(kind).param(key).update() == 0) {
            jdbc.sql("insert into importing_memory (user_id, target, kind, memory_key, content, used_at) values (?, ?, ?, ?, ?, ?)").param(userId).param(target)
                    .param(kind).param(key).param(content).param(Sql.utc(clock.instant())).update();
        }
    }

    /** Columns by their names. */
    private static int[] order(List<String> headers) {
        return IntStream.range(0, headers.size()).boxed().sorted((a, b) -> headers.get(a).compareTo(headers.get(b))).mapToInt(Integer::intValue).toArray();
    }

    private static String key(List<String> headers) {
        return sha256(String.join("\n", headers.stream().sorted().toList()));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
