package app.mainstay.meeting.minutes;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of minutes that says something to be kept.
 *
 * @param number   of the line in the text, from 0
 * @param key      the line as two people typing it differently would still mean it, with its kind: what makes it the same line again
 * @param text     without mark, leading names and leading day
 * @param mentions what stands behind each "@", up to the end of the line; whom it means is for {@link Mentions} to say
 * @param due      the day that is named; null: none
 */
public record MarkedLine(int number, MarkKind kind, String key, String text, List<String> mentions, @Nullable LocalDate due) {

    public MarkedLine {
        mentions = List.copyOf(mentions);
    }
}
