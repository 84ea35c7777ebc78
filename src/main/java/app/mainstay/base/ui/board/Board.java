package app.mainstay.base.ui.board;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.internal.JacksonUtils;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cards in columns. A card that is moved stays where it was dropped, marked as undecided, until the listener shows other columns or calls
 * {@link #reset}; what the browser tells is checked against what it was shown. The order within a column is the server's.
 */
@Tag("mainstay-board")
@JsModule("./board.ts")
@NpmPackage(value = "sortablejs", version = "1.15.7")
@NpmPackage(value = "@types/sortablejs", version = "1.15.9", dev = true)
public final class Board extends Component implements HasComponents, HasStyle {

    /** @param card and {@code from}, {@code to}: ids */
    public record Move(String card, String from, String to) {
    }

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private transient @Nullable Consumer<Move> onMove;

    /** @param label what the board is, for who hears it */
    public Board(String label) {
        addClassName("board");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", label);
        var texts = JacksonUtils.createObjectNode();
        for (String key : List.of("help", "picked", "over", "dropped", "cancelled", "returned", "stuck")) {
            // Without values the placeholders stay for the browser to fill.
            texts.put(key, tr("board." + key));
        }
        getElement().setPropertyJson("texts", texts);
    }

    /** Is told of every move that the board allows; answers by {@link #show} or {@link #reset}, at once or after asking. */
    public void onMove(Consumer<Move> listener) {
        onMove = listener;
    }

    /** Shows these columns in this order. Those that were there already keep their place in the scroll. */
    public void show(List<BoardColumn> columns) {
        var order = columns.stream().map(BoardColumn::id).toList();
        if (!List.copyOf(lanes.keySet()).equals(order)) {
            Map<String, Lane> before = new LinkedHashMap<>(lanes);
            lanes.clear();
            order.forEach(id -> lanes.put(id, before.getOrDefault(id, new Lane(id))));
            before.values().stream().filter(lane -> !lanes.containsValue(lane)).forEach(this::remove);
            int index = 0;
            for (var lane : lanes.values()) {
                addComponentAtIndex(index++, lane);
            }
        }
        columns.forEach(column -> lanes.get(column.id()).show(column));
        reset();
    }

    /** Every card stands again where the server last put it. */
    public void reset() {
        getElement().callJsFunction("reset");
    }

    /** The keyboard's place. */
    public void focus(String card) {
        getElement().callJsFunction("focusCard", card);
    }

    @ClientCallable
    void moved(String card, String from, String to) {
        var source = lanes.get(from);
        var target = lanes.get(to);
        if (onMove == null || source == null || target == null || source == target || !target.accepts || !source.movable.contains(card)) {
            reset();
            return;
        }
        onMove.accept(new Move(card, from, to));
    }

    private static final class Lane extends Section {

        private final Header head = new Header();
        private final Cards cards = new Cards();
        private final Div foot = new Div();
        private Set<String> movable = Set.of();
        private boolean accepts;
        private String mark = "";

        Lane(String id) {
            addClassName("board-column");
            foot.addClassName("board-foot");
            cards.getElement().setAttribute("column", id);
            add(head, cards, foot);
        }

        void show(BoardColumn column) {
            accepts = column.accepts();
            movable = new LinkedHashSet<>();
            column.cards().stream().filter(BoardCard::movable).map(BoardCard::id).forEach(movable::add);
            getElement().setAttribute("aria-label", column.name());
            if (!mark.isEmpty()) {
                removeClassName(mark);
            }
            mark = column.mark();
            if (!mark.isEmpty()) {
                addClassName(mark);
            }
            head.removeAll();
            head.add(column.head());
            foot.removeAll();
            foot.setVisible(column.foot() != null);
            if (column.foot() != null) {
                foot.add(column.foot());
            }
            cards.show(column);
        }
    }

    @Tag("mainstay-board-cards")
    private static final class Cards extends Component implements HasStyle {

        Cards() {
            addClassName("board-cards");
        }

        void show(BoardColumn column) {
            getElement().setProperty("name", column.name());
            getElement().setProperty("accepts", column.accepts());
            getElement().setPropertyJson("cards", JacksonUtils.listToJson(column.cards()));
        }
    }
}
