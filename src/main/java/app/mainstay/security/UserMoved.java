package app.mainstay.security;

/** Told when a user has come to another unit: a room whose rows carry the unit takes them along. */
public interface UserMoved {

    /** How many rows would go along now. */
    default int carried(long userId) {
        return 0;
    }

    /** Runs in the transaction that moves the user; what it throws keeps the user where they were. */
    void moved(long userId, long unitId);
}
