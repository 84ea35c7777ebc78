package app.mainstay.coverage;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says who is away; implemented by what keeps leaves. */
public interface Absences {

    /** @param until the last day */
    record Absence(long userId, LocalDate until, @Nullable Long standInId, @Nullable String standInName) {
    }

    /** Those of the people who are away on that day of the business zone, by their id; in one query. */
    Map<Long, Absence> on(Collection<Long> userIds, LocalDate day);
}
