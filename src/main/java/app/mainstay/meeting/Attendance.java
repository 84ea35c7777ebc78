package app.mainstay.meeting;

import app.mainstay.account.contact.Contacts;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who answered, who was there, and that a meeting was held: what people say of their meeting without planning it anew. Rights as {@link Meetings} has them. */
@Service
public class Attendance {

    private final MeetingRepository repository;
    private final MeetingStore store;
    private final MeetingReader reader;
    private final MeetingFacts facts;
    private final MeetingNews news;
    private final Contacts contacts;
    private final SettingsService settings;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final Changes changes;
    private final Clock clock;

    Attendance(MeetingRepository repository, MeetingStore store, MeetingReader reader, MeetingFacts facts, MeetingNews news, Contacts contacts, SettingsService settings,
               CurrentUser currentUser, ApplicationEventPublisher events, Changes changes, Clock clock) {
        this.repository = repository;
        this.store = store;
        this.reader = reader;
        this.facts = facts;
        this.news = news;
        this.contacts = contacts;
        this.settings = settings;
        this.currentUser = currentUser;
        this.events = events;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * The viewer's own answer; with FOLLOWING and ALL to what is still planned of a series.
     *
     * @throws NotFoundException when the meeting does not exist for this viewer
     * @throws RefusedException  when they do not take part
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void respond(long id, Response response, Extent extent) {
        var meeting = reader.seen(id);
        Instant now = clock.instant();
        long viewer = currentUser.require().id();
        List<Long> ids = new ArrayList<>(List.of(id));
        if (meeting.seriesId() != null && extent != Extent.THIS) {
            repository.findBySeriesIdOrderByOriginalStart(meeting.seriesId()).stream()
                    .filter(row -> row.state() == MeetingState.PLANNED && !row.isOver(now) && (extent == Extent.ALL || !Meetings.original(row).isBefore(Meetings.original(meeting))))
                    .map(Meeting::id).forEach(ids::add);
        }
        if (!store.respond(ids, viewer, response, now)) {
            throw new RefusedException(Problem.of(null, "meeting.problem.notInvited"));
        }
        ids.stream().distinct().forEach(one -> changes.announce(Meetings.CHANGED, one));
        if (viewer != meeting.hostId()) {
            events.publishEvent(new Meetings.Responded(id, meeting.subject(), meeting.start(), response, viewer, meeting.hostId(), now));
        }
    }

    /** What contacts and guests answered, told to whoever may change the meeting. @param answers by the attendee's id */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void answered(long id, Map<Long, Response> answers) {
        requireWrite(id);
        Instant now = clock.instant();
        answers.forEach((attendee, response) -> store.answered(id, attendee, response, now));
        facts.concern(store.accountIds(id));
        changes.announce(Meetings.CHANGED, id);
    }

    /** Who was there; null takes back what was said. @param attended by the attendee's id */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void attended(long id, Map<Long, Boolean> attended) {
        var meeting = requireWrite(id);
        if (meeting.startsAt().isAfter(clock.instant())) {
            throw new RefusedException(Problem.of(null, "meeting.problem.ahead"));
        }
        attended.forEach((attendee, there) -> store.attended(id, attendee, there));
        facts.concern(store.accountIds(id));
        if (meeting.state() == MeetingState.HELD) {
            met(meeting);
        }
        changes.announce(Meetings.CHANGED, id);
    }

    private Meeting requireWrite(long id) {
        var meeting = reader.seen(id);
        if (!reader.writes(meeting)) {
            throw new RefusedException(Problem.of(null, "problem.readOnly"));
        }
        return meeting;
    }

    /**
     * There are minutes in {@code meeting_minutes} now: the meeting counts as held. For the minutes service, in its transaction; nothing happens where it
     * already is.
     *
     * @throws NotFoundException when the meeting does not exist for this viewer
     * @throws RefusedException  when it lies ahead, is cancelled, or has no minutes
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(propagation = Propagation.MANDATORY, noRollbackFor = RefusedException.class)
    public void held(long id) {
        store.lock(id);
        // Who takes part writes minutes, too; whether they may was asked there.
        var meeting = reader.seen(id);
        Instant now = clock.instant();
        if (meeting.state() == MeetingState.HELD) {
            return;
        }
        if (meeting.state() == MeetingState.CANCELLED) {
            throw new RefusedException(Problem.of(null, "meeting.problem.cancelled"));
        }
        if (meeting.startsAt().isAfter(now)) {
            throw new RefusedException(Problem.of(null, "meeting.problem.ahead"));
        }
        if (!store.hasMinutes(id)) {
            throw new RefusedException(Problem.of(null, "meeting.problem.noMinutes"));
        }
        Long by = currentUser.currentActor().orElse(null);
        meeting.hold(now, by);
        repository.flush();
        var accounts = store.accountIds(id);
        facts.met(accounts, meeting.startsAt());
        met(meeting);
        news.story(accounts, "meeting.held", meeting, news.text(meeting.start(), meeting.zone()));
        news.settle(List.of(id), accounts);
        events.publishEvent(new Meetings.Held(id, by, now));
    }

    private void met(Meeting meeting) {
        LocalDate on = LocalDate.ofInstant(meeting.startsAt(), settings.zone());
        store.metContacts(meeting.id()).forEach(contact -> contacts.met(contact, on));
    }
}
