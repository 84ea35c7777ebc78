package app.mainstay.importing;

import app.mainstay.shared.Coded;

/** Where an import stands. CANCELLED and FAILED ones may have stored rows already, which can be taken back. */
public enum ImportState implements Coded {
    RUNNING, DONE, CANCELLED, FAILED, UNDONE
}
