package app.mainstay.base.ui.board;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card as the browser draws it; a component per card would cost the session's memory.
 *
 * @param id      unique on the board
 * @param title   what it is called, also to who hears the board
 * @param link    where it leads; null for nowhere
 * @param group   a caption that stands above the first card of it; cards of a group follow each other
 * @param movable whether it can be picked up
 */
public record BoardCard(String id, String title, @Nullable String link, @Nullable String group, boolean movable, List<Note> notes) {

    /** A short text below the title. @param mark its class in styles.css, "" for none */
    public record Note(String text, String mark) {
    }
}
