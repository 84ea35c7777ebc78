package app.mainstay.base.bulk;

/** What undoing a batch did. @param kept rows that stay as they are, because somebody changed them since or a rule stands against it */
public record UndoReport(long batchId, long undone, long kept) {
}
