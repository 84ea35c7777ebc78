package app.mainstay.meeting;

import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door to meetings. */
@Service
public class Meetings {

    /** The kind under which open screens are told that a meeting changed. */
    public static final String CHANGED = "meeting";

    /** @param series more of them follow; @param userIds who is invited, whoever did it and the host excepted */
    public record Planned(long meetingId, String subject, LocalDateTime start, String zone, boolean series, Collection<Long> userIds, @Nullable Long byId, Instant at) {
    }

    public record Moved(long meetingId, String subject, LocalDateTime from, LocalDateTime to, String zone, boolean series, Collection<Long> userIds, @Nullable Long byId,
                        Instant at) {
    }

    public record Cancelled(long meetingId, String subject, LocalDateTime start, String zone, boolean series, @Nullable String reason, Collection<Long> userIds,
                            @Nullable Long byId, Instant at) {
    }

    /** Somebody answered; for the host. */
    public record Responded(long meetingId, String subject, LocalDateTime start, Response response, long userId, long hostId, Instant at) {
    }

    /** There are minutes now. */
    public record Held(long meetingId, @Nullable Long byId, Instant at) {
    }

    @SignedIn
    @Transactional(readOnly = true)
    public boolean sees(long id) {
        throw new UnsupportedOperationException();
    }

    /** @throws NotFoundException when the meeting does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public MeetingDetails get(long id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Stores a new or changed meeting and returns its id; of a new series the id of its first occurrence. What has been held or is over keeps its time
     * when a series changes, and what FOLLOWING or ALL change is no exception any more.
     *
     * @throws RefusedException                      with a problem per wrong field
     * @throws NotFoundException                     when the meeting does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between; {@link #get} says who
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(MeetingDraft draft, Extent extent) {
        throw new UnsupportedOperationException();
    }

    /** Another time for a meeting, as a drag gives it: local times in the zone. As {@link #save}. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void move(long id, int version, LocalDateTime start, LocalDateTime end, String zone, Extent extent) {
        throw new UnsupportedOperationException();
    }

    /** Calls it off; it stays to be read. As {@link #save}. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void cancel(long id, int version, Extent extent, @Nullable String reason) {
        throw new UnsupportedOperationException();
    }

    /** A cancelled one takes place after all. As {@link #save}. */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void restore(long id, int version) {
        throw new UnsupportedOperationException();
    }

    /**
     * The viewer's own answer. @throws RefusedException when they do not take part
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void respond(long id, Response response, Extent extent) {
        throw new UnsupportedOperationException();
    }

    /** What a contact or guest answered, told to whoever may change the meeting. @param answers by the attendee's id */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void answered(long id, Map<Long, Response> answers) {
        throw new UnsupportedOperationException();
    }

    /** Who was there. @param attended by the attendee's id */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void attended(long id, Map<Long, Boolean> attended) {
        throw new UnsupportedOperationException();
    }

    /**
     * There are minutes in {@code meeting_minutes} now: the meeting counts as held. For the minutes service, in its transaction; nothing happens where it
     * already is.
     *
     * @throws RefusedException when it lies ahead or is cancelled
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(propagation = Propagation.MANDATORY, noRollbackFor = RefusedException.class)
    public void held(long id) {
        throw new UnsupportedOperationException();
    }

    /** Whether the viewer may change the meeting and write its minutes. @throws NotFoundException when it does not exist for this viewer */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean writes(long id) {
        throw new UnsupportedOperationException();
    }

    /** An agenda to begin with, in the language. */
    @SignedIn
    public List<AgendaItem> agenda(MeetingKind kind, java.util.Locale locale) {
        throw new UnsupportedOperationException();
    }
}
