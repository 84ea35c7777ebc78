package app.mainstay.shared;

import java.util.List;

/** An input that breaks a rule. Nothing was written. */
public class RefusedException extends RuntimeException {

    private final transient List<Problem> problems;

    public RefusedException(List<Problem> problems) {
        super(problems.toString());
        this.problems = List.copyOf(problems);
    }

    public RefusedException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
