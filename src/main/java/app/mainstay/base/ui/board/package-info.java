/** The board brick: cards in columns, moved by pointer, finger or keyboard; the server decides about every move. */
@NullMarked
@NamedInterface("board-ui")
package app.mainstay.base.ui.board;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
