package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListColumn;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.Renderer;
import com.vaadin.flow.server.VaadinSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The columns of a list on the screen, and the room for them. */
final class GridColumns<R, S extends Enum<S>> {

    private static final int NAME_WIDTH = 240;
    /** Until the browser has told: rather a column less at first than one that is cut. */
    private static final int ASSUMED_WIDTH = 760;
    private static final String WIDTH = "listWidth";

    private final Grid<R> grid;
    private final ColumnLayout layout;
    private final CellTexts texts;
    private final Map<String, Grid.Column<R>> columns = new LinkedHashMap<>();
    private final Map<String, ListColumn<R, S>> described = new LinkedHashMap<>();
    private int width = VaadinSession.getCurrent().getAttribute(WIDTH) instanceof Integer told ? told : ASSUMED_WIDTH;
    private int taken;
    private int withoutRoom;

    GridColumns(Grid<R> grid, List<ListColumn<R, S>> described, ColumnLayout layout, CellTexts texts) {
        this.grid = grid;
        this.layout = layout;
        this.texts = texts;
        described.forEach(this::add);
    }

    private void add(ListColumn<R, S> column) {
        var added = grid.addColumn(row -> texts.of(column, row)).setKey(column.key()).setHeader(tr(column.labelKey())).setResizable(true).setFlexGrow(0);
        if (column.number()) {
            added.setTextAlign(ColumnTextAlign.END);
        }
        var warns = column.warns();
        if (warns != null) {
            added.setPartNameGenerator(row -> warns.test(row) ? "warned" : null);
        }
        if (column.sort() != null) {
            added.setSortProperty(column.sort().name());
        }
        if (columns.isEmpty()) {
            added.setFrozen(true).setFlexGrow(1);
        }
        columns.put(column.key(), added);
        described.put(column.key(), column);
    }

    void draw(String key, Renderer<R> renderer) {
        Objects.requireNonNull(columns.get(key)).setRenderer(renderer);
    }

    String text(String key, R row) {
        return texts.of(Objects.requireNonNull(described.get(key)), row);
    }

    /** The one that is sorted so, null where none is. */
    Grid.@Nullable Column<R> by(S order) {
        return described.values().stream().filter(column -> column.sort() == order).findFirst().map(column -> columns.get(column.key())).orElse(null);
    }

    S order(Grid.Column<R> column) {
        return Objects.requireNonNull(described.get(column.getKey()).sort());
    }

    /** Shows the wanted columns from the first on, as far as there is room: a list never scrolls sideways. */
    void arrange() {
        List<Grid.Column<R>> order = new ArrayList<>();
        int room = width - taken;
        boolean full = false;
        withoutRoom = 0;
        for (var entry : layout.entries()) {
            var column = columns.get(entry.key());
            boolean name = order.isEmpty();
            order.add(column);
            int needed = name ? Math.min(entry.width(), NAME_WIDTH) : entry.width();
            full |= entry.shown() && needed > room;
            boolean visible = name || entry.shown() && !full;
            if (visible) {
                room -= needed;
            } else if (entry.shown()) {
                withoutRoom++;
            }
            column.setVisible(visible);
            column.setWidth(needed + "px");
        }
        grid.setColumnOrder(order);
    }

    /** How many wanted ones are not seen. */
    int withoutRoom() {
        return withoutRoom;
    }

    /** What stands beside the columns. */
    void take(int pixels) {
        taken = pixels;
    }

    /** Kept for the next list of the same window, which need not guess then. */
    void resize(int pixels) {
        width = Math.clamp(pixels, 200, 10_000);
        VaadinSession.getCurrent().setAttribute(WIDTH, width);
        arrange();
    }

    int width() {
        return width;
    }
}
