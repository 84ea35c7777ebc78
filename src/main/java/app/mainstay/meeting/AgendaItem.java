package app.mainstay.meeting;

/** @param minutes how long it is to take, 0 where nobody says */
public record AgendaItem(String title, int minutes) {
}
