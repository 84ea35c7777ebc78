package app.mainstay.base.ui.board;

import com.vaadin.flow.component.Component;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column: its head and foot are components, since a board has few of them.
 *
 * @param id      unique on the board
 * @param name    what it is called to who hears the board
 * @param foot    below the cards, for example the way to those that are not shown; null for none
 * @param accepts whether cards may be put here
 * @param mark    its class in styles.css, "" for none
 */
public record BoardColumn(String id, String name, Component head, List<BoardCard> cards, @Nullable Component foot, boolean accepts, String mark) {
}
