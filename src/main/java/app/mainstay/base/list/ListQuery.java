package app.mainstay.base.list;

import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an address asks of a list: filters and order as text that anybody may have typed. Nothing here fails: what cannot be understood is
 * left out. The same text is what saved views, bulk acts and exports keep.
 *
 * @param parameters by name, in the order of the address; a flag's value is ""
 */
public record ListQuery(Map<String, String> parameters) {

    public static final ListQuery ALL = new ListQuery(Map.of());
    public static final String SORT = "sort";
    /** Longer ones are no address that a person would share. */
    public static final int LONGEST = 2_000;
    private static final int MOST_VALUES = 200;
    private static final int LONGEST_TEXT = 200;

    public ListQuery {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Reads "tier=core,strategic&sort=-name"; more than {@link #LONGEST} characters ask for nothing. */
    public static ListQuery parse(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (text.length() <= LONGEST) {
            for (String part : text.split("&")) {
                int equals = part.indexOf('=');
                String name = decode(equals < 0 ? part : part.substring(0, equals));
                if (!name.isEmpty()) {
                    parameters.putIfAbsent(name, equals < 0 ? "" : decode(part.substring(equals + 1)));
                }
            }
        }
        return new ListQuery(parameters);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** As it stands in an address, without the question mark. */
    public String text() {
        return parameters.entrySet().stream().map(entry -> encode(entry.getKey()) + (entry.getValue().isEmpty() ? "" : "=" + encode(entry.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2C", ",");
    }

    /** Only what a list knows: its filters and the order. */
    public ListQuery only(Set<String> names) {
        Map<String, String> kept = new LinkedHashMap<>(parameters);
        kept.keySet().removeIf(name -> !names.contains(name) && !name.equals(SORT));
        return new ListQuery(kept);
    }

    /** @param value null takes the parameter out */
    public ListQuery with(String name, @Nullable String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new ListQuery(changed);
    }

    public ListQuery withSort(List<? extends Slice.Order<?>> orders) {
        String sort = orders.stream().map(order -> (order.descending() ? "-" : "") + order.by().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
        return with(SORT, sort.isEmpty() ? null : sort);
    }

    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    public boolean filters() {
        return parameters.keySet().stream().anyMatch(name -> !name.equals(SORT));
    }

    /** One text, stripped; no more than 200 characters of it. */
    public @Nullable String string(String name) {
        String value = parameters.getOrDefault(name, "").strip();
        return value.isEmpty() ? null : value.substring(0, Math.min(LONGEST_TEXT, value.length()));
    }

    /** Several values, as they are. */
    public Set<String> strings(String name) {
        return Arrays.stream(parameters.getOrDefault(name, "").split(",")).map(value -> value.replace("%2C", ",").replace("%25", "%").strip())
                .filter(value -> !value.isEmpty()).limit(MOST_VALUES).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The parameter's value that {@link #strings} reads back; null for none. */
    public static @Nullable String join(Collection<String> values) {
        return values.isEmpty() ? null : values.stream().map(value -> value.replace("%", "%25").replace(",", "%2C")).collect(Collectors.joining(","));
    }

    /** Rows by the 13-character form of their id. */
    public Set<Long> ids(String name) {
        return strings(name).stream().map(Ids::parse).flatMap(Optional::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Constants by their name in any case. */
    public <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
        Set<E> result = EnumSet.noneOf(type);
        strings(name).forEach(value -> constant(value, type).ifPresent(result::add));
        return result;
    }

    private static <E extends Enum<E>> Optional<E> constant(String value, Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equalsIgnoreCase(value)).findFirst();
    }

    /** A number within limits, else null. */
    public @Nullable Integer number(String name, int least, int most) {
        try {
            int number = Integer.parseInt(parameters.getOrDefault(name, "").strip());
            return number >= least && number <= most ? number : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** The order, each column once; empty where the address asks for none. */
    public <S extends Enum<S>> List<Slice.Order<S>> orders(Class<S> type) {
        List<Slice.Order<S>> orders = new ArrayList<>();
        for (String value : strings(SORT)) {
            boolean descending = value.startsWith("-");
            constant(descending ? value.substring(1) : value, type).filter(by -> orders.stream().noneMatch(order -> order.by() == by))
                    .ifPresent(by -> orders.add(new Slice.Order<>(by, descending)));
        }
        return orders;
    }
}
