package app.mainstay.meeting.ui;

import app.mainstay.meeting.MeetingDetails;

/** Of the parts of the meeting's page those that show nothing but the meeting itself: the page tells them when it has read it again. */
interface MeetingFollower {

    void show(MeetingDetails meeting);
}
