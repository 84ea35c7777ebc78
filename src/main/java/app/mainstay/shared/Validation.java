package app.mainstay.shared;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Bean Validation told as {@link Problem}s; a constraint's message is its translation key. */
@Component
public class Validation {

    private final Validator validator;

    public Validation(Validator validator) {
        this.validator = validator;
    }

    /** Everything wrong with the draft, one problem per field; a mutable list, so that services add what only they know. */
    public List<Problem> problems(Object draft) {
        var result = new ArrayList<Problem>();
        for (ConstraintViolation<Object> violation : validator.validate(draft)) {
            String field = violation.getPropertyPath().toString();
            if (result.stream().noneMatch(problem -> field.equals(problem.field()))) {
                result.add(violation.getConstraintDescriptor().getAnnotation() instanceof Size size
                        ? Problem.of(field, violation.getMessageTemplate(), size.max())
                        : Problem.of(field, violation.getMessageTemplate()));
            }
        }
        return result;
    }

    /** @throws RefusedException when there is a problem */
    public static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }
}
