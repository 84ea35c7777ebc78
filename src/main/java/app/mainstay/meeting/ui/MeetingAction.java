package app.mainstay.meeting.ui;

import app.mainstay.meeting.MeetingDetails;

/** Something that a feature lets one do with a meeting, in the menu of its page, contributed as a bean. */
public interface MeetingAction {

    String labelKey();

    /** Whether this viewer has it for this meeting. */
    boolean isOffered(MeetingDetails meeting);

    void open(MeetingDetails meeting);

    /** Smaller stands further up. */
    default int order() {
        return 100;
    }
}
