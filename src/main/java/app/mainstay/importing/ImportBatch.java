package app.mainstay.importing;

import java.time.Instant;

/** A finished import; its id stands in the revision of the rows that it wrote. */
public record ImportBatch(long id, String target, String fileName, Instant finishedAt, long created, long changed, long unchanged,
                          long rejected) {
}
