package app.mainstay.meeting;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserService;
import app.mainstay.shared.NotFoundException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** One meeting in the viewer's sight: as it is shown, as it goes into a form, and whether it may be changed. */
@Component
class MeetingReader {

    private final MeetingRepository repository;
    private final SeriesRepository series;
    private final MeetingStore store;
    private final MeetingScope scope;
    private final UserService users;
    private final CurrentUser currentUser;

    MeetingReader(MeetingRepository repository, SeriesRepository series, MeetingStore store, MeetingScope scope, UserService users, CurrentUser currentUser) {
        this.repository = repository;
        this.series = series;
        this.store = store;
        this.scope = scope;
        this.users = users;
        this.currentUser = currentUser;
    }

    /** @throws NotFoundException when it does not exist for this viewer */
    MeetingDetails details(long id) {
        var meeting = seen(id);
        var seen = scope.seenAccounts();
        var accounts = store.accounts(List.of(id), seen).getOrDefault(id, List.of());
        var attendees = store.attendees(id, seen);
        long viewer = currentUser.require().id();
        return new MeetingDetails(draft(meeting), meeting.state(), meeting.startsAt(), meeting.endsAt(), name(meeting.hostId()), accounts, attendees, meeting.seriesId(),
                meeting.originalStart(), meeting.own(), meeting.isMinuted(), meeting.cancelReason(), meeting.updatedBy() == null ? null : name(meeting.updatedBy()),
                meeting.updatedAt(), attendees.stream().filter(attendee -> Objects.equals(attendee.userId(), viewer)).map(Attendee::response).findFirst().orElse(null),
                writes(meeting));
    }

    /** @throws NotFoundException as {@link #details} */
    Meeting seen(long id) {
        if (!scope.sees(id)) {
            throw new NotFoundException();
        }
        return repository.findById(id).orElseThrow(NotFoundException::new);
    }

    boolean writes(Meeting meeting) {
        return scope.writes(meeting.hostId(), Set.copyOf(store.accountIds(meeting.id())));
    }

    private String name(long userId) {
        return users.names(List.of(userId)).getOrDefault(userId, "");
    }

    MeetingDraft draft(Meeting meeting) {
        var attendees = store.attendees(meeting.id(), scope.seenAccounts());
        String rule = meeting.seriesId() == null ? null : series.findById(meeting.seriesId()).orElseThrow().rule().text();
        return new MeetingDraft(meeting.id(), meeting.subject(), meeting.kind(), store.accountIds(meeting.id()), meeting.place(), meeting.link(), meeting.purpose(),
                meeting.start(), meeting.end(), meeting.zone(), rule, meeting.hostId(),
                attendees.stream().map(Attendee::userId).filter(Objects::nonNull).filter(user -> user != meeting.hostId()).toList(),
                attendees.stream().map(Attendee::contactId).filter(Objects::nonNull).toList(),
                attendees.stream().filter(attendee -> attendee.userId() == null && attendee.contactId() == null).map(guest -> new Guest(guest.name(), guest.email())).toList(),
                store.agenda(meeting.id()), meeting.reminder(), meeting.busy(), meeting.version());
    }
}
