package app.mainstay.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change did to its rows, a page of them.
 *
 * @param described whether the history of this kind of thing is told field by field at all
 * @param seen      how many rows the viewer may see; {@link AuditContents#COUNTED} and one for more
 * @param hidden    how many there are beside those
 */
public record AuditContent(AuditRow change, boolean described, List<RowChange> rows, long seen, long hidden) {

    /** @param fields those that differ; of an added row those that hold something, of a deleted one those that held something */
    public record RowChange(long id, List<FieldChange> fields) {
    }

    /** @param before and @param after a String, BigDecimal, Integer, LocalDate, Instant, Boolean, Long (of a reference), a List of texts, or null */
    public record FieldChange(AuditField field, @Nullable Object before, @Nullable Object after) {
    }
}
