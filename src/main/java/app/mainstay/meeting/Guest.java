package app.mainstay.meeting;

import org.jspecify.annotations.Nullable;

/** Somebody who takes part and is neither a user nor a contact. */
public record Guest(String name, @Nullable String email) {
}
