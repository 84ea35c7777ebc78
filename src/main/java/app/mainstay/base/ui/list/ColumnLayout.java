package app.mainstay.base.ui.list;

import app.mainstay.base.list.ListColumn;
import app.mainstay.security.Preferences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Which columns a person sees, in which order and how wide; remembered with the person, list by list. */
final class ColumnLayout {

    /** Short names: twenty of them are kept in one preference. */
    private record Kept(String k, boolean s, int w) {
    }

    record Entry(String key, boolean shown, int width) {
    }

    private static final int NARROWEST = 60;
    private static final int WIDEST = 800;

    private final Preferences preferences;
    private final JsonMapper json;
    private final String preference;
    private final List<? extends ListColumn<?, ?>> columns;
    private List<Entry> entries;

    ColumnLayout(String list, List<? extends ListColumn<?, ?>> columns, Preferences preferences, JsonMapper json) {
        this.preferences = preferences;
        this.json = json;
        this.columns = columns;
        preference = "list." + list;
        entries = preferences.get(preference).map(this::read).orElseGet(this::standard);
    }

    private List<Entry> standard() {
        return columns.stream().map(column -> new Entry(column.key(), column.standard(), column.width())).toList();
    }

    /** Columns that the product no longer has are dropped, new ones come last. */
    private List<Entry> read(String text) {
        List<Entry> result = new ArrayList<>();
        var seen = new HashSet<String>();
        try {
            for (Kept kept : json.readValue(text, Kept[].class)) {
                if (columns.stream().anyMatch(column -> column.key().equals(kept.k())) && seen.add(kept.k())) {
                    result.add(new Entry(kept.k(), kept.s(), Math.clamp(kept.w(), NARROWEST, WIDEST)));
                }
            }
        } catch (JacksonException unreadable) {
            return standard();
        }
        standard().stream().filter(entry -> seen.add(entry.key())).forEach(result::add);
        return nameFirst(result);
    }

    private List<Entry> nameFirst(List<Entry> wanted) {
        String name = columns.getFirst().key();
        List<Entry> result = new ArrayList<>(wanted);
        result.sort(java.util.Comparator.comparing(entry -> !entry.key().equals(name)));
        result.set(0, new Entry(name, true, result.getFirst().width()));
        return List.copyOf(result);
    }

    List<Entry> entries() {
        return entries;
    }

    boolean isStandard() {
        return entries.equals(standard());
    }

    /** The keys of those shown, in order. */
    List<String> shown() {
        return entries.stream().filter(Entry::shown).map(Entry::key).toList();
    }

    void show(String key, boolean shown) {
        store(entries.stream().map(entry -> entry.key().equals(key) ? new Entry(key, shown, entry.width()) : entry).toList());
    }

    void width(String key, int width) {
        store(entries.stream().map(entry -> entry.key().equals(key) ? new Entry(key, entry.shown(), Math.clamp(width, NARROWEST, WIDEST)) : entry)
                .toList());
    }

    /** @param step -1 towards the start, 1 towards the end */
    void move(String key, int step) {
        List<Entry> moved = new ArrayList<>(entries);
        int from = moved.stream().map(Entry::key).toList().indexOf(key);
        int to = Math.clamp(from + step, 1, moved.size() - 1);
        moved.add(to, moved.remove(from));
        store(moved);
    }

    /** The order that somebody dragged the visible ones into; the others keep their places. */
    void order(List<String> visible) {
        List<Entry> moved = new ArrayList<>(entries);
        var next = visible.iterator();
        for (int i = 0; i < moved.size(); i++) {
            if (visible.contains(moved.get(i).key())) {
                moved.set(i, entry(next.next()));
            }
        }
        store(moved);
    }

    /** Exactly these, as a saved view has them; none: the standard. */
    void choose(List<String> keys) {
        if (keys.isEmpty()) {
            entries = standard();
            return;
        }
        List<Entry> chosen = new ArrayList<>();
        keys.stream().filter(key -> columns.stream().anyMatch(column -> column.key().equals(key))).distinct()
                .forEach(key -> chosen.add(new Entry(key, true, entry(key).width())));
        entries.stream().filter(entry -> !keys.contains(entry.key())).forEach(entry -> chosen.add(new Entry(entry.key(), false, entry.width())));
        entries = nameFirst(chosen);
    }

    void reset() {
        store(standard());
    }

    private Entry entry(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).findFirst().orElseThrow();
    }

    private void store(List<Entry> changed) {
        entries = nameFirst(changed);
        preferences.set(preference, json.writeValueAsString(entries.stream().map(entry -> new Kept(entry.key(), entry.shown(), entry.width())).toList()));
    }
}
