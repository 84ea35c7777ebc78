package app.mainstay.security.log;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where the request at hand comes from.
 *
 * @param device what the browser says of itself
 */
public record Origin(@Nullable String address, @Nullable String device) {

    private static final int LONGEST_ADDRESS = 45;
    private static final int LONGEST_DEVICE = 300;

    /** Nothing outside of a request, as in background work. */
    public static Origin current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest().getRemoteAddr(), attributes.getRequest().getHeader("User-Agent")) : new Origin(null, null);
    }

    public static Origin of(@Nullable String address, @Nullable String device) {
        return new Origin(cut(address, LONGEST_ADDRESS), cut(device, LONGEST_DEVICE));
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }
}
