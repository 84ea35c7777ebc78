package app.mainstay.notification;

import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.Response;
import app.mainstay.security.SystemWork;
import app.mainstay.security.UserService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** What people are told of meetings: who is invited, that it moved or is off; its host what others answered. Nobody is told of what they did themselves. */
@Component
class MeetingOccasions {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Teller teller;
    private final UserService users;

    MeetingOccasions(Teller teller, UserService users) {
        this.teller = teller;
        this.users = users;
    }

    @ApplicationModuleListener
    void on(Meetings.Planned event) {
        tell(event.userIds(), event.series() ? "notification.meetingInvitedSeries" : "notification.meetingInvited", event.meetingId(), event.at(), event.byId(), event.subject(),
                time(event.start()));
    }

    @ApplicationModuleListener
    void on(Meetings.Moved event) {
        tell(event.userIds(), event.series() ? "notification.meetingMovedSeries" : "notification.meetingMoved", event.meetingId(), event.at(), event.byId(), event.subject(),
                time(event.from()), time(event.to()));
    }

    @ApplicationModuleListener
    void on(Meetings.Cancelled event) {
        tell(event.userIds(), event.series() ? "notification.meetingCancelledSeries" : "notification.meetingCancelled", event.meetingId(), event.at(), event.byId(),
                event.subject(), time(event.start()));
    }

    @ApplicationModuleListener
    void on(Meetings.Responded event) {
        if (event.response() != Response.NEEDS_ACTION) {
            teller.tell(event.hostId(), "notification.meetingAnswered", Ids.text(event.meetingId()) + " " + event.userId() + " " + event.at(),
                    Meetings.PATH + Ids.text(event.meetingId()), name(event.userId()), event.subject(), time(event.start()), Problem.of(null, event.response().labelKey()));
        }
    }

    private void tell(Collection<Long> people, String key, long meetingId, Instant at, @Nullable Long byId, String... values) {
        String by = byId == null ? "Mainstay" : name(byId);
        Object[] args = new Object[values.length + 1];
        args[0] = by;
        System.arraycopy(values, 0, args, 1, values.length);
        people.forEach(user -> teller.tell(user, key, Ids.text(meetingId) + " " + at, Meetings.PATH + Ids.text(meetingId), args));
    }

    private static String time(LocalDateTime time) {
        return TIME.format(time);
    }

    private String name(long userId) {
        return SystemWork.run(() -> users.names(List.of(userId))).getOrDefault(userId, "");
    }
}
