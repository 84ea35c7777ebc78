package app.mainstay.jobs;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a list may ask for; empty and null mean any.
 *
 * @param kinds       by id
 * @param submittedBy whose
 * @param days        submitted in the last so many days
 */
public record JobFilter(Set<JobState> states, Set<String> kinds, @Nullable Long submittedBy, @Nullable Integer days) {

    public static final JobFilter ALL = new JobFilter(Set.of());

    public JobFilter {
        states = Set.copyOf(states);
        kinds = Set.copyOf(kinds);
    }

    public JobFilter(Set<JobState> states) {
        this(states, Set.of(), null, null);
    }
}
