package app.mainstay.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of users may ask for; null and empty mean any.
 *
 * @param text part of the name, start of its pinyin or initials, part of the user name
 */
public record UserFilter(@Nullable String text, Set<Role> roles, Set<Long> units, @Nullable Boolean active) {

    public static final UserFilter ALL = new UserFilter(null, Set.of(), Set.of(), null);

    public UserFilter {
        roles = Set.copyOf(roles);
        units = Set.copyOf(units);
    }
}
