package app.mainstay.security;

import org.jspecify.annotations.Nullable;

/** A user in a list. */
public record UserRow(long id, String username, String displayName, @Nullable String email, Role role, long unitId, String unitName,
                      boolean active, boolean hasPassword) {
}
