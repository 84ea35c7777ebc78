package app.mainstay.security;

import org.jspecify.annotations.Nullable;

/** What a list of users may ask for; null means any. */
public record UserFilter(@Nullable String text, @Nullable Role role, @Nullable Long unitId, @Nullable Boolean active) {

    public static final UserFilter ALL = new UserFilter(null, null, null, null);
}
