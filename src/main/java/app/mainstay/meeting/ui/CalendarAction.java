package app.mainstay.meeting.ui;

/** Something that a feature lets one do with the calendar, in its menu, contributed as a bean. */
public interface CalendarAction {

    String labelKey();

    void open();

    /** Smaller stands further up. */
    default int order() {
        return 100;
    }
}
