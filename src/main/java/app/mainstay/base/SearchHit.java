package app.mainstay.base;

/**
 * Something found by the search in the header.
 *
 * @param title  what it is called
 * @param detail what tells it from others of that name; may be ""
 * @param path   its address inside the application, without a leading slash
 */
public record SearchHit(String title, String detail, String path) {
}
