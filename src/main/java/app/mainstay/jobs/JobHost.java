package app.mainstay.jobs;

import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What jobs need to know of people and places; the room that knows them implements it. */
public interface JobHost {

    /** The acting person's id; empty for the system itself. */
    Optional<Long> actor();

    /** May the acting person see and cancel everybody's jobs? */
    boolean seesAll();

    /** Names by user id, in one query. */
    Map<Long, String> names(Collection<Long> userIds);

    /**
     * Runs the work in that person's name, with role and rights as they are now.
     *
     * @param userId null: the system
     * @throws app.mainstay.shared.RefusedException when the person is no longer active
     */
    void as(@Nullable Long userId, Runnable work);

    ZoneId zone();
}
