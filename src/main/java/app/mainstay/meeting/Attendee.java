package app.mainstay.meeting;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who takes part: one of ours, a contact, or a guest where both ids are null.
 *
 * @param about    a contact's title and account, else null
 * @param email    null also where the reader does not see the contact's account
 * @param attended null: nobody said
 */
public record Attendee(long id, @Nullable Long userId, @Nullable Long contactId, String name, @Nullable String about, @Nullable String email, Response response,
                       @Nullable Boolean attended) {
}
