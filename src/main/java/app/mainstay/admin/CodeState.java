package app.mainstay.admin;

import app.mainstay.settings.CodeEntry;
import app.mainstay.shared.Coded;

/** Whether an entry of a code list is still offered. */
public enum CodeState implements Coded {
    ACTIVE("admin.code.active"), RETIRED("admin.code.retired");

    private final String labelKey;

    CodeState(String labelKey) {
        this.labelKey = labelKey;
    }

    public static CodeState of(CodeEntry entry) {
        return entry.active() ? ACTIVE : RETIRED;
    }

    @Override
    public String labelKey() {
        return labelKey;
    }
}
