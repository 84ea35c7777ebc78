package app.mainstay.jobs;

/** What jobs can be sorted by. */
public enum JobSort {
    SUBMITTED("j.submitted_at"), KIND("j.kind"), STATE("j.state");

    final String column;

    JobSort(String column) {
        this.column = column;
    }
}
