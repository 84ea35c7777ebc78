package app.mainstay.base.ui.board;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.ViewTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's half of the board, with fruit; the browser's half is told by the stories. */
class BoardTest extends ViewTest {

    private final List<Board.Move> moves = new ArrayList<>();
    private Board board;

    @BeforeEach
    void board() {
        open("login");
        board = new Board("Fruit");
        board.onMove(moves::add);
        UI.getCurrent().add(board);
        board.show(List.of(column("red", true, card("apple", true), card("cherry", false)), column("yellow", true, card("lemon", true)),
                column("closed", false)));
    }

    @Test
    void aMoveThatTheBoardShowedIsAsked() {
        board.moved("apple", "red", "yellow");

        assertThat(moves).containsExactly(new Board.Move("apple", "red", "yellow"));
    }

    /** Whoever writes his own messages moves no more than the screen offers. */
    @Test
    void whatTheBoardDidNotShowIsNotAsked() {
        board.moved("cherry", "red", "yellow");
        board.moved("apple", "red", "closed");
        board.moved("apple", "yellow", "red");
        board.moved("melon", "red", "yellow");
        board.moved("apple", "red", "red");
        board.moved("apple", "red", "nowhere");

        assertThat(moves).isEmpty();
    }

    @Test
    void afterTheDecisionTheCardIsWhereTheServerSays() {
        board.show(List.of(column("red", true), column("yellow", true, card("lemon", true), card("apple", true))));

        board.moved("apple", "red", "yellow");
        board.moved("apple", "yellow", "red");

        assertThat(moves).containsExactly(new Board.Move("apple", "yellow", "red"));
    }

    @Test
    void aColumnThatStaysIsNotBuiltAgain() {
        var before = columns();

        board.show(List.of(column("yellow", true, card("lemon", true)), column("green", true), column("red", true)));

        var after = columns();
        assertThat(after).hasSize(3);
        assertThat(after.get(0)).isSameAs(before.get(1));
        assertThat(after.get(2)).isSameAs(before.get(0));
        assertThat(before.get(2).getParent()).isEmpty();
    }

    /** A thousand cards are text, not a thousand components. */
    @Test
    void cardsCostNoComponents() {
        long before = components();

        board.show(List.of(column("red", true, Stream.iterate(0, i -> i + 1).limit(1_000).map(i -> card("card" + i, true)).toArray(BoardCard[]::new)),
                column("yellow", true), column("closed", false)));

        assertThat(components()).isEqualTo(before);
    }

    private List<Component> columns() {
        return board.getChildren().toList();
    }

    private long components() {
        return all(board).count();
    }

    private static Stream<Component> all(Component component) {
        return Stream.concat(Stream.of(component), component.getChildren().flatMap(BoardTest::all));
    }

    private static BoardColumn column(String id, boolean accepts, BoardCard... cards) {
        return new BoardColumn(id, id, new Span(id), List.of(cards), null, accepts, "");
    }

    private static BoardCard card(String id, boolean movable) {
        return new BoardCard(id, id, null, null, movable, List.of(new BoardCard.Note("ripe", "")));
    }
}
