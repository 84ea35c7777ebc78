package app.mainstay.shared;

/** Somebody else stored a newer version since the draft was read. The screen shows both versions field by field. */
public class ConflictException extends RuntimeException {
}
