package app.mainstay.base.ui.calendar;

import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.charts.ChartColour;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Something on the calendar, with times of the clock on the viewer's wall: only the server converts.
 *
 * @param id      unique on the screen
 * @param until   not part of it; where a clock is put back it may stand before {@code from}, then a quarter of an hour is drawn
 * @param kind    the word for what it is, said together with the icon: colour alone tells nothing
 * @param note    who or where, "" for nothing
 * @param state   a word for what its look says, "" for nothing
 * @param link    where it opens; null for what nobody may open
 * @param movable whether the viewer may give it other times
 */
public record CalendarEvent(String id, String title, LocalDateTime from, LocalDateTime until, String kind, ChartColour colour, @Nullable Icons icon,
                            String note, Look look, String state, @Nullable String link, boolean movable) {

    /** How sure it is. */
    public enum Look {
        FIRM,
        /** Not yet agreed to. */
        TENTATIVE,
        /** Declined or called off. */
        FADED,
        /** Somebody else's, of whom no more is told. */
        BUSY
    }
}
