package io.vestnik.api.problem;

import java.sql.SQLException;
import org.springframework.jdbc.UncategorizedSQLException;

/** Recognises that somebody else held a row for longer than we wait; Spring has no word for it. */
public final class LockTimeout {
    /** lock_not_available, PostgreSQL appendix A. */
    private static final String STATE = "55P03";

    private LockTimeout() {}

    /** Whether this is what happened. */
    public static boolean is(UncategorizedSQLException exception) {
        SQLException cause = exception.getSQLException();
        return cause != null && STATE.equals(cause.getSQLState());
    }
}
