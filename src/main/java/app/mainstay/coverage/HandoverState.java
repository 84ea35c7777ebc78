package app.mainstay.coverage;

import app.mainstay.shared.Coded;

/** DRAFT: being written by who leads; OPEN: waits for signatures; SIGNED: waits for its day; DONE: everything has moved. */
public enum HandoverState implements Coded {
    DRAFT, OPEN, SIGNED, DONE, CANCELLED;

    boolean isOpen() {
        return this != DONE && this != CANCELLED;
    }
}
