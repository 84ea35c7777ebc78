package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.meeting.AgendaItem;
import app.mainstay.meeting.MeetingDetails;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDateTime;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What is to be spoken about, each with the time by the clock at which it is due. */
@Component
class AgendaPart implements MeetingPart {

    @Override
    public String titleKey() {
        return "meeting.agenda";
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public com.vaadin.flow.component.Component create(MeetingDetails meeting) {
        return new Content(meeting);
    }

    private static final class Content extends Div implements MeetingFollower {

        Content(MeetingDetails meeting) {
            show(meeting);
        }

        @Override
        public void show(MeetingDetails meeting) {
            removeAll();
            if (meeting.draft().agenda().isEmpty()) {
                add(new Empty(tr("meeting.agenda.none")));
                return;
            }
            var list = new OrderedList();
            list.addClassName("agenda");
            LocalDateTime at = Objects.requireNonNull(meeting.draft().start());
            boolean timed = true;
            for (AgendaItem item : meeting.draft().agenda()) {
                var time = new Span(timed ? MeetingTexts.time(at) : "");
                time.addClassName("agenda-time");
                var title = new Span(item.title());
                var minutes = new Span(item.minutes() == 0 ? "" : tr("meeting.duration.minutes", item.minutes()));
                minutes.addClassName("secondary");
                list.add(new ListItem(time, title, minutes));
                // After an item of unknown length nobody knows when the next one is due.
                timed = timed && item.minutes() > 0;
                at = at.plusMinutes(item.minutes());
            }
            add(list);
        }
    }
}
