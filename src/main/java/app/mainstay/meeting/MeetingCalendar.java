package app.mainstay.meeting;

import app.mainstay.security.SignedIn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Meetings as calendars and pages read them, in the viewer's sight. */
@Service
@SignedIn
public class MeetingCalendar {

    /** So many are shown of a span at most. */
    public static final int MOST = 3_000;
    /** No span is longer. */
    public static final int DAYS = 400;

    /** @throws app.mainstay.shared.NotFoundException when the account or unit does not exist for this viewer */
    @Transactional(readOnly = true)
    public CalendarSpan show(CalendarQuery query) {
        throw new UnsupportedOperationException();
    }

    /**
     * When colleagues are taken, whoever asks: no more than that is told.
     *
     * @param except a meeting that does not count; null: all do
     */
    @Transactional(readOnly = true)
    public Map<Long, List<CalendarSpan.Busy>> busy(Collection<Long> userIds, Instant from, Instant to, @Nullable Long except) {
        throw new UnsupportedOperationException();
    }

    /** Meetings about an account from an instant on, the next one first; cancelled ones left out. */
    @Transactional(readOnly = true)
    public List<MeetingRow> ahead(long accountId, Instant from, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Meetings about an account that began before an instant, the latest one first. @param states empty: all */
    @Transactional(readOnly = true)
    public List<MeetingRow> past(long accountId, Instant before, Set<MeetingState> states, int limit) {
        throw new UnsupportedOperationException();
    }
}
