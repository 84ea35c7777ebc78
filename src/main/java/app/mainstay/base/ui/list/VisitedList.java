package app.mainstay.base.ui.list;

import app.mainstay.base.list.ListQuery;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which list a person came from and where its rows stood, so that a record leads to the next one and back to the same place. Belongs to the
 * browser tab; a tab that was reloaded or opened anew takes up what the session saw last.
 */
final class VisitedList {

    private static final int PAGES = 6;

    private final String list;
    private ListQuery query = ListQuery.ALL;
    private final Map<Integer, long[]> pages = new LinkedHashMap<>();
    private int opened = -1;

    private VisitedList(String list) {
        this.list = list;
    }

    private static String name(String list) {
        return "trail." + list;
    }

    static Optional<VisitedList> find(@Nullable UI ui, String list) {
        if (ui == null) {
            return Optional.empty();
        }
        return Optional.ofNullable((VisitedList) ComponentUtil.getData(ui, name(list)))
                .or(() -> Optional.ofNullable((VisitedList) VaadinSession.getCurrent().getAttribute(name(list))));
    }

    static VisitedList of(UI ui, String list) {
        var trail = (VisitedList) ComponentUtil.getData(ui, name(list));
        if (trail == null) {
            trail = new VisitedList(list);
            ComponentUtil.setData(ui, name(list), trail);
        }
        VaadinSession.getCurrent().setAttribute(name(list), trail);
        return trail;
    }

    /** The list shows this now; another query than before forgets the places. */
    void follow(ListQuery shown) {
        if (!shown.equals(query)) {
            query = shown;
            pages.clear();
            opened = -1;
        }
    }

    void saw(int offset, List<Long> ids) {
        pages.remove(offset);
        pages.put(offset, ids.stream().mapToLong(Long::longValue).toArray());
        if (pages.size() > PAGES) {
            pages.remove(pages.keySet().iterator().next());
        }
    }

    OptionalInt place(long id) {
        for (var page : pages.entrySet()) {
            for (int i = 0; i < page.getValue().length; i++) {
                if (page.getValue()[i] == id) {
                    return OptionalInt.of(page.getKey() + i);
                }
            }
        }
        return OptionalInt.empty();
    }

    void opened(int place, long id) {
        opened = place;
        if (place(id).isEmpty()) {
            saw(place, List.of(id));
        }
    }

    /** Where the record stood from which one comes back; once. */
    OptionalInt back() {
        int place = opened;
        opened = -1;
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    String list() {
        return list;
    }

    ListQuery query() {
        return query;
    }
}
