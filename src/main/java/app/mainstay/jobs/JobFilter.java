package app.mainstay.jobs;

import java.util.Set;

/** Which jobs a list may ask for; empty means any. */
public record JobFilter(Set<JobState> states) {

    public static final JobFilter ALL = new JobFilter(Set.of());

    public JobFilter {
        states = Set.copyOf(states);
    }
}
