package app.mainstay.base;

import app.mainstay.jobs.JobListener;
import org.springframework.stereotype.Component;

/** Jobs lie below this room, so it is this room that tells open screens of them. */
@Component
class JobChanges implements JobListener {

    private final Changes changes;

    JobChanges(Changes changes) {
        this.changes = changes;
    }

    @Override
    public void changed(long jobId) {
        changes.announce(Changes.JOB, jobId);
    }
}
