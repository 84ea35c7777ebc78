package app.mainstay.importing;

import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.List;

/** Somebody else wrote the same at the same time: what was under way is taken back. */
class ConcurrentException extends RefusedException {

    ConcurrentException(long line) {
        super(List.of(Problem.of(null, "import.problem.concurrent", line)));
    }
}
