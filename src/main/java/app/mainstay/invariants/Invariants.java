package app.mainstay.invariants;

import app.mainstay.jobs.Jobs;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What must always hold, and what was found, for administrators. */
@Service
@RolesAllowed("ADMINISTRATOR")
public class Invariants {

    private final InvariantStore store;
    private final InvariantCheck check;
    private final Jobs jobs;

    Invariants(InvariantStore store, InvariantCheck check, Jobs jobs) {
        this.store = store;
        this.check = check;
        this.jobs = jobs;
    }

    /** All that the rooms know, broken ones first, else by id. */
    @Transactional(readOnly = true)
    public List<InvariantRow> all() {
        return store.rows();
    }

    /** Looks at all of them in the background and returns the job's id. */
    @Transactional
    public long checkNow() {
        return jobs.submit(check, check.payload());
    }

    /** Is a job of this kind such a look? */
    public boolean isCheck(String jobKind) {
        return check.id().equals(jobKind);
    }
}
