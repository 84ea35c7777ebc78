package app.mainstay.account.duplicate;

import org.jspecify.annotations.Nullable;

/** What somebody has typed of a new account so far; may be anything. */
public record TypedAccount(@Nullable String name, @Nullable String creditCode, @Nullable String website, @Nullable Long parentId) {
}
