package io.vestnik.api.console.signin;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Nothing was checked, because too much was wrong before. */
final class TooManyTriesException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    TooManyTriesException(Duration wait) {
        super("too many tries");
        this.wait = wait;
    }

    /** In whole seconds, rounded up. */
    long seconds() {
        return wait.plusMillis(999).toSeconds();
    }
}
