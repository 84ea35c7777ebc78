package app.mainstay.meeting.ui;

/** Something to be chosen that knows its name already. */
record Choice(long id, String name) {
}
