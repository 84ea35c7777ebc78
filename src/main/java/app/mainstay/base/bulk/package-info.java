/** Bulk edit: one field of many rows changed at once, with a preview, as a background job, undone as one. Features plug in as {@link BulkTarget}. */
@NullMarked
@NamedInterface("bulk")
package app.mainstay.base.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
