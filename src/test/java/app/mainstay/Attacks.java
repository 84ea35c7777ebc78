package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Statements that the schema itself must refuse, on either database. */
public final class Attacks {

    private Attacks() {
    }

    /** The integrity classes of SQLSTATE are 22 and 23; MySQL tells a failed check in HY000 with its number 3819. */
    public static void refused(String what, ThrowingCallable attack) {
        Throwable thrown = catchThrowable(attack);
        assertThat(thrown).as(what).isNotNull();
        Throwable cause = thrown;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        assertThat(cause).as(what).isInstanceOfSatisfying(SQLException.class, sql -> assertThat(sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23")) || sql.getErrorCode() == 3819).as(what + ": " + sql).isTrue());
    }
}
