package app.mainstay.admin;

import app.mainstay.security.UserRow;
import app.mainstay.shared.Coded;

/** Whether a person can sign in: one state each, since who is inactive cannot anyhow. */
public enum UserState implements Coded {
    ACTIVE("admin.user.active"), NO_PASSWORD("admin.user.noPassword"), INACTIVE("admin.user.inactive");

    private final String labelKey;

    UserState(String labelKey) {
        this.labelKey = labelKey;
    }

    public static UserState of(UserRow user) {
        return !user.active() ? INACTIVE : user.hasPassword() ? ACTIVE : NO_PASSWORD;
    }

    @Override
    public String labelKey() {
        return labelKey;
    }
}
