package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.meeting.Attendee;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.Response;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who takes part, ours and theirs: what they answered, and whether they were there. */
@Component
class AttendeesPart implements MeetingPart {

    private final MeetingServices services;

    AttendeesPart(MeetingServices services) {
        this.services = services;
    }

    @Override
    public String titleKey() {
        return "meeting.attendees";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public com.vaadin.flow.component.Component create(MeetingDetails meeting) {
        return new Content(services, meeting);
    }

    private static final class Content extends Div implements MeetingFollower {

        private final transient MeetingServices services;
        private final long id;

        Content(MeetingServices services, MeetingDetails meeting) {
            this.services = services;
            id = Objects.requireNonNull(meeting.draft().id());
            addClassName("attendees");
            show(meeting);
        }

        @Override
        public void show(MeetingDetails meeting) {
            removeAll();
            boolean begun = !meeting.startsAt().isAfter(services.clock().instant()) && meeting.state() != MeetingState.CANCELLED;
            group("meeting.attendees.ours", meeting, meeting.attendees().stream().filter(attendee -> attendee.userId() != null).toList(), begun);
            group("meeting.attendees.theirs", meeting, meeting.attendees().stream().filter(attendee -> attendee.userId() == null).toList(), begun);
            var unsaid = meeting.attendees().stream().filter(attendee -> attendee.attended() == null && attendee.response() != Response.DECLINED).toList();
            if (begun && meeting.mayEdit() && unsaid.size() > 1) {
                var all = new Button(tr("meeting.attended.all"), click -> {
                    Map<Long, Boolean> there = new LinkedHashMap<>();
                    unsaid.forEach(attendee -> there.put(attendee.id(), true));
                    act(() -> services.attendance().attended(id, there));
                });
                all.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
                add(all);
            }
        }

        private void group(String title, MeetingDetails meeting, List<Attendee> attendees, boolean begun) {
            if (attendees.isEmpty()) {
                return;
            }
            var list = new UnorderedList();
            attendees.forEach(attendee -> list.add(item(meeting, attendee, begun)));
            add(new H3(tr(title)), list);
        }

        private ListItem item(MeetingDetails meeting, Attendee attendee, boolean begun) {
            var name = new Span(attendee.name());
            name.addClassName("attendee-name");
            var about = new Span(String.join(" · ", Stream.of(about(meeting, attendee), Objects.requireNonNullElse(attendee.email(), "")).filter(text -> !text.isEmpty()).toList()));
            about.addClassName("secondary");
            var who = new Div(name, about);
            who.addClassName("attendee-who");
            var item = new ListItem(who);
            if (attendee.userId() == null && meeting.mayEdit() && meeting.state() == MeetingState.PLANNED) {
                item.add(answer(attendee));
            } else {
                item.add(MeetingTexts.response(attendee.response()));
            }
            if (begun && meeting.mayEdit()) {
                item.add(presence(attendee));
            } else if (attendee.attended() != null) {
                item.add(new Span(tr(attendee.attended() ? "meeting.attended" : "meeting.attended.no")));
            }
            return item;
        }

        private static String about(MeetingDetails meeting, Attendee attendee) {
            return Objects.equals(attendee.userId(), meeting.draft().hostId()) ? tr("meeting.hostId") : attendee.about() != null ? attendee.about()
                    : attendee.userId() == null && attendee.contactId() == null ? tr("meeting.guest") : "";
        }

        /** Customers answer by telephone as well as by mail: somebody writes it down. */
        private Select<Response> answer(Attendee attendee) {
            var select = new Select<Response>();
            select.setItems(Response.values());
            select.setItemLabelGenerator(response -> tr(response.labelKey()));
            select.setValue(attendee.response());
            select.setAriaLabel(tr("meeting.answer.of", attendee.name()));
            select.addClassName("attendee-answer");
            select.addValueChangeListener(change -> {
                if (change.isFromClient() && change.getValue() != null) {
                    act(() -> services.attendance().answered(id, Map.of(attendee.id(), change.getValue())));
                }
            });
            return select;
        }

        private Checkbox presence(Attendee attendee) {
            var box = new Checkbox(tr("meeting.attended"), Boolean.TRUE.equals(attendee.attended()));
            box.setAriaLabel(tr("meeting.attended.of", attendee.name()));
            box.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    act(() -> services.attendance().attended(id, Map.of(attendee.id(), change.getValue())));
                }
            });
            return box;
        }

        private void act(Runnable act) {
            try {
                act.run();
            } catch (RefusedException | NotFoundException refused) {
                Notices.failed(Unexpected.sentence(refused));
            }
            if (services.meetings().sees(id)) {
                show(services.meetings().get(id));
            }
        }
    }
}
