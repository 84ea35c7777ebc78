package app.mainstay.base.bulk;

/** What a batch did, also one that was stopped on the way. */
public record BulkReport(long batchId, long changed, long unchanged, long refused) {
}
