package app.mainstay.security;

import app.mainstay.shared.Coded;

/** What a person is in the team. The constants exist because annotations need them. */
public enum Role implements Coded {
    MEMBER, MANAGER, DIRECTOR, ADMINISTRATOR;

    public static final String IS_MEMBER = "MEMBER";
    public static final String IS_MANAGER = "MANAGER";
    public static final String IS_DIRECTOR = "DIRECTOR";
    public static final String IS_ADMINISTRATOR = "ADMINISTRATOR";
    /** The system at work for itself; no person has it. */
    public static final String IS_SYSTEM = "SYSTEM";

    /** Sees the accounts of the own unit and of all units below. */
    public boolean seesUnit() {
        return this == MANAGER || this == DIRECTOR;
    }
}
