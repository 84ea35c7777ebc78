package app.mainstay.meeting.ui;

import app.mainstay.meeting.MeetingDetails;
import com.vaadin.flow.component.Component;

/** A section of the meeting's page, contributed by a feature as a bean. It is built once; what changes later it follows by itself. */
public interface MeetingPart {

    /** Translation key of the heading. */
    String titleKey();

    /** A new component for this meeting; the viewer sees the meeting, which has been checked. */
    Component create(MeetingDetails meeting);

    default boolean concerns(MeetingDetails meeting) {
        return true;
    }

    /** Smaller stands further up; the agenda is 0, who takes part is 10. */
    default int order() {
        return 100;
    }
}
