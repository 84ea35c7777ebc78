package app.mainstay.shared;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the conditions of a list query with their parameters; values never become part of the text. */
public final class Sql {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> params = new LinkedHashMap<>();

    public Sql and(String condition) {
        conditions.add(condition);
        return this;
    }

    public Sql and(String condition, String name, Object value) {
        conditions.add(condition);
        params.put(name, value);
        return this;
    }

    public Sql and(Sql other) {
        conditions.addAll(other.conditions);
        params.putAll(other.params);
        return this;
    }

    public Sql with(String name, Object value) {
        params.put(name, value);
        return this;
    }

    public Sql with(Map<String, Object> more) {
        params.putAll(more);
        return this;
    }

    /** Nothing is asked, every row is meant. */
    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** " where a and b", or nothing. */
    public String where() {
        return conditions.isEmpty() ? "" : " where " + condition();
    }

    /** "a and b", for a join; "true" where nothing is asked. */
    public String condition() {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    public Map<String, Object> params() {
        return params;
    }

    /** Escapes the wildcards of LIKE; to be used with {@code escape '!'}. */
    public static String like(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** Timestamps are stored as UTC without a zone. */
    public static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    public static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }
}
