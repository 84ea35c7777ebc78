package app.mainstay.security;

import app.mainstay.shared.Problem;
import java.util.List;

/** Asked before a user is deactivated: a room whose rows need that person active says so. */
public interface DeactivationCheck {

    /** What stands against it, each a sentence for the administrator; empty when nothing does. Runs in the caller's transaction. */
    List<Problem> obstacles(long userId);
}
