package app.mainstay.base.ical;

/**
 * Somebody with an address. Whoever has none cannot stand in a calendar file.
 *
 * @param name "" where none is given
 */
public record IcalPerson(String name, String email, Answer answer) {

    /** PARTSTAT, as far as it is told apart. */
    public enum Answer {
        NEEDS_ACTION, ACCEPTED, TENTATIVE, DECLINED
    }
}
