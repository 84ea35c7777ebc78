package app.mainstay.shared;

/** The row does not exist, or not for this viewer: the two are never told apart. */
public class NotFoundException extends RuntimeException {
}
