package app.mainstay.audit;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Why the changes inside {@link #of} are made: written into their revision. */
public record Because(@Nullable String reason, @Nullable Long batchId) {

    private static final ScopedValue<Because> CURRENT = ScopedValue.newInstance();
    private static final Because NOTHING = new Because(null, null);

    /** Runs the work, whose transaction must begin and end inside it. */
    public static <T> T of(@Nullable String reason, @Nullable Long batchId, Supplier<T> work) {
        return ScopedValue.where(CURRENT, new Because(reason, batchId)).call(work::get);
    }

    /** The reason of the work that goes on here; empty where none was given. */
    public static Optional<String> given() {
        return Optional.ofNullable(current().reason()).filter(reason -> !reason.isBlank());
    }

    /** The batch that the work belongs to; empty where there is none. */
    public static Optional<Long> batch() {
        return Optional.ofNullable(current().batchId());
    }

    static Because current() {
        return CURRENT.orElse(NOTHING);
    }
}
