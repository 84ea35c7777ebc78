package app.mainstay.coverage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A leave in a list.
 *
 * @param until    last day
 * @param kind     null, as {@code note}, where it is not this viewer's to know
 * @param editable the viewer may change it or call it off
 */
public record LeaveRow(long id, int version, long userId, String userName, String unitName, @Nullable Long standInId, @Nullable String standInName,
                       LocalDate from, LocalDate until, @Nullable LeaveKind kind, @Nullable String note, LeaveState state, String createdByName,
                       boolean editable) {

    public LeaveDraft draft() {
        return new LeaveDraft(id, userId, standInId, from, until, kind, note, version);
    }
}
