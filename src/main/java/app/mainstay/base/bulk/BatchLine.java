package app.mainstay.base.bulk;

import app.mainstay.shared.Problem;
import java.util.List;

/**
 * A row of a batch.
 *
 * @param name     "" when the row no longer exists for the reader
 * @param problems why it was refused, or kept when the batch was undone
 */
public record BatchLine(long id, String name, State state, List<Problem> problems) {

    /** UNDONE and KEPT: what undoing the batch did to a row that it had changed. */
    public enum State {
        CHANGED, REFUSED, UNDONE, KEPT
    }
}
