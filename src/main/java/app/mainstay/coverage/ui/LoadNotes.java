package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.coverage.Capacity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What people carry beside their names in a choice, for whoever may know it: asked once for each page of the choice. */
final class LoadNotes {

    private final Capacity capacity;
    private final Map<Long, String> loads = new HashMap<>();

    LoadNotes(Capacity capacity) {
        this.capacity = capacity;
    }

    <T> Stream<T> of(List<T> people, ToLongFunction<T> id) {
        capacity.loads(people.stream().map(id::applyAsLong).toList()).forEach((person, load) -> loads.put(person,
                tr("coverage.carries", load.points(), load.capacity())));
        return people.stream();
    }

    String behind(String words, long userId) {
        String load = loads.getOrDefault(userId, "");
        return words.isEmpty() || load.isEmpty() ? words + load : words + tr("base.listSeparator") + load;
    }
}
