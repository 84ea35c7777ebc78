package app.mainstay.invariants;

import java.util.List;

/** A room says what must always hold among its rows. A bean of it is found and nothing else is needed. */
public interface InvariantSource {

    List<Invariant> invariants();
}
