package app.mainstay.base.ui.board;

import com.vaadin.flow.component.Component;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a browser would show of a board, and do with it. */
public final class Boards {

    private Boards() {
    }

    /** Drops a card onto another column. */
    public static void move(Board board, String card, String from, String to) {
        board.moved(card, from, to);
        MockVaadin.clientRoundtrip(true);
    }

    /** The names of the columns from left to right. */
    public static List<String> columns(Board board) {
        return board.getChildren().map(column -> column.getElement().getAttribute("aria-label")).toList();
    }

    /** The text in the head of that column. */
    public static String head(Board board, String column) {
        return column(board, column).getElement().getChild(0).getTextRecursively();
    }

    /** The cards of that column: "title" or "title | note | note". */
    public static List<String> cards(Board board, String column) {
        var cards = (JsonNode) column(board, column).getElement().getChild(1).getPropertyRaw("cards");
        List<String> texts = new ArrayList<>();
        cards.forEach(card -> {
            var text = new StringBuilder(card.path("title").asString());
            card.path("notes").forEach(note -> text.append(" | ").append(note.path("text").asString()));
            texts.add(text.toString());
        });
        return texts;
    }

    private static Component column(Board board, String name) {
        return board.getChildren().filter(column -> name.equals(column.getElement().getAttribute("aria-label"))).findFirst().orElseThrow();
    }
}
