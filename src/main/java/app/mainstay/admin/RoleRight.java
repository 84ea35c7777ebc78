package app.mainstay.admin;

import static app.mainstay.admin.RoleRight.Reach.ALL;
import static app.mainstay.admin.RoleRight.Reach.NO;
import static app.mainstay.admin.RoleRight.Reach.OWN;
import static app.mainstay.admin.RoleRight.Reach.UNIT;
import static app.mainstay.admin.RoleRight.Reach.YES;

import app.mainstay.security.Role;
import app.mainstay.shared.Coded;
import java.util.List;

/**
 * What each role may, to be read by administrators before they give one away. It decides nothing: services do, and a test holds the two
 * together. A feature that brings a right adds a line.
 */
public enum RoleRight implements Coded {
    SEE_ACCOUNTS(OWN, UNIT, UNIT, NO),
    EDIT_ACCOUNTS(OWN, UNIT, UNIT, NO),
    CREATE_ACCOUNTS(NO, UNIT, UNIT, NO),
    ARCHIVE_ACCOUNTS(NO, UNIT, UNIT, NO),
    IMPORT_ACCOUNTS(NO, UNIT, UNIT, NO),
    EXPORT_LISTS(YES, YES, YES, YES),
    KEEP_VIEWS(YES, YES, YES, YES),
    SHARE_VIEWS(NO, YES, YES, YES),
    INHERIT_VIEWS(NO, NO, YES, YES),
    WATCH_JOBS(OWN, OWN, OWN, ALL),
    READ_AUDIT(NO, NO, YES, YES),
    READ_SECURITY_LOG(NO, NO, NO, YES),
    MANAGE_PEOPLE(NO, NO, NO, YES),
    IMPORT_PEOPLE(NO, NO, NO, YES),
    MANAGE_SETTINGS(NO, NO, NO, YES);

    /** How far a right goes. */
    public enum Reach implements Coded {
        NO, YES,
        /** Of accounts those that the person looks after; of work the own. */
        OWN,
        /** What belongs to the own unit and those below. */
        UNIT, ALL
    }

    private final List<Reach> reaches;

    RoleRight(Reach member, Reach manager, Reach director, Reach administrator) {
        reaches = List.of(member, manager, director, administrator);
    }

    public Reach of(Role role) {
        return reaches.get(role.ordinal());
    }
}
