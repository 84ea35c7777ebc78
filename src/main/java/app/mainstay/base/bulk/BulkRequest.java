package app.mainstay.base.bulk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of which rows.
 *
 * @param target id of the {@link BulkTarget}
 * @param field  id of one of its fields
 * @param value  see {@link BulkField}
 * @param reason stands in the history of every row; at most 500 characters
 */
public record BulkRequest(String target, BulkSelection selection, String field, List<String> value, @Nullable String reason) {

    public BulkRequest {
        value = List.copyOf(value);
    }
}
